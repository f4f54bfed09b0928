"""What may happen to a 转介, by whom, and where one may go. No database, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cases import rules
from cases.choices import CaseStatus, Safety
from cases.choices.danger import RiskLevel
from cases.choices.referral import ChaseStep, ReferralKind, ReferralStatus, RequestKind, Ruling
from cases.rules.danger import alarm_needed
from portal.access import Actor, Permission
from portal.units.models import county_code

RED_STAYS = "评估为红色的事项不能申请退回。请与转出单位联系协调，先保证人身安全。"
ACCUSATION = "反映公职人员违纪违法的，请告知其向纪检监察机关提出，不作转介。"


class Side(Enum):
    """Who takes a step: the unit that asks, the unit that is asked, the city office."""

    SENDER = "sender"
    RECEIVER = "receiver"
    CITY = "city"


# ── What the facts of a case say ────────────────────────────────────────────────────────────────
def is_red(case: Any) -> bool:
    """Somebody is in danger: such a referral cannot be returned and stands on top of every list."""
    return case.safety == Safety.DANGER or case.risk == RiskLevel.RED


def is_accusation(case: Any) -> bool:
    """检举控告: belongs to 纪检监察, its text never leaves (信访工作条例 30; users.md c17)."""
    return getattr(case, "purpose", "") == "accusation"


# ── Where one may go ────────────────────────────────────────────────────────────────────────────
def is_below(code: str, above: str) -> bool:
    """The unit itself or one of its own below it. A member unit stands beside the federation of
    its level, though its code begins with that of the federation."""
    return code.startswith(above) and "M" not in code[len(above) :]


def is_complained_of(case: Any, *, code: str, name: str) -> bool:
    """The unit complained of, what stands below it, and one that is only called like it."""
    unit = case.complained_unit
    if unit is None:
        return False
    if is_below(code, unit.code):
        return True
    return name in {unit.name, unit.short_name}


def send_refusal(case: Any, actor: Actor) -> str | None:
    """Why nothing of this case may be referred now; None when it may."""
    if not actor.can(Permission.REFERRAL_SEND):
        return "您可以查看，但不能转介。如需办理，请联系本单位经办人。"
    if refusal := rules.elsewhere(case, actor):
        return refusal
    if refusal := alarm_needed(case):
        return refusal
    if not case.is_open:
        return f"这件事项{CaseStatus(case.status).label}，不能再转介。"
    return ACCUSATION if is_accusation(case) else None


def target_refusal(case: Any, actor: Actor, unit: Any, *, others: str) -> str | None:
    """Why this unit may not be asked. `others` names whom one may ask in its stead.

    The same level first: a county asks the units of its own county; a unit of the city is reached
    through the city office (`goes_by_city`), one of another county through that county's women's
    federation.
    """
    if is_complained_of(case, code=unit.code, name=unit.short_name):
        return f"不能转介给被反映的单位。可选择：{others}。"
    if unit.code == actor.unit_code:
        return "这是本单位，不用转介。"
    if unit.kind in OWN_SYSTEM:
        return "妇联之间用“转送”，事项整件移交；转介用于成员单位。"
    own, theirs = county_code(actor.unit_code), county_code(unit.code)
    if own == theirs or goes_by_city(actor, unit):
        return None
    if actor.can(Permission.REFERRAL_RULE):
        return "县（市、区）单位由当地妇联转介，请把事项转送当地妇联。"
    return "这是外县（市、区）的单位，请经市妇联权益部转送当地妇联办理。"


OWN_SYSTEM = ("office", "federation", "zone", "town_federation", "village_federation")


def goes_by_city(actor: Actor, unit: Any) -> bool:
    """A unit of the city, asked by a county: the city office passes it on (users.md c5)."""
    above = len(county_code(unit.code)) < len(county_code(actor.unit_code))
    return above and actor.unit_code.startswith(county_code(unit.code))


# ── The steps of a referral ─────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Move:
    """One step of a referral. The button, the address, the action and the tests read this row.

    `behalf`: the sender may write it in for a unit that does not sign in (代签收、代录).
    """

    name: str
    label: str
    side: Side
    sources: frozenset[str]
    target: str
    permission: Permission
    behalf: bool = False
    also: Side | None = None  # a second side that may take it; the guard says when
    guard: Callable[[Any, Actor], str | None] = lambda referral, actor: None

    def refusal(self, referral: Any, actor: Actor) -> str | None:
        """Why this may not happen now; None when it may."""
        if refusal := self.who_refusal(referral, actor):
            return refusal
        if referral.status not in self.sources:
            return f"这件转介{ReferralStatus(referral.status).label}，不能再{self.label}。"
        return self.guard(referral, actor)

    def who_refusal(self, referral: Any, actor: Actor) -> str | None:
        sides = sides_of(referral, actor)
        if sides & {self.side, self.also} and actor.can(self.permission):
            return None
        if self.is_on_behalf(referral, actor):
            return None
        who = {Side.SENDER: "转出单位", Side.RECEIVER: "接收单位", Side.CITY: "市妇联权益部"}
        return f"您可以查看，但不能办理：{self.label}。由{who[self.side]}办理。"

    def is_on_behalf(self, referral: Any, actor: Actor) -> bool:
        return (
            self.behalf
            and Side.SENDER in sides_of(referral, actor)
            and actor.can(Permission.REFERRAL_SEND)
        )


def sides_of(referral: Any, actor: Actor) -> set[Side]:
    sides = set()
    if actor.unit_code and actor.unit_code == referral.to_code:
        sides.add(Side.RECEIVER)
    if actor.unit_code == referral.from_code:
        sides.add(Side.SENDER)
    if actor.can(Permission.REFERRAL_RULE):
        sides.add(Side.CITY)
    return sides


def pending(referral: Any) -> Any:
    """The wish that waits for a ruling, if any."""
    return next((one for one in referral.requests.all() if one.ruling == Ruling.OPEN), None)


def may_return(referral: Any, actor: Actor) -> str | None:
    return RED_STAYS if referral.is_red else None


def rules_on_return(referral: Any, actor: Actor) -> str | None:
    """The sender rules on the first return, the city office on the second."""
    wish = pending(referral)
    if wish is None or wish.kind != RequestKind.RETURN:
        return "没有待裁定的退回申请。"
    sides = sides_of(referral, actor)
    if wish.by_city and Side.CITY not in sides:
        return "这是第二次申请退回，由市妇联权益部裁定。"
    if not wish.by_city and Side.SENDER not in sides:
        return "退回由转出单位裁定；再次申请退回的，由市妇联权益部裁定。"
    return None


def rules_on_extension(referral: Any, actor: Actor) -> str | None:
    wish = pending(referral)
    if wish is None or wish.kind != RequestKind.EXTENSION:
        return "没有待批准的延期申请。"
    if wish.by_id == actor.account_id:
        return "延期申请是您代录的，请由其他人批准。"
    return None


def nothing_pending(referral: Any, actor: Actor) -> str | None:
    return "已有一项申请等待裁定。" if pending(referral) else None


def extendable(referral: Any, actor: Actor) -> str | None:
    """Once, and not beside a wish that waits (users.md d2)."""
    given = any(
        one.kind == RequestKind.EXTENSION and one.ruling == Ruling.AGREED
        for one in referral.requests.all()
    )
    return "已经延期过一次，不能再延。" if given else nothing_pending(referral, actor)


def returnable(referral: Any, actor: Actor) -> str | None:
    return may_return(referral, actor) or nothing_pending(referral, actor)


S = ReferralStatus
P = Permission
BUSY = frozenset({S.RECEIVED, S.HANDLING})
MOVES = {
    move.name: move
    for move in (
        Move("pass-on", "转出", Side.CITY, frozenset({S.ASKED}), S.WAITING, P.REFERRAL_RULE),
        Move("turn-down", "不予转出", Side.CITY, frozenset({S.ASKED}), S.REVOKED, P.REFERRAL_RULE),
        Move(
            "receive", "签收", Side.RECEIVER, frozenset({S.WAITING}), S.RECEIVED,
            P.REFERRAL_RECEIVE, behalf=True,
        ),
        Move(
            "ask-return", "申请退回", Side.RECEIVER, frozenset({S.WAITING, S.RECEIVED}),
            S.RETURN_ASKED, P.REFERRAL_RECEIVE, behalf=True, guard=returnable,
        ),
        Move(
            "rule-return", "裁定退回", Side.SENDER, frozenset({S.RETURN_ASKED}), S.RETURNED,
            P.REFERRAL_SEND, also=Side.CITY, guard=rules_on_return,
        ),
        Move(
            "note", "记一笔进展", Side.RECEIVER, BUSY, S.HANDLING, P.REFERRAL_RECEIVE, behalf=True
        ),
        Move(
            "ask-extension", "申请延期", Side.RECEIVER, BUSY, S.HANDLING, P.REFERRAL_RECEIVE,
            behalf=True, guard=extendable,
        ),
        Move(
            "rule-extension", "批复延期", Side.SENDER, BUSY, S.HANDLING, P.REFERRAL_SEND,
            guard=rules_on_extension,
        ),
        Move(
            "report", "反馈", Side.RECEIVER, BUSY, S.REPORTED, P.REFERRAL_RECEIVE, behalf=True,
            guard=nothing_pending,
        ),
        Move("accept", "审核通过", Side.SENDER, frozenset({S.REPORTED}), S.DONE, P.REFERRAL_SEND),
        Move(
            "send-back", "退回补充", Side.SENDER, frozenset({S.REPORTED}), S.HANDLING,
            P.REFERRAL_SEND,
        ),
        Move(
            "revoke", "收回", Side.SENDER,
            frozenset({S.ASKED, S.WAITING, S.RECEIVED, S.RETURN_ASKED, S.HANDLING}), S.REVOKED,
            P.REFERRAL_SEND,
        ),
    )
}  # fmt: skip


def available(referral: Any, actor: Actor) -> list[Move]:
    return [move for move in MOVES.values() if move.refusal(referral, actor) is None]


def lead_refusal(referrals: list[Any], kind: str) -> str | None:
    """One lead at a time; `referrals` are the case's open ones."""
    lead = next((one for one in referrals if one.kind == ReferralKind.LEAD), None)
    if kind == ReferralKind.LEAD and lead is not None:
        return f"已有主办单位：{lead.to_name}。其他单位请选协办，或先收回再转。"
    return None


def file_refusal(referral: Any, actor: Actor) -> str | None:
    """Why this person may not put a file on the referral: each side while it has something to say,
    the sender also when the paper comes by post afterwards (代录)."""
    sides = sides_of(referral, actor)
    if Side.RECEIVER in sides and actor.can(Permission.REFERRAL_RECEIVE):
        states = BUSY | {S.REPORTED}
    elif Side.SENDER in sides and actor.can(Permission.REFERRAL_SEND):
        states = BUSY | {S.REPORTED, S.DONE}
    else:
        return "您可以查看，但不能上传或修改材料。由接收单位上传，或由转出单位代录。"
    if referral.status in states:
        return None
    return f"这件转介{ReferralStatus(referral.status).label}，不能上传材料。"


# ── 催办 ────────────────────────────────────────────────────────────────────────────────────────
LADDER = (ChaseStep.REMIND, ChaseStep.LETTER, ChaseStep.BRING, ChaseStep.URGE)
ORDER = "提醒、催办函、提请协调组协调、督促处理意见书"


def chase_refusal(referral: Any, actor: Actor, step: str, done: list[str]) -> str | None:
    """Why this step of 催办 may not be taken; `done` are the steps taken so far."""
    if Side.SENDER not in sides_of(referral, actor) or not actor.can(Permission.REFERRAL_SEND):
        return "您可以查看，但不能催办。由转出单位办理。"
    if referral.status not in {S.WAITING, S.RECEIVED, S.HANDLING}:
        return f"这件转介{ReferralStatus(referral.status).label}，不用催办。"
    place = LADDER.index(ChaseStep(step))
    if place and LADDER[place - 1] not in done:
        return f"催办按“{ORDER}”的次序，请先{LADDER[place - 1].label}。"
    return urging_refusal(actor, done) if step == ChaseStep.URGE else None


def urging_refusal(actor: Actor, done: list[str]) -> str | None:
    """督促处理意见书 (妇女权益保障法 73): decided by who leads the federation, once."""
    if not actor.can(Permission.CASE_LEAD):
        return "督促处理意见书由本单位主管决定发出。"
    return "已发出督促处理意见书，请等对方书面反馈。" if ChaseStep.URGE in done else None
