"""kill -9 in the middle of an import: nothing of it is there, everything else is."""

import os
import signal

import pytest
from django.db import connection, transaction

from portal import clock
from portal.access import scope
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.progress import silent
from portal.sheets import actions
from portal.sheets.choices import Mode
from portal.sheets.models import Upload
from portal.units.models import Unit
from tests.database import as_owner
from tests.jobs.test_tasks import work
from tests.sheets.files import UNIT_HEAD, town, xlsx
from tests.sheets.test_import import send

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 250  # more than Sheet.at_once
UNITS = "DELETE FROM units_unit WHERE code ~ '^410402[0-9]{3}9$'"
NAMES = """
DELETE FROM units_unitname AS name USING units_unit AS unit
 WHERE unit.id = name.unit_id AND unit.code ~ '^410402[0-9]{3}9$'
"""


@pytest.fixture(autouse=True)
def units_as_before():
    """Units are reference data, which the flush after such a test leaves alone."""
    yield
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(NAMES)
        cursor.execute(UNITS)


def rows(count):
    return [UNIT_HEAD, *(town(n, 单位代码=f"410402{n:03d}9") for n in range(1, count + 1))]


def made():
    return Unit.objects.filter(code__regex="^410402[0-9]{3}9$").count()


def test_a_killed_import_leaves_nothing_and_can_be_run_again(
    administrator, units_sheet, monkeypatch
):
    monkeypatch.setattr("portal.sheets.imports.units.BATCH", 50)
    with transaction.atomic(), scope(administrator):
        upload = actions.take_file(
            sheet=units_sheet, name="表.xlsx", content=xlsx(rows(MANY)), actor=administrator,
            at=clock.now(),
        )  # fmt: skip

    def bring_in(progress=silent):
        with transaction.atomic(), scope(administrator):
            return actions.import_file(
                upload=upload.pk, mode=Mode.ALL, actor=administrator, at=clock.now(),
                progress=progress,
            )  # fmt: skip

    def die(done, total=0, message=""):
        if done >= 100:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        connection.connection = None  # the parent's; this process opens its own
        try:
            bring_in(die)
        finally:
            os._exit(1)  # whatever happened: a copy of the tests must not go on with them
    _, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert made() == 0
    assert bring_in().made == MANY == made()


def test_many_rows_go_in_the_background_with_progress(administrator, enter):
    client = enter(administrator)
    sent = send(client, xlsx(rows(MANY)))

    started = client.post(f"{sent.headers['Location']}import/", {"mode": "all"})
    before = made()
    work()

    with transaction.atomic(), scope(administrator):
        job = Job.objects.visible_to(administrator).get()
        upload = Upload.objects.visible_to(administrator).get()
    assert started.headers["Location"] == job.get_absolute_url()
    assert (before, made()) == (0, MANY)
    assert (job.state, job.message) == (JobState.DONE, "导入250行。")
    assert job.result_url == upload.get_absolute_url()
