"""Starting background work, and writing down how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from portal.access import Actor
from portal.jobs import registry
from portal.jobs.choices import JobState
from portal.jobs.models import Job

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ended:
    """What a task gives back: where the result is, and a sentence about it."""

    url: str = ""
    message: str = ""


@transaction.atomic
def enqueue(task: Any, *, actor: Actor, at: datetime, title: str, **ids: int | str) -> Job:
    """Let an `@acting` task run for `actor`; gives the Job whose page shows how far it is.

    The task's row is written in this transaction: the worker sees it on commit, never before. Only
    ids: the row lies in an open table, so nothing in it may be content. `title` is shown to the
    person and in her notices: no name, no phone.
    """
    job = Job.objects.create(account_id=actor.account_id, title=title, started_at=at)
    task.enqueue(job=str(job.pk), account=actor.account_id, **ids)
    return job


@transaction.atomic
def finish(*, job: Job, at: datetime, ended: Ended) -> None:
    """Done, in the transaction of the work itself: both or neither."""
    job.done = job.total = job.total or 1
    _end(job, at, JobState.DONE, ended)


@transaction.atomic
def fail(*, job: Job, at: datetime, words: str) -> None:
    """Not done, and why, in words for who started it."""
    _end(job, at, JobState.FAILED, Ended(message=words))


def _end(job: Job, at: datetime, state: str, ended: Ended) -> None:
    job.state, job.finished_at = state, at
    job.message, job.result_url = ended.message[:200], ended.url
    job.save(update_fields=["state", "finished_at", "message", "result_url", "done", "total"])
    registry.finished(job, at)


@transaction.atomic
def fail_lost(*, at: datetime) -> int:
    """End the jobs whose worker is gone (killed, or its database was); gives how many.

    A running task holds an advisory lock on a connection of its own: where nobody holds it, nobody
    is at work.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, account_id, title FROM jobs_fail_lost(%s)", [at])
        lost = cursor.fetchall()
    for key, account, title in lost:
        job = Job(pk=key, account_id=account, title=title, state=JobState.FAILED)
        registry.finished(job, at)
    return len(lost)


@transaction.atomic
def prune(*, at: datetime) -> int:
    """Drop jobs and results of tasks older than KEPT, of everybody; gives how many jobs."""
    over = Q(finished_at__lt=at - KEPT) | Q(finished_at=None, started_at__lt=at - KEPT)
    DBTaskResult.objects.filter(over).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT jobs_prune(%s)", [at - KEPT])
        return cursor.fetchone()[0]
