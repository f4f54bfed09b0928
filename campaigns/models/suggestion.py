from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.choices import Answer
from campaigns.models.campaign import Campaign
from campaigns.querysets.suggestion import SuggestionQuerySet
from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Owned
from portal.audit.history import tracked


@tracked("campaigns_suggestion")
class Suggestion(OwnedModel):
    """源头维权: a problem the figures show, what is proposed, to whom it went, and whether it was
    taken up. `links` are pages of the portal on which the figures stand."""

    row_security: ClassVar[Kind] = Owned()

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="suggestions")
    unit_name = models.CharField("提出单位", max_length=60)
    problem = models.CharField("问题", max_length=500)
    proposal = models.CharField("建议", max_length=500)
    data = models.CharField("数据", max_length=500, blank=True)
    links = ArrayField(models.CharField(max_length=200), verbose_name="数据所在页", default=list)
    sent_to = models.CharField("送谁", max_length=60)
    sent_on = models.DateField("送出日期")
    answer = models.CharField("采纳情况", max_length=8, choices=Answer, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer_note = models.CharField("答复内容", max_length=200, blank=True)
    made_at = models.DateTimeField("记录时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    made_by_name = models.CharField("记录人", max_length=60)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "源头维权建议"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer__in=Answer.values, answered_on__gte=F("sent_on")),
                name="a_suggestion_is_answered_after_it_was_sent",
            ),
        ]

    def __str__(self):
        return self.proposal[:20]

    def get_absolute_url(self):
        return reverse("campaigns:suggestion", args=[self.pk])

    @property
    def is_taken_up(self):
        return self.answer in (Answer.ADOPTED, Answer.PARTLY)

    @property
    def state(self):
        return Answer(self.answer) if self.answer else None
