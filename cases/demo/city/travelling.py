"""Cases on their way to a unit: sent, signed for (mostly by telephone), asked to be returned."""

from datetime import timedelta
from typing import Any

from cases import actions
from cases.choices.referral import Delivery, ReferralKind, SharingBasis
from portal import clock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Who is asked, by the duty in its code; the first that stands in the county and is not full.
ASKED = {"01": ("M10", "M11"), "02": ("M07", "M10"), "03": ("M12", "M25"), "04": ("M15", "M10"),
         "05": ("M13", "M26"), "06": ("M11",), "07": ("M11", "M14")}  # fmt: skip
OTHERS = ("M12", "M11", "M14", "M25", "M27")
WORDS = "当事人反映的情况已核对，本人同意提供所列内容，没有别的隐情。"
PHONE_WORDS = "办公室值班（演示）"


def send(told: Any, days: float) -> Any:
    """Sent so many days ago, whenever the case came in."""
    unit = told.lookup.asked_unit(told.planned)
    sharing = actions.Sharing(
        what=WORDS,
        asked_for="请依职责核实办理，并在期限内反馈结果。",
        basis=SharingBasis.CONSENT,
        basis_note="电话同意，已说明提供哪些内容",
        consent_at=told.at,
    )
    target = actions.Target(ReferralKind.LEAD, unit=unit, name="")
    told.do(2 * HOUR, actions.tell_person, way="no_paper", note="电话里说明了要请哪个单位办")
    after = told.by(clock.now() - days * DAY)
    return told.do(after, actions.send_referral, targets=[target], sharing=sharing)[0]


def wait(told: Any) -> None:
    send(told, 1.2)


def receive(told: Any) -> Any:
    referral = send(told, told.chance.randint(3, 9))

    def sign(*, case, actor, at):
        brought = actions.Brought(Delivery.PHONE, PHONE_WORDS, at)
        return actions.receive(referral=referral, brought=brought, actor=actor, at=at)

    told.do(DAY, sign)
    return referral


def ask_return(told: Any) -> None:
    referral = send(told, 2.5)

    def by_phone(action, **given):
        def act(*, case, actor, at):
            brought = actions.Brought(Delivery.PHONE, PHONE_WORDS, at)
            return action(referral=referral, brought=brought, actor=actor, at=at, **given)

        return act

    told.do(6 * HOUR, by_phone(actions.receive))
    told.do(
        18 * HOUR,
        by_phone(actions.ask_return, reason="duty", text="当事人户籍在外县，请核对由谁办理"),
    )
