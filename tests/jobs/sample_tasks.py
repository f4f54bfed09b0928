"""Tasks for the tests of tasks."""

from django.db import connections

from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.audit.models import LogEntry
from portal.jobs.actions import Ended
from portal.jobs.models import Job
from portal.jobs.tasks import acting, system_task

SEEN: list[object] = []
SECRET = "13800138000"


@acting
def write_entries(actor, at, progress, *, count):
    for i in range(count):
        audit.record(actor=actor, action="test.job", at=at)
        progress(i + 1, count, f"第{i + 1}条")
    return Ended(url="/made/", message=f"{count}条")


@acting
def look_at_oneself(actor, at, progress):
    """What another connection sees of the job while the work is still open."""
    progress(3, 12, "正在写第3张表")
    link = connections.create_connection("default")
    try:
        with link.cursor() as cursor:
            cursor.execute("SELECT set_config('app.account', %s, false)", [str(actor.account_id)])
            cursor.execute("SELECT state, done, total, message FROM jobs_job")
            SEEN.append(cursor.fetchone())
    finally:
        link.close()


@acting
def refuse(actor, at, progress):
    audit.record(actor=actor, action="test.job", at=at)
    raise Refused("没有可以导出的内容。")


@acting
def break_down(actor, at, progress):
    audit.record(actor=actor, action="test.job", at=at)
    raise ValueError(SECRET)


@acting
def say_who(actor, at, progress):
    SEEN.append((actor.unit_code, actor.roles, Job.objects.count(), LogEntry.objects.count()))


@system_task("试验")
def count_entries(actor, at, progress):
    progress(1, 1)
    SEEN.append((actor.name, LogEntry.objects.count()))
