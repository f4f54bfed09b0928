"""Background work: for whom, with whose rights, seen by whom, and how it ends."""

from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal import clock
from portal.access import Role, SystemActor, scope
from portal.accounts.models import Account, Posting
from portal.audit.models import LogEntry
from portal.desk.models import Notice
from portal.jobs import actions
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from tests.conftest import ROOT
from tests.jobs import sample_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forget():
    sample_tasks.SEEN.clear()


def start(actor, task, **ids):
    with transaction.atomic(), scope(actor):
        return actions.enqueue(task, actor=actor, at=clock.now(), title="导出台账", **ids)


def work():
    """What `manage.py db_worker --batch` does."""
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id="test", excluded_queue_names=[],
    ).run()  # fmt: skip


def now_is(job, actor):
    with transaction.atomic(), scope(actor):
        return Job.objects.visible_to(actor).get(pk=job.pk)


def entries(action="test.job"):
    with transaction.atomic(), scope(ROOT):
        return list(LogEntry.objects.filter(action=action))


def notices(actor):
    with transaction.atomic(), scope(actor):
        return [notice.text for notice in Notice.objects.visible_to(actor)]


def test_a_task_acts_for_the_one_who_started_it(people):
    job = start(people.clerk, sample_tasks.write_entries, count=3)

    work()

    job = now_is(job, people.clerk)
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert (job.message, job.result_url) == ("3条", "/made/")
    assert {entry.account_id for entry in entries()} == {people.clerk.account_id}


def test_its_end_is_told_in_a_notice(people):
    start(people.clerk, sample_tasks.write_entries, count=1)

    work()

    assert notices(people.clerk) == ["已完成：导出台账"]


def test_progress_is_seen_while_the_work_is_still_open(people):
    start(people.clerk, sample_tasks.look_at_oneself)

    work()

    assert sample_tasks.SEEN == [(JobState.RUNNING, 3, 12, "正在写第3张表")]


def test_a_task_rolled_back_before_commit_is_never_run(people):
    with transaction.atomic(), scope(people.clerk):
        actions.enqueue(
            sample_tasks.write_entries, actor=people.clerk, at=clock.now(), title="导出", count=1
        )
        transaction.set_rollback(True)

    work()

    assert entries() == []


def test_rights_taken_away_meanwhile_count(people):
    start(people.leader, sample_tasks.say_who)
    Posting.objects.filter(account=people.leader.account_id).update(roles=[Role.VILLAGE_WORKER])

    work()

    assert sample_tasks.SEEN[0][:2] == ("410402", frozenset({Role.VILLAGE_WORKER}))


def test_a_task_sees_what_its_person_sees_and_no_more(people):
    start(people.stranger, sample_tasks.write_entries, count=2)
    job = start(people.clerk, sample_tasks.say_who)

    work()

    assert now_is(job, people.clerk).state == JobState.DONE
    assert sample_tasks.SEEN[0][2:] == (1, 0)


def test_a_disabled_account_ends_the_job_in_words(people):
    job = start(people.clerk, sample_tasks.write_entries, count=1)
    Account.objects.filter(pk=people.clerk.account_id).update(
        is_active=False, disabled_at=clock.now()
    )

    work()

    job = now_is(job, people.clerk)
    assert job.state == JobState.FAILED
    assert "已停用" in job.message
    assert entries() == []


def test_a_refusal_ends_the_job_with_its_words_and_takes_the_work_back(people):
    job = start(people.clerk, sample_tasks.refuse)

    work()

    job = now_is(job, people.clerk)
    assert (job.state, job.message) == (JobState.FAILED, "没有可以导出的内容。")
    assert entries() == []
    assert notices(people.clerk) == ["没有完成：导出台账"]


def test_what_broke_is_told_by_a_number_and_its_words_are_kept_nowhere(people, caplog):
    job = start(people.clerk, sample_tasks.break_down)

    work()

    result = DBTaskResult.objects.get()
    job = now_is(job, people.clerk)
    assert job.state == JobState.FAILED
    assert "编号" in job.message
    assert result.status == "FAILED"
    assert sample_tasks.SECRET not in result.traceback + caplog.text + job.message
    assert entries() == []


def test_a_stranger_does_not_see_the_job(people):
    job = start(people.clerk, sample_tasks.write_entries, count=1)

    with transaction.atomic(), scope(people.stranger):
        assert not Job.objects.filter(pk=job.pk).exists()


def test_a_task_of_the_house_names_itself_and_sees_the_city(people):
    start(people.clerk, sample_tasks.write_entries, count=2)
    sample_tasks.count_entries.enqueue()

    work()

    assert sample_tasks.SEEN == [("系统（试验）", 2)]


def test_a_job_whose_worker_died_ends_in_words_and_a_notice(people):
    job = start(people.clerk, sample_tasks.write_entries, count=1)
    DBTaskResult.objects.update(status="RUNNING")
    with transaction.atomic(), scope(people.clerk):
        Job.objects.visible_to(people.clerk).update(state=JobState.RUNNING)

    lost = actions.fail_lost(at=clock.now())

    assert lost == 1
    assert "中断" in now_is(job, people.clerk).message
    assert notices(people.clerk) == ["没有完成：导出台账"]


def test_a_job_at_work_is_not_taken_for_lost(people):
    job = start(people.clerk, sample_tasks.write_entries, count=1)
    with transaction.atomic(), scope(people.clerk):
        Job.objects.visible_to(people.clerk).update(state=JobState.RUNNING)
    worker = connections.create_connection("default")
    try:
        with worker.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(job.pk)])
            lost = actions.fail_lost(at=clock.now())
    finally:
        worker.close()

    assert lost == 0


def test_a_job_that_waits_for_a_busy_worker_is_not_lost_but_one_without_a_task_is(people):
    start(people.clerk, sample_tasks.write_entries, count=1)
    later = clock.now() + timedelta(hours=1)

    waiting = actions.fail_lost(at=later)
    DBTaskResult.objects.update(status="FAILED")
    gone = actions.fail_lost(at=later)

    assert (waiting, gone) == (0, 1)


def test_old_jobs_and_results_are_dropped_and_fresh_ones_kept(people):
    start(people.clerk, sample_tasks.write_entries, count=1)
    work()
    fresh = actions.prune(at=clock.now() + timedelta(days=400))
    long_ago = clock.now() - timedelta(days=60)
    DBTaskResult.objects.update(finished_at=long_ago)
    with transaction.atomic(), scope(people.clerk):
        Job.objects.visible_to(people.clerk).update(finished_at=long_ago)

    dropped = actions.prune(at=clock.now())

    assert (fresh, dropped) == (0, 1)
    assert not DBTaskResult.objects.exists()


def test_the_worker_runs_as_the_webs_role(people):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


def test_a_system_actor_with_an_account_sees_its_personal_rows_and_no_content(people):
    mine = SystemActor("任务", account_id=people.clerk.account_id)
    start(people.clerk, sample_tasks.write_entries, count=1)
    work()

    with transaction.atomic(), scope(mine):
        assert Job.objects.count() == 1
        assert LogEntry.objects.count() == 0
