"""Every change of a sealed log is found, and named."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from portal.access import scope
from portal.audit import seal
from portal.audit.models import Seal
from tests.audit.sealing import as_thief, heads, report, sealed, write
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


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
