"""Work that goes on while the person does something else."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.access.querysets import PersonalQuerySet
from portal.access.row_security import Kind, Personal
from portal.jobs.choices import JobState


class Job(models.Model):
    """How far one background task has come, for the person who started it."""

    row_security: ClassVar[Kind] = Personal()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    title = models.CharField("事由", max_length=80)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.IntegerField("已完成", default=0)
    total = models.IntegerField("总数", default=0)
    message = models.CharField("说明", max_length=200, blank=True)
    result_url = models.CharField("结果", max_length=200, blank=True)
    started_at = models.DateTimeField("开始")
    finished_at = models.DateTimeField("结束", null=True, blank=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(done__gte=0) & (Q(total=0) | Q(done__lte=F("total"))),
                name="job_done_within_total",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_done(self):
        return self.state == JobState.DONE

    @property
    def is_over(self):
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def tone(self):
        return {JobState.DONE: "good", JobState.FAILED: "late"}.get(self.state, "brand")

    @property
    def note(self):
        """How far, in words: 3／12 while the whole is known."""
        if self.is_over or not self.total:
            return JobState(self.state).label
        return f"{self.done:,}／{self.total:,}"
