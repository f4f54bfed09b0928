"""What a case's number looks like in an address: 410402-2026-118."""

from cases.rules import TRANSITIONS
from cases.rules.protection import STEPS
from cases.rules.referral import MOVES
from cases.rules.review import MOVES as REVIEW_MOVES


class CaseNumberConverter:
    regex = r"[0-9A-Z]{4,12}-[0-9]{4}-[1-9][0-9]{0,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StepConverter:
    """A step of rules.TRANSITIONS; an unknown verb is a 404."""

    regex = "|".join(TRANSITIONS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OrderStepConverter(StepConverter):
    """A step of rules.protection.STEPS."""

    regex = "|".join(STEPS)


class ReviewMoveConverter(StepConverter):
    """A move of rules.review.MOVES."""

    regex = "|".join(REVIEW_MOVES)


class BlockConverter:
    """A block of the 登记表: a to f."""

    regex = "[a-f]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FieldClassConverter:
    """Identity, contact or story: what may be shown on asking."""

    regex = "identity|contact|story"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MoveConverter:
    """A step of a referral; an unknown verb is a 404."""

    regex = "|".join(MOVES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OfferConverter:
    """What may be done with an offer of a case."""

    regex = "accept|decline|withdraw"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
