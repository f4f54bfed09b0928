from django.db import models

from portal.ui.choices import Tone


class CaseKind(models.TextChoices):
    """HISTORY comes from an old ledger (users.md a15): counted and found, never worked on."""

    ORDINARY = "ordinary", "事项"
    HISTORY = "history", "历史台账"

    @property
    def tone(self) -> Tone:
        return Tone.NEUTRAL
