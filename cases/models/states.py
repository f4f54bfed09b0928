"""What follows from the fields of a case, without asking the database."""

from datetime import datetime

from cases.choices import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    TOLD_STATUSES,
    AccessLabel,
    CaseStatus,
    Safety,
)
from cases.choices.handling import Repeat
from cases.choices.history import CaseKind


class CaseStates:
    """Properties of Case; its fields stand there."""

    kind: str
    status: str
    access_label: str
    repeat_state: str
    safety: str
    alarm_at: datetime | None

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
    def needs_alarm(self):
        """有危险 and no call to the police recorded yet: nothing else comes first (users.md c4)."""
        return self.safety == Safety.DANGER and self.is_open and self.alarm_at is None
