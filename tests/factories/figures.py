"""Figures that were reported, made as a clerk reports them: through the action."""

from django.db import transaction

from cases import actions, reports
from cases.reports import issued
from cases.reports.declaration import Asked
from cases.rules.figures import quarter_of
from portal import clock
from portal.access import scope


def reported(*, by, period=None, unit="", note="", sent_to="市妇联权益部", at=None):
    """All tables of the period (the quarter before this one) of her own unit, as they are now."""
    unit, at = unit or by.unit_code, at or clock.now()
    period = period or quarter_of(clock.today()).before()
    with transaction.atomic(), scope(by):
        asked = Asked(by, unit, period, clock.today())
        return actions.issue_figures(
            tables=issued.freeze(reports.count(one, asked) for one in reports.TABLES), unit=unit,
            heading=by.unit_name, period=period, sent_to=sent_to, note=note, actor=by, at=at,
        )  # fmt: skip
