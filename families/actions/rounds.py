"""A year's round: set up, opened over the households of its area, closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from families.actions.happening import locked_round
from families.choices import STAGES, EntryState, RoundStatus, Stage
from families.models import Entry, Household, Quota, Round, RoundStage, Standard
from families.rules.steps import first_stage
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is set up before a round is opened. `stages`: {stage: (opens, closes)} of those that
    are on; `quotas`: {unit code: places}."""

    year: int
    name: str
    standard: Standard
    difference: int
    stages: Mapping[str, tuple[date | None, date | None]]
    quotas: Mapping[str, int]
    authority: str = ""
    approval_number: str = ""
    vetting_rule: str = ""
    vetting_number: str = ""


FIELDS = ("year", "name", "standard", "difference", "authority", "approval_number",
          "vetting_rule", "vetting_number")  # fmt: skip


def ensure_may_run(actor: Actor) -> None:
    if not actor.can(Permission.FAMILY_ROUND):
        raise Refused("您可以查看，但不能开展年度评选。如需办理，请联系市、县（市、区）妇联。")


def plan_refused(plan: Plan) -> None:
    """Raises Refused for a plan that makes no round."""
    standard = plan.standard
    late = standard.to_year is not None and plan.year > standard.to_year
    if plan.year < standard.from_year or late:
        raise Refused("这份标准不适用于这一年。", "standard")
    if not set(plan.stages) & {Stage.VILLAGE, Stage.TOWN, Stage.COUNTY}:
        raise Refused("村（社区）、乡镇（街道）、县（市、区）至少启用一级。", "stages")
    if bool(plan.authority) != bool(plan.approval_number):
        raise Refused("批准机关和批准文号须同时填写；没有的都不填，本轮只作内部评定。", "authority")
    if bool(plan.vetting_rule) != bool(plan.vetting_number):
        raise Refused("启用联审须写明国家规定的名称和文号。", "vetting_rule")
    days = [day for stage in STAGES for day in plan.stages.get(stage, ()) if day]
    if days != sorted(days):
        raise Refused("各阶段的起止日期须先后相接，不能倒过来。", "stages")


@transaction.atomic
def make_round(*, plan: Plan, actor: Actor, at: datetime) -> Round:
    """A round in preparation. Raises Refused."""
    ensure_may_run(actor)
    plan_refused(plan)
    same = Round.objects.visible_to(actor).filter(unit_code=actor.unit_code)
    if same.filter(year=plan.year, name=plan.name).exists():
        raise Refused("今年已有同名的评选。", "name")
    made = Round.objects.create(
        unit_code=actor.unit_code,
        status=RoundStatus.DRAFT,
        made_at=at,
        made_by_id=actor.account_id,
        **{name: getattr(plan, name) for name in FIELDS},
    )
    write_calendar(made, plan)
    audit.record(actor=actor, action="round.make", target=made, at=at)
    return made


def write_calendar(round_: Round, plan: Plan) -> None:
    RoundStage.objects.filter(round=round_).delete()
    Quota.objects.filter(round=round_).delete()
    RoundStage.objects.bulk_create(
        [
            RoundStage(
                round=round_,
                unit_code=round_.unit_code,
                stage=stage,
                is_on=stage in plan.stages,
                opens_on=plan.stages.get(stage, (None, None))[0],
                closes_on=plan.stages.get(stage, (None, None))[1],
            )
            for stage in STAGES
        ]
    )
    Quota.objects.bulk_create(
        [
            Quota(round=round_, unit_code=round_.unit_code, for_code=code, places=places)
            for code, places in sorted(plan.quotas.items())
        ]
    )


@transaction.atomic
def edit_round(*, round_: Round, plan: Plan, actor: Actor, at: datetime) -> Round:
    """Change what is set up. Once open, standard, year and stages stay. Raises Refused."""
    ensure_may_run(actor)
    round_ = locked_round(round_, actor)
    plan_refused(plan)
    if round_.status == RoundStatus.CLOSED:
        raise Refused("评选已结束，不能再改。")
    if round_.is_open:
        on = set(
            RoundStage.objects.filter(round=round_, is_on=True).values_list("stage", flat=True)
        )
        if plan.standard.pk != round_.standard_id or plan.year != round_.year:
            raise Refused("评选已开始，标准和年度不能再改。", "standard")
        if set(plan.stages) != on:
            raise Refused("评选已开始，各阶段不能再启停，只能改日期。", "stages")
    for name in FIELDS:
        setattr(round_, name, getattr(plan, name))
    round_.save(update_fields=list(FIELDS))
    write_calendar(round_, plan)
    audit.record(actor=actor, action="round.edit", target=round_, at=at)
    return round_


@transaction.atomic
def open_round(*, round_: Round, actor: Actor, at: datetime) -> Round:
    """Begin: freezes one's own standard and takes in every active household of the area."""
    ensure_may_run(actor)
    round_ = locked_round(round_, actor)
    if round_.status != RoundStatus.DRAFT:
        raise Refused(f"这一轮评选{round_.state.label}，不能再开始。")
    use_standard(round_.standard, actor, at)
    round_.status, round_.opened_at = RoundStatus.OPEN, at
    round_.save(update_fields=["status", "opened_at"])
    count = _take_in(round_, actor, at)
    audit.record(actor=actor, action="round.open", target=round_, at=at, households=count)
    return round_


def use_standard(standard: Standard, actor: Actor, at: datetime) -> None:
    """Its first use freezes it; one of a unit above must have been put into force there."""
    if standard.is_draft and standard.unit_code != actor.unit_code:
        raise Refused("上级的这份标准还没有启用；可请上级启用，或另存为本单位的标准。", "standard")
    if standard.is_draft:
        standard.status, standard.frozen_at = "frozen", at
        standard.save(update_fields=["status", "frozen_at"])
        audit.record(actor=actor, action="standard.freeze", target=standard, at=at)
    if standard.status == "retired":
        raise Refused("这份标准已停用，请另选。", "standard")


def _take_in(round_: Round, actor: Actor, at: datetime) -> int:
    """Entries for the active households of the area that have none; answers how many."""
    standing = Entry.objects.visible_to(actor).filter(round=round_).values("household")
    rows = Household.objects.visible_to(actor).active().filter(kind__in=round_.standard.kinds)
    stage = first_stage(
        set(RoundStage.objects.filter(round=round_, is_on=True).values_list("stage", flat=True))
    )
    made = [
        Entry(
            round=round_,
            household_id=pk,
            unit_code=code,
            year=round_.year,
            kind=kind,
            stage=stage,
            state=EntryState.TAKING_PART,
            changed_at=at,
        )
        for pk, code, kind in rows.exclude(pk__in=standing).values_list("pk", "unit_code", "kind")
    ]
    Entry.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


@transaction.atomic
def enrol(*, round_: Round, actor: Actor, at: datetime) -> int:
    """Households written down after the round began come in as well; answers how many.

    By whoever keeps their files, for the villages she sees. Raises Refused.
    """
    if not actor.can(Permission.FAMILY_REGISTER):
        raise Refused("您可以查看，但不能补充参评家庭。")
    round_ = Round.objects.visible_to(actor).select_related("standard").get(pk=round_.pk)
    if not round_.is_open:
        raise Refused("这一轮评选没有在进行，不能再改。")
    if not actor.unit_code.startswith(round_.unit_code):
        raise Refused("这一轮评选不在您的范围内。")
    count = _take_in(round_, actor, at)
    audit.record(actor=actor, action="round.enrol", target=round_, at=at, households=count)
    return count


@transaction.atomic
def close_round(*, round_: Round, actor: Actor, at: datetime) -> Round:
    """End: from now on nothing in it changes."""
    ensure_may_run(actor)
    round_ = locked_round(round_, actor)
    if not round_.is_open:
        raise Refused(f"这一轮评选{round_.state.label}，不能结束。")
    round_.status, round_.closed_at = RoundStatus.CLOSED, at
    round_.save(update_fields=["status", "closed_at"])
    audit.record(actor=actor, action="round.close", target=round_, at=at)
    return round_


def stages_on(rows: Iterable[RoundStage]) -> frozenset[str]:
    return frozenset(row.stage for row in rows if row.is_on)
