"""How far a task has come, on a connection of its own: seen while the work is still uncommitted."""

from types import TracebackType
from typing import Self

from django.db import connections

from portal.jobs.choices import JobState
from portal.jobs.models import Job

LOCK = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
ACCOUNT = "SELECT set_config('app.account', %s, false)"
STATE = "UPDATE jobs_job SET state = %s WHERE id = %s AND state = %s"
STEP = "UPDATE jobs_job SET done = %s, total = %s, message = %s WHERE id = %s"


class Progress:
    """`progress(done, total, "正在写第3张表")`: seen at once on the job's page.

    The connection belongs to this job alone, is the job's account to the policies (its setting ends
    with it) and holds the lock that says "somebody is at work".
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.link = connections.create_connection("default")

    def __enter__(self) -> Self:
        key = str(self.job.pk)
        with self.link.cursor() as cursor:
            cursor.execute(LOCK, [key])
            cursor.execute(ACCOUNT, [str(self.job.account_id)])
            cursor.execute(STATE, [JobState.RUNNING, key, JobState.WAITING])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.link.close()

    def __call__(self, done: int, total: int = 0, message: str = "") -> None:
        """`done` of `total` pieces; a total of 0 is not known yet. Never more than the whole."""
        done = min(max(done, 0), total) if total else max(done, 0)
        with self.link.cursor() as cursor:
            cursor.execute(STEP, [done, total, message[:200], self.job.pk])


def silent(done: int, total: int = 0, message: str = "") -> None:
    """For the house's own tasks: nobody looks on."""
