"""The quarter that ended last, reported: what went out stays while the cases go on."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction

from cases import actions, reports
from cases.demo.city.seeding import clerk_of
from cases.models import FiguresIssue
from cases.reports import issued
from cases.reports.declaration import Asked
from cases.rules.figures import Period, moved
from portal import clock
from portal.access import Actor, SystemActor, scope

COUNTIES = ("410402", "410403")
SENT_TO = dict.fromkeys(COUNTIES, "市妇联权益部") | {settings.PORTAL_CITY_CODE: "省妇联权益部"}


def seed(*, actors: Mapping[str, Actor], progress: Callable[..., None]) -> int:
    """Two counties to the city, the city to the province. Answers how many reports were made."""
    today = clock.today()
    quarter = Period(moved(today.replace(day=1), -((today.month - 1) % 3)), 3).before()
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if FiguresIssue.objects.exists():
            return 0
    for done, (code, sent_to) in enumerate(SENT_TO.items()):
        report(clerk_of(code, actors), quarter, sent_to)
        progress("统计数字", done + 1, len(SENT_TO))
    return len(SENT_TO)


@transaction.atomic
def report(actor: Actor, quarter: Period, sent_to: str) -> None:
    asked = Asked(actor, actor.unit_code, quarter, clock.today())
    with scope(actor):
        actions.issue_figures(
            tables=issued.freeze(reports.count(table, asked) for table in reports.TABLES),
            unit=actor.unit_code, heading=actor.unit_name, period=quarter, sent_to=sent_to,
            note="", actor=actor, at=clock.now(),
        )  # fmt: skip
