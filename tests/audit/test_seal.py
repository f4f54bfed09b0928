"""The chain over the log: what is sealed, and what waits."""

from threading import Thread

import pytest
from django.db import connection, connections

from portal import clock
from portal.audit import actions, seal
from portal.audit.models import Seal
from tests.audit.sealing import report, sealed, write

pytestmark = pytest.mark.django_db(transaction=True)


def test_finished_rows_are_sealed_and_verify():
    write("甲", "乙", "丙")

    made = sealed()

    assert [(link.number, link.rows) for link in made] == [(1, 3)]
    assert report().is_whole
    assert report().unsealed == 0


def test_nothing_new_makes_no_seal():
    write("甲")
    sealed()

    assert sealed() == []


def test_each_seal_hangs_on_the_one_before():
    write("甲")
    sealed()
    write("乙")
    (second,) = sealed()

    first = Seal.objects.get(number=1)

    assert second.number == 2
    assert second.digest == seal.digest_of(
        before=first.digest, number=2, epoch=second.epoch, upto=second.upto_xid, at=second.at,
        leaves=bytes(second.leaves),
    )  # fmt: skip


def test_a_long_transaction_is_sealed_later_and_never_skipped():
    """Its rows have an older number than rows sealed meanwhile would have had."""
    slow = connections.create_connection("default")
    try:
        with slow.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_current_xact_id()")
            write("快")
            early = actions.seal_log(at=clock.now())
            cursor.execute(
                "INSERT INTO audit_logentry (id, at, unit_code, actor_unit_code, actor_name,"
                " action, target_type, target_id, target_label, data, address, request_id)"
                " VALUES (gen_random_uuid(), now(), '4104', '', '慢', 'test.slow', '', '', '',"
                " '{}', '', '')"
            )
            cursor.execute("COMMIT")
    finally:
        slow.close()

    late = sealed()

    assert early == []
    assert [link.rows for link in late] == [2]
    assert report().is_whole


def test_one_sealer_at_a_time():
    write("甲")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('audit seal', 0))")
            assert sealed() == []
            cursor.execute("SELECT pg_advisory_unlock_all()")  # closing alone frees it later
    finally:
        other.close()

    assert len(sealed()) == 1


def test_sealers_that_race_seal_each_row_once():
    write(*(f"第{i}" for i in range(40)))

    def run():
        try:
            actions.seal_log(at=clock.now())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    sealed()

    assert sum(link.rows for link in Seal.objects.all()) == 40
    assert report().is_whole


def test_a_great_backlog_is_cut_into_links(monkeypatch):
    monkeypatch.setattr(actions, "ROWS_A_SEAL", 4)
    write(*"一二三四五六七八九十")

    made = sealed()

    assert [link.rows for link in made] == [4, 4, 2]
    assert report().is_whole
