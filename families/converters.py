"""What stands in the addresses of families: a household's number, a unit's code, the verbs."""

from families.choices import MARKS, STAGES


class Words:
    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class HouseholdNumber(Words):
    """410402002001-13"""

    regex = r"[0-9A-Z]{12}-[1-9][0-9]{0,6}"


class VillageCode(Words):
    regex = r"[0-9A-Z]{12}"


class AreaCode(Words):
    """A county, zone, town or village."""

    regex = r"[0-9A-Z]{6}(?:[0-9]{3}(?:[0-9]{3})?)?"


class StageName(Words):
    regex = "|".join(STAGES)


class EntryVerb(Words):
    regex = "|".join([*MARKS, "bring-back", "report", "take-back-report", "withdraw"])


class RoundVerb(Words):
    regex = "open|close|enrol"


class StandardVerb(Words):
    regex = "copy|freeze|retire"


class LeaveVerb(Words):
    regex = "move|close"


class MarkVerb(Words):
    regex = "reopen|home|no-home"


class FigureName(Words):
    regex = "total|group"


class PlaqueNumber(Words):
    """PA-2025-0037, PA-2025-0037-2"""

    regex = r"PA-[0-9]{4}-[0-9]{4,7}(?:-[1-9][0-9]?)?"


class PlaqueToken(Words):
    """What the picture on a plaque leads to: 128 bits."""

    regex = r"[0-9a-f]{32}"


class RecheckWord(Words):
    """What the recheck of a drawn household found."""

    regex = "stands|fails"


class VettingForm(Words):
    regex = "consent|answer"


class VettingAct(Words):
    regex = "send|end"


class VettingMark(Words):
    regex = "revoke|leave-out"
