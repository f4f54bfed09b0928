"""The city's summary of a campaign."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign
from portal.access.models import OwnedModel
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_campaignsummary")
class CampaignSummary(OwnedModel):
    """总结: a text with places for figures (rules/summary.py), and what they were when it was
    issued. `figures` is written once, at issuing: {key: value, words, formula, sources}."""

    row_security: ClassVar[Kind] = Owned()

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="summaries", db_constraint=False
    )
    text = models.TextField("正文")
    version = models.IntegerField("版本", default=1)
    figures = models.JSONField("印发时的数字", default=dict)
    paper_name = models.CharField("文书", max_length=120, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)
    issued_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "总结"
        constraints = [
            models.UniqueConstraint(fields=["campaign"], name="one_summary_per_campaign"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by__isnull=True)
                | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="summary_issued_at_and_by_together",
            ),
        ]

    def __str__(self):
        return f"总结{self.campaign_id}"

    @property
    def is_issued(self):
        return self.issued_at is not None
