"""What follows from the fields of a case, without asking the database."""

from datetime import datetime
from typing import Any

from cases.choices import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    TOLD_STATUSES,
    AccessLabel,
    CaseStatus,
    Flag,
    Safety,
)
from cases.choices.danger import RiskLevel
from cases.choices.handling import Repeat
from cases.choices.history import CaseKind


class CaseStates:
    """Properties of Case; its fields stand there."""

    kind: str
    status: str
    access_label: str
    repeat_state: str
    safety: str
    risk: str
    involves_minor: bool
    category: Any
    category_id: int | None
    alarm_at: datetime | None
    alarm_declined_at: datetime | None

    @property
    def state(self):
        return CaseStatus(self.status)

    @property
    def label(self):
        return AccessLabel(self.access_label)

    @property
    def is_open(self):
        return self.status in OPEN_STATUSES

    @property
    def is_told(self):
        """Answered, redirected or filed: one step from 办结."""
        return self.status in TOLD_STATUSES

    @property
    def is_closed(self):
        return self.status in CLOSED_STATUSES

    @property
    def repeat(self):
        return Repeat(self.repeat_state)

    @property
    def is_history(self):
        """From an old ledger: no clocks, no to-dos, no steps (users.md a15)."""
        return self.kind == CaseKind.HISTORY

    @property
    def colour(self):
        """The RiskLevel, or None while nobody has asked."""
        return RiskLevel(self.risk) if self.risk else None

    @property
    def touches_minor(self):
        """涉未成年人, by what was said or by its class. Asks `category`."""
        flags = self.category.flags if self.category_id else ()
        return self.involves_minor or Flag.MIN in flags

    @property
    def needs_alarm(self):
        """有危险 or red, and no call to the police recorded yet: nothing else comes first
        (users.md c4)."""
        endangered = self.safety == Safety.DANGER or self.risk == RiskLevel.RED
        settled = self.alarm_at is not None or self.alarm_declined_at is not None
        return endangered and self.is_open and not settled
