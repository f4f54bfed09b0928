"""牌匾: given out after the naming, made anew, looked at each year, ended."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from families.actions.happening import happened, line
from families.choices import PlaqueCheck, PlaqueEnd
from families.models import HouseholdHappening, Naming, Plaque, PlaqueReview, Selection
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit

BATCH = 500
# One number after the other for the whole city: whoever gives them out stands in line.
LINE = "SELECT pg_advisory_xact_lock(hashtext('families_plaque'))"


def ensure_may_keep(actor: Actor) -> None:
    if not actor.can(Permission.FAMILY_ROUND):
        raise Refused("您可以查看，但不能办理牌匾。请联系市、县（市、区）妇联。")


def stand_in_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LINE)


@transaction.atomic
def issue_plaques(*, naming: Naming, issued_on: date, actor: Actor, at: datetime) -> int:
    """A plaque for every named household that has none, in order of the list. Answers how many."""
    ensure_may_keep(actor)
    if naming.unit_code != actor.unit_code:
        raise Refused("牌匾由命名的单位制发。")
    if not naming.named_on <= issued_on <= timezone.localdate(at):
        raise Refused("挂牌日期须在命名日期之后、今天以前。", "issued_on")
    stand_in_line()
    named = Selection.objects.visible_to(actor).filter(round=naming.round, state="named")
    rows = list(named.filter(plaques__isnull=True).for_list().in_order())
    if not rows:
        raise Refused("命名的家庭都已有牌匾。")
    year = naming.round.year
    last = Plaque.objects.visible_to(actor).filter(year=year).aggregate(last=Max("sequence"))
    first = (last["last"] or 0) + 1
    made = [
        Plaque(
            unit_code=row.unit_code, selection=row, year=year, sequence=first + place,
            issued_on=issued_on, issued_at=at, issued_by_id=actor.account_id,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    Plaque.objects.bulk_create(made, BATCH)
    HouseholdHappening.objects.bulk_create(
        [
            line(row.entry.household, "plaque", actor=actor, at=at, text=plaque.number)
            for row, plaque in zip(rows, made, strict=True)
        ],
        BATCH,
    )
    audit.record(actor=actor, action="plaque.issue", target=naming.round, at=at, plaques=len(made))
    return len(made)


def locked_plaque(plaque: Plaque, actor: Actor) -> Plaque:
    """One that holds, locked. Raises Refused."""
    ensure_may_keep(actor)
    rows = Plaque.objects.visible_to(actor).select_for_update(of=("self",))
    plaque = rows.select_related("selection__entry__household").get(pk=plaque.pk)
    if not plaque.holds:
        raise Refused("这块牌匾已失效。")
    return plaque


def end(plaque: Plaque, why: str, *, actor: Actor, at: datetime) -> None:
    plaque.ended_on, plaque.ended_by = timezone.localdate(at), why
    plaque.save(update_fields=["ended_on", "ended_by"])
    household = plaque.selection.entry.household
    happened(household, "plaque_end", actor=actor, at=at, text=plaque.number)


@transaction.atomic
def reissue_plaque(*, plaque: Plaque, actor: Actor, at: datetime) -> Plaque:
    """补制: the same number with its copy behind it; the one before is void from today."""
    stand_in_line()
    plaque = locked_plaque(plaque, actor)
    end(plaque, PlaqueEnd.REISSUED, actor=actor, at=at)
    made = Plaque.objects.create(
        unit_code=plaque.unit_code, selection=plaque.selection, year=plaque.year,
        sequence=plaque.sequence, copy=plaque.copy + 1, issued_on=timezone.localdate(at),
        issued_at=at, issued_by_id=actor.account_id,
    )  # fmt: skip
    household = plaque.selection.entry.household
    happened(household, "plaque", actor=actor, at=at, text=made.number)
    return made


@transaction.atomic
def review_plaque(
    *, plaque: Plaque, year: int, outcome: str, mend_by: date | None, actor: Actor, at: datetime
) -> PlaqueReview:
    """年度复核, once a year. 撤销 and 户主申请退出 end the plaque today; no reason is kept."""
    plaque = locked_plaque(plaque, actor)
    found = PlaqueCheck(outcome)
    today = timezone.localdate(at)
    if not plaque.year <= year <= today.year:
        raise Refused(f"复核年度请填{plaque.year}到{today.year}之间。", "year")
    if plaque.reviews.filter(year=year).exists():
        raise Refused(f"{year}年已经复核过。", "year")
    if found == PlaqueCheck.MENDS and (mend_by is None or mend_by <= today):
        raise Refused("限期改进请填今天以后的日期。", "mend_by")
    kept = PlaqueReview.objects.create(
        unit_code=plaque.unit_code, plaque=plaque, year=year, outcome=found,
        mend_by=mend_by if found == PlaqueCheck.MENDS else None, reviewed_at=at,
        reviewed_by_id=actor.account_id,
    )  # fmt: skip
    if found.ends:
        end(plaque, PlaqueEnd(found), actor=actor, at=at)
    audit.record(
        actor=actor, action="plaque.review", target=plaque.selection.entry.household, at=at,
        year=year, outcome=outcome,
    )  # fmt: skip
    return kept
