"""The short stable strings of campaigns, by subject."""

from campaigns.choices.core import (
    ANSWERED,
    BEHALF_WAYS,
    DUTY_TONES,
    OPEN,
    CampaignKind,
    CampaignScope,
    CampaignStatus,
    ChaseKind,
    DutyStatus,
    Group,
    Load,
    PartKind,
    Way,
)
from campaigns.choices.material import (
    LINE_OF,
    ActivityForm,
    Aggregation,
    CellSource,
    PartOfDay,
    TypedReason,
    WorkLine,
)

__all__ = [
    "ANSWERED",
    "BEHALF_WAYS",
    "DUTY_TONES",
    "LINE_OF",
    "OPEN",
    "ActivityForm",
    "Aggregation",
    "CampaignKind",
    "CampaignScope",
    "CampaignStatus",
    "CellSource",
    "ChaseKind",
    "DutyStatus",
    "Group",
    "Load",
    "PartKind",
    "PartOfDay",
    "TypedReason",
    "Way",
    "WorkLine",
]
