"""What is told to people by the house itself."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from portal.access import Actor
from portal.desk.models import Notice


def unread_count(actor: Actor) -> int:
    return Notice.objects.visible_to(actor).unread().count()


def job_finished(job: Any, at: datetime) -> Notice:
    """One line for who started the job, in the transaction that ends it."""
    words = f"已完成：{job.title}" if job.is_done else f"没有完成：{job.title}"
    return Notice.objects.create(
        account_id=job.account_id, text=words, url=reverse("jobs:job", args=[job.pk]), at=at
    )
