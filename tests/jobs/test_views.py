"""The page of one job."""

import uuid

import pytest

from portal import clock
from portal.access import scope
from portal.jobs.choices import JobState
from portal.jobs.models import Job

pytestmark = pytest.mark.django_db


def make(actor, **values):
    with scope(actor):
        return Job.objects.create(
            account_id=actor.account_id, title="导出台账", started_at=clock.now(), **values
        )


def test_a_running_job_asks_again_and_says_one_may_leave(people, enter):
    job = make(people.clerk, state=JobState.RUNNING, done=3, total=12, message="正在写第3张表")

    page = enter(people.clerk).get(job.get_absolute_url()).content.decode()

    assert "正在生成，可以离开本页，完成后在“通知”里找到。" in page
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page
    assert "3／12" in page


def test_a_finished_job_asks_no_more_and_leads_to_its_result(people, enter):
    job = make(people.clerk, state=JobState.DONE, finished_at=clock.now(), result_url="/cases/")

    part = enter(people.clerk).get(f"/jobs/{job.pk}/progress/", headers={"HX-Request": "true"})

    words = part.content.decode()
    assert "hx-get" not in words
    assert 'href="/cases/"' in words
    assert 'id="job-note"' in words


def test_a_failed_job_says_why(people, enter):
    job = make(
        people.clerk, state=JobState.FAILED, finished_at=clock.now(), message="没有可以导出的内容。"
    )

    assert (
        "没有可以导出的内容。" in enter(people.clerk).get(job.get_absolute_url()).content.decode()
    )


def test_a_strangers_job_is_as_unknown_as_one_that_never_was(people, enter):
    job = make(people.clerk)
    browser = enter(people.stranger)

    theirs, nobodys = browser.get(f"/jobs/{job.pk}/"), browser.get(f"/jobs/{uuid.uuid4()}/")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content == nobodys.content
