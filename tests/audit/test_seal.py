"""The chain over the log: what is sealed, what waits, and that every change is found."""

import io
import time
from datetime import timedelta
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from portal import clock
from portal.access import SystemActor, scope
from portal.audit import actions, seal
from portal.audit.models import Seal
from portal.audit.verification import verify
from tests.conftest import ROOT
from tests.database import as_owner

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds


def write(*names):
    for name in names:
        with transaction.atomic():
            actions.record(actor=SystemActor(name), action="test.done", at=clock.now())


def sealed():
    """Seal all that is written. The horizon is the whole server's: tests that run beside this one,
    each in a transaction of its own database, are waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        now = cursor.fetchone()[0]
    until = time.monotonic() + PATIENCE
    while seal.horizon() <= now and time.monotonic() < until:
        time.sleep(0.05)
    return actions.seal_log(at=clock.now())


def report(heads=None):
    with transaction.atomic(), scope(ROOT):
        return verify(heads)


def as_thief(sql, *values):
    """What only the owner of the tables can do: no role of the portal may."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_logentry NO FORCE ROW LEVEL SECURITY")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_logentry FORCE ROW LEVEL SECURITY")


def heads():
    return dict(Seal.objects.values_list("number", "digest"))


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


def test_an_edited_row_is_named():
    write("甲", "乙", "丙")
    sealed()

    as_thief("UPDATE audit_logentry SET actor_name = '别人' WHERE actor_name = %s", "系统（乙）")

    assert "记录被改动" in report().problems[0]
    assert "别人" in report().problems[0]


EDIT = "UPDATE audit_logentry SET "


@pytest.mark.parametrize(
    "change",
    [
        EDIT + "at = at + interval '1 second'", EDIT + "data = '{\"rows\": 2}'",
        EDIT + "address = '10.0.0.1'", EDIT + "unit_code = '4104Z1'", EDIT + "account_id = 7",
        EDIT + "target_label = '410402-2026-1'",
    ],
)  # fmt: skip
def test_no_column_can_be_edited_unseen(change):
    write("甲")
    sealed()

    as_thief(change)

    assert not report().is_whole


def test_a_removed_row_is_named():
    write("甲", "乙", "丙")
    sealed()

    as_thief("DELETE FROM audit_logentry WHERE actor_name = %s", "系统（乙）")

    assert "已被删除" in report().problems[0]


def test_a_row_put_in_later_is_named():
    write("甲", "乙")
    sealed()

    as_thief(
        "INSERT INTO audit_logentry SELECT (json_populate_record(l, json_build_object("
        "'id', gen_random_uuid(), 'actor_name', '影子'))).* FROM audit_logentry l"
        " WHERE actor_name = %s",
        "系统（乙）",
    )

    assert "后来插入" in report().problems[0]
    assert "影子" in report().problems[0]


def test_leaves_made_to_fit_an_edited_row_break_the_chain():
    write("甲")
    sealed()
    write("乙")
    sealed()
    as_thief("UPDATE audit_logentry SET actor_name = '别人' WHERE actor_name = %s", "系统（甲）")
    link = Seal.objects.get(number=1)
    with transaction.atomic(), scope(ROOT):
        rows = list(seal.rows_between(link.epoch, 0, link.upto_xid))

    as_thief("UPDATE audit_seal SET leaves = %s WHERE number = 1", seal.joined([rows[0].leaf]))

    assert "第1号封签本身被改动" in report().problems[0]


def test_a_cut_tail_is_found_with_exported_heads_alone():
    write("甲")
    sealed()
    write("乙")
    sealed()
    kept = heads()
    as_thief("DELETE FROM audit_logentry WHERE actor_name = %s", "系统（乙）")
    as_thief("DELETE FROM audit_seal WHERE number = 2")

    assert report().is_whole
    assert "末尾被截去" in report(kept).problems[0]


def test_a_missing_link_is_found():
    for name in "甲乙丙":
        write(name)
        sealed()

    as_thief("DELETE FROM audit_seal WHERE number = 2")

    assert "缺第2号封签" in report().problems[0]


def test_after_a_restore_onto_another_server_the_old_rows_verify_and_new_ones_are_sealed():
    write("甲", "乙")
    sealed()
    write("未封")
    # What a dump brings to a new server: the same rows under the old server's identity.
    as_thief("UPDATE audit_logentry SET epoch = '1'")
    as_thief("UPDATE audit_seal SET epoch = '1'")
    relink()
    write("新服务器")

    made = sealed()

    assert [(link.epoch == "1", link.rows) for link in made] == [(True, 1), (False, 1)]
    assert report().is_whole


def relink():
    """Seal 1 as the old server would have written it: its rows under its own epoch."""
    link = Seal.objects.get(number=1)
    with transaction.atomic(), scope(ROOT):
        stored = seal.joined(row.leaf for row in seal.rows_between("1", 0, link.upto_xid))
    digest = seal.digest_of(
        before=seal.GENESIS, number=1, epoch="1", upto=link.upto_xid, at=link.at, leaves=stored
    )
    as_thief("UPDATE audit_seal SET leaves = %s, digest = %s WHERE number = 1", stored, digest)


def test_the_command_ends_with_one_and_names_the_row(tmp_path):
    write("甲")
    sealed()
    as_thief("UPDATE audit_logentry SET action = 'test.other'")
    said = io.StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("verify_audit", stdout=said, stderr=said)

    assert caught.value.returncode == 1
    assert "test.other" in said.getvalue()


def test_exported_heads_are_read_back(tmp_path):
    write("甲")
    sealed()
    file = tmp_path / "heads.txt"
    call_command("export_seals", output=file, stdout=io.StringIO())
    said = io.StringIO()

    call_command("verify_audit", heads=file, stdout=said)

    assert "日志与封签相符" in said.getvalue()


def test_the_webs_role_can_neither_edit_nor_remove_a_row():
    write("甲")

    for sql in ("UPDATE audit_logentry SET action = 'x'", "DELETE FROM audit_logentry",
                "TRUNCATE audit_logentry", "DELETE FROM audit_seal"):  # fmt: skip
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def long_ago(days):
    """Entries and their link as they would be this many days later."""
    as_thief("UPDATE audit_logentry SET at = at - make_interval(days => %s)", days)
    as_thief("UPDATE audit_seal SET at = at - make_interval(days => %s)", days)
    link = Seal.objects.get(number=1)
    with transaction.atomic(), scope(ROOT):
        stored = seal.joined(row.leaf for row in seal.rows_between(link.epoch, 0, link.upto_xid))
    digest = seal.digest_of(
        before=seal.GENESIS, number=1, epoch=link.epoch, upto=link.upto_xid, at=link.at,
        leaves=stored,
    )  # fmt: skip
    as_thief("UPDATE audit_seal SET leaves = %s, digest = %s WHERE number = 1", stored, digest)


def prune():
    with as_owner():
        return actions.prune_log(at=clock.now())


def test_entries_past_their_time_are_dropped_and_the_chain_still_verifies(settings):
    write("旧")
    sealed()
    long_ago(days=1200)
    write("新")
    sealed()

    dropped = prune()

    assert dropped == (1, 1)
    assert report().is_whole
    assert report().rows == 1


def test_no_setting_drops_an_entry_before_190_days(settings):
    settings.AUDIT_KEPT = timedelta(days=1)
    write("旧")
    sealed()
    long_ago(days=189)

    assert prune() == (1, 0)
    assert report().is_whole


def test_old_entries_removed_without_saying_so_are_found():
    write("旧")
    sealed()
    long_ago(days=1200)

    as_thief("DELETE FROM audit_logentry")

    assert "已被删除" in report().problems[0]


def test_the_webs_role_cannot_prune():
    write("旧")
    sealed()
    long_ago(days=1200)

    with pytest.raises(ProgrammingError, match="permission denied"):
        actions.prune_log(at=clock.now())
