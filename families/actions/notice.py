"""公示 and 命名: the list hangs for working days, objections are heard, households are named."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from families.actions.happening import line, locked_round
from families.actions.selection import locked_selection, take_off
from families.choices import OffBy, Outcome, Recheck, SelectionState
from families.models import (
    HouseholdHappening,
    Naming,
    Objection,
    PublicNotice,
    Quota,
    Round,
    Selection,
    Vetting,
)
from families.rules import selection as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.deadlines.choices import Counting
from portal.deadlines.reference import calendar_from
from portal.deadlines.rules import count_days

BATCH = 500


def ensure_may_post(actor: Actor) -> None:
    if not actor.can(Permission.FAMILY_ROUND):
        raise Refused("您可以查看，但不能办理公示。请联系发起评选的单位。")


def closing_day(posted_on: date, days: int) -> date:
    """The last day of the window: working days, the day of posting not counted (民法典201)."""
    calendar = calendar_from(posted_on.year)
    return count_days(posted_on, days, Counting.WORKING, calendar).strict


@transaction.atomic
def post_notice(
    *, round_: Round, posted_on: date, days: int, place: str, phone: str, actor: Actor,
    at: datetime,
) -> PublicNotice:  # fmt: skip
    """Hang out the list. From now on it only gets shorter. Raises Refused."""
    ensure_may_post(actor)
    round_ = locked_round(round_, actor)
    if not round_.is_open:
        raise Refused("这一轮评选没有在进行，不能公示。")
    if PublicNotice.objects.visible_to(actor).filter(round=round_).exists():
        raise Refused("名单已经公示。")
    if Vetting.objects.visible_to(actor).filter(round=round_, ended_at=None).exists():
        raise Refused("还有县（市、区）的联审没有办结，办结后再公示。")
    chosen = Selection.objects.visible_to(actor).filter(round=round_).standing()
    counted = Counter(chosen.values_list("for_code", flat=True))
    quotas = dict(Quota.objects.filter(round=round_).values_list("for_code", "places"))
    over = sorted(code for code, number in counted.items() if number > quotas.get(code, 0))
    words = rules.posting_refusal(
        days=days, posted_on=posted_on, today=timezone.localdate(at), chosen=counted.total(),
        over=over,
    )  # fmt: skip
    if words:
        raise Refused(words)
    notice = PublicNotice.objects.create(
        unit_code=round_.unit_code, round=round_, posted_on=posted_on, days=days,
        closes_on=closing_day(posted_on, days), place=place, phone=phone, posted_at=at,
        posted_by_id=actor.account_id,
    )  # fmt: skip
    audit.record(
        actor=actor, action="notice.post", target=round_, at=at, households=counted.total()
    )
    return notice


def locked_notice(notice: PublicNotice, actor: Actor) -> PublicNotice:
    """One's own unit's notice, locked. Raises Refused for one of a unit above."""
    ensure_may_post(actor)
    if notice.unit_code != actor.unit_code:
        raise Refused("公示由发起评选的单位管理，您可以查看，不能修改。")
    rows = PublicNotice.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.select_related("round").get(pk=notice.pk)


@transaction.atomic
def object_to(
    *, notice: PublicNotice, selection: Selection, received_on: date, heard_by: str, said: str,
    by_whom: str, actor: Actor, at: datetime,
) -> Objection:  # fmt: skip
    """Write down an objection, of anyone, named or not. Raises Refused."""
    notice = locked_notice(notice, actor)
    selection = locked_selection(selection, actor)
    words = rules.objecting_refusal(
        received_on=received_on, posted_on=notice.posted_on, closes_on=notice.closes_on,
        is_closed=notice.is_closed,
    )  # fmt: skip
    if words:
        raise Refused(words, "received_on")
    if selection.round_id != notice.round_id or selection.state != SelectionState.CHOSEN:
        raise Refused("这一户不在公示名单里。", "selection")
    made = Objection.objects.create(
        unit_code=notice.unit_code, notice=notice, selection=selection, received_on=received_on,
        heard_by=heard_by, said=said, by_whom=by_whom, typed_at=at, typed_by_id=actor.account_id,
    )  # fmt: skip
    audit.record(actor=actor, action="notice.object", target=notice.round, at=at)
    return made


@transaction.atomic
def decide_objection(
    *, objection: Objection, outcome: str, finding: str, actor: Actor, at: datetime
) -> Objection:
    """成立 or 不成立, with what was found. An upheld one takes the household off the list."""
    ensure_may_post(actor)
    rows = Objection.objects.visible_to(actor).select_for_update(of=("self",))
    objection = rows.select_related("notice__round").get(pk=objection.pk)
    if objection.outcome:
        raise Refused("这件异议已有结论。")
    if not finding.strip():
        raise Refused("请写明核实情况。", "finding")
    objection.outcome, objection.finding = Outcome(outcome), finding.strip()
    objection.decided_at, objection.decided_by_id = at, actor.account_id
    objection.save(update_fields=["outcome", "finding", "decided_at", "decided_by"])
    if objection.outcome == Outcome.UPHELD:
        selection = locked_selection(objection.selection, actor)
        if selection.state == SelectionState.CHOSEN:
            take_off(selection, OffBy.OBJECTION, actor=actor, at=at)
    audit.record(
        actor=actor, action="notice.decide", target=objection.notice.round, at=at, outcome=outcome
    )
    return objection


@transaction.atomic
def close_notice(*, notice: PublicNotice, actor: Actor, at: datetime) -> PublicNotice:
    """The window is over and every objection has its finding. Raises Refused."""
    notice = locked_notice(notice, actor)
    if notice.is_closed:
        raise Refused("公示已经结束。")
    open_rows = Objection.objects.visible_to(actor).filter(notice=notice, outcome="")
    chosen = Selection.objects.visible_to(actor).filter(round=notice.round).standing()
    words = rules.closing_refusal(
        today=timezone.localdate(at), closes_on=notice.closes_on,
        open_objections=open_rows.count(),
        rechecks=chosen.filter(recheck=Recheck.OPEN).count(),
    )  # fmt: skip
    if words:
        raise Refused(words)
    notice.closed_at, notice.closed_by_id = at, actor.account_id
    notice.save(update_fields=["closed_at", "closed_by"])
    audit.record(actor=actor, action="notice.close", target=notice.round, at=at)
    return notice


@transaction.atomic
def name_households(*, round_: Round, named_on: date, actor: Actor, at: datetime) -> Naming:
    """命名 who is left on the list, by the round's authority and number. Raises Refused."""
    ensure_may_post(actor)
    round_ = locked_round(round_, actor)
    notice = PublicNotice.objects.visible_to(actor).filter(round=round_).first()
    chosen = Selection.objects.visible_to(actor).filter(round=round_).standing()
    rows = list(chosen.select_related("entry__household").select_for_update(of=("self",)))
    words = rules.naming_refusal(
        may_name=round_.may_name, is_closed=bool(notice and notice.is_closed), left=len(rows),
        is_named=Naming.objects.visible_to(actor).filter(round=round_).exists(),
    )  # fmt: skip
    if words:
        raise Refused(words)
    if named_on > timezone.localdate(at):
        raise Refused("命名日期不能晚于今天。", "named_on")
    naming = Naming.objects.create(
        unit_code=round_.unit_code, round=round_, authority=round_.authority,
        approval_number=round_.approval_number, named_on=named_on, households=len(rows),
        named_at=at, named_by_id=actor.account_id,
    )  # fmt: skip
    chosen.update(state=SelectionState.NAMED)
    text = f"{round_}，{round_.approval_number}"
    HouseholdHappening.objects.bulk_create(
        [line(row.entry.household, "name", actor=actor, at=at, text=text) for row in rows], BATCH
    )
    audit.record(
        actor=actor, action="round.name", target=round_, at=at, households=naming.households
    )
    return naming
