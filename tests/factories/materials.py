"""Activities and half-filled materials of a county, one row of each table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from campaigns import actions, holding
from campaigns.models import (
    Activity,
    Campaign,
    Duty,
    DutySection,
    IndicatorSet,
    Participation,
    PastFigure,
    ReportCell,
    Requirement,
)
from portal import clock
from portal.access import Actor, scope
from portal.files import actions as files
from portal.units.models import Unit
from tests.factories.campaigns import ASKED, DUE
from tests.factories.files import picture, upload

HELD = date(2026, 3, 6)
FAIR = actions.Occasion(
    title="法律赶大集",
    held_on=HELD,
    forms=("fair",),
    line="law",
    part_of_day="morning",
    place="诸葛庙街广场",
    figures={"P02": Decimal(600), "P09": Decimal(320), "C01": Decimal(85)},
)


@dataclass(frozen=True)
class Written:
    """`report` and `case` are owed by the county and not begun."""

    activity: Activity
    report: Duty
    case: Duty


def make_activity(actor: Actor, occasion: actions.Occasion = FAIR, *, at=None) -> Activity:
    with transaction.atomic(), scope(actor):
        return actions.record_activity(
            unit_code=actor.unit_code, occasion=occasion, actor=actor, at=at or clock.now()
        )


def sent_out(planner: Actor) -> dict:
    by = planner.account_id
    return {"made_at": ASKED, "made_by_id": by, "published_at": ASKED, "published_by_id": by}


def owe(
    planner: Actor,
    kind: str,
    *,
    unit_code: str = "410402",
    group: str = "county",
    campaign_kind: str = "rights_week",
    year: int = 2026,
    word_limit: int | None = None,
) -> Duty:
    """One thing of this kind, owed in a running campaign of its own."""
    whole_year = campaign_kind == "annual_work"
    with transaction.atomic(), scope(planner):
        campaign = Campaign.objects.create(
            unit_code=planner.unit_code,
            kind=campaign_kind,
            year=year,
            name=f"{kind}·{unit_code}",
            theme="与法同行，平安到家",
            begins_on=date(year, 1 if whole_year else 3, 1),
            ends_on=date(year, 12 if whole_year else 3, 31),
            status="published",
            **sent_out(planner),
        )
        asked = {"unit_code": unit_code, "asked_by_code": planner.unit_code}
        participation = Participation.objects.create(
            **asked,
            campaign=campaign,
            unit=Unit.objects.get(code=unit_code),
            group=group,
            asked_at=ASKED,
        )
        requirement = Requirement.objects.create(
            unit_code=planner.unit_code, campaign=campaign, group=group, kind=kind, due_on=DUE,
            word_limit=word_limit,
        )  # fmt: skip
        return Duty.objects.create(
            **asked, participation=participation, requirement=requirement, kind=kind, due_on=DUE
        )


def add_photo(holder, record, actor: Actor, *, content=None, caption=""):
    with transaction.atomic(), scope(actor):
        return files.attach(
            holder=holder,
            record=record,
            upload=upload(content or picture(), "现场.jpg"),
            actor=actor,
            at=clock.now(),
            role="photo",
            caption=caption,
        )


def make_materials(actor: Actor, planner: Actor, duty: Duty) -> Written:
    """Rows as they stand while somebody is writing."""
    IndicatorSet.objects.update(frozen_at=None)  # used by an earlier test, and never flushed
    activity = make_activity(actor)
    report = owe(planner, "indicator_report")
    case = owe(planner, "excellent_case", word_limit=2000)
    own = {"unit_code": actor.unit_code}
    with transaction.atomic(), scope(actor):
        ReportCell.objects.create(**own, duty=duty, code="P02", value=610, reason="more")
        DutySection.objects.create(**own, duty=duty, key="idea", position=1, text="把会开小。")
        PastFigure.objects.create(**own, kind="rights_week", year=2025, code="P02", value=500)
    add_photo(holding.ACTIVITIES, activity, actor)
    add_photo(holding.DUTIES, duty, actor)
    return Written(activity, report, case)


__all__ = [
    "ASKED",
    "FAIR",
    "HELD",
    "Written",
    "add_photo",
    "make_activity",
    "make_materials",
    "owe",
]
