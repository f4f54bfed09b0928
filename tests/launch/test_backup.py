import io
import os
import tarfile
import time

import pytest

from portal.access.roles import role_statements
from portal.launch import backup, restore
from portal.launch.contents import contents, differences, open_reader
from portal.launch.home import Home
from portal.launch.keyring import ask_for_keys, need_keys
from portal.launch.refusal import Refusal

CREATE = "CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0"
# A small house with every kind of wall: policy, forced row security, grants, a function given away.
HOUSE = """
CREATE TABLE record (id bigserial PRIMARY KEY, unit_code text NOT NULL, words text,
                     state varchar(9) CHECK (state IN ('open', 'closed')), at timestamptz);
ALTER TABLE record ENABLE ROW LEVEL SECURITY; ALTER TABLE record FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON record USING (unit_code = (SELECT current_setting('app.scope', true)));
GRANT SELECT, INSERT ON record TO portal_app; GRANT USAGE ON SEQUENCE record_id_seq TO portal_app;
CREATE POLICY reader ON record FOR SELECT TO portal_reader USING (true);
GRANT SELECT ON record TO portal_reader;
CREATE FUNCTION known(text) RETURNS boolean LANGUAGE sql SECURITY DEFINER
    SET search_path = public AS 'SELECT EXISTS (SELECT 1 FROM record WHERE words = $1)';
REVOKE ALL ON FUNCTION known FROM PUBLIC; GRANT EXECUTE ON FUNCTION known TO portal_app;
GRANT CREATE ON SCHEMA public TO portal_reader;
ALTER FUNCTION known OWNER TO portal_reader;
REVOKE CREATE ON SCHEMA public FROM portal_reader;
ALTER TABLE record NO FORCE ROW LEVEL SECURITY;
INSERT INTO record (unit_code, words, state, at) SELECT '4104', '话语' || n, 'open', now()
    FROM generate_series(1, 500) n;
INSERT INTO record (unit_code, words, state) VALUES ('4105', E'两行\\n𠮷\\t\\\\', 'closed');
ALTER TABLE record FORCE ROW LEVEL SECURITY;
"""


@pytest.fixture
def server(start, query):
    """Start a cluster with roles and an empty database; returns its addresses."""

    def made(folder):
        database = start(folder).database
        query(database.admin, *role_statements({}), CREATE)
        return database

    return made


@pytest.fixture
def house(home, server, query):
    database = server(home.postgres)
    query(database.owner, HOUSE)
    (home.media / "2026").mkdir()
    (home.media / "2026" / "照片.jpg").write_bytes(os.urandom(3000))
    (home.keys / "field-0011.key").write_bytes(b"secret-of-the-house")
    return database


@pytest.fixture
def archive(home, house):
    return backup.make_backup(house.backup, home)


def put(path, manifest, target, media):
    restore.restore(path, manifest, target.owner, target.backup, media)


def held(url):
    reader = open_reader(url)
    try:
        return contents(reader)
    finally:
        reader.close()


def test_a_backup_comes_back_into_an_empty_place_with_equal_digests(home, house, archive, server):
    target, media = server(home.var / "other"), home.var / "other-media"

    put(archive, backup.read_manifest(archive), target, media)

    assert differences(held(house.backup), held(target.backup)) == []
    name = "2026/照片.jpg"
    assert (media / name).read_bytes() == (home.media / name).read_bytes()


def test_the_walls_stand_again(home, archive, server, query):
    target = server(home.var / "other")

    put(archive, backup.read_manifest(archive), target, home.var / "other-media")

    count = "SELECT count(*) FROM record"
    assert query(target.app, count) == [(0,)]
    assert query(target.app, "SET app.scope = '4105'", count) == [(1,)]
    assert query(target.app, "SELECT known('话语7')") == [(True,)]


def test_a_full_database_is_not_written_over(home, house, archive):
    with pytest.raises(Refusal, match="数据库里已有 1 张表"):
        put(archive, backup.read_manifest(archive), house, home.var / "other-media")


def test_a_full_folder_is_not_written_over(home, house, archive):
    with pytest.raises(Refusal, match="里已有文件"):
        put(archive, backup.read_manifest(archive), house, home.media)


def test_a_change_in_the_result_is_noticed(home, archive, server):
    manifest = backup.read_manifest(archive)
    manifest["contents"]["walls"]["policies"] = "0" * 64

    with pytest.raises(Refusal, match="不一致：policies"):
        put(archive, manifest, server(home.var / "other"), home.var / "other-media")


def test_a_role_that_row_security_binds_cannot_take_a_silent_empty_backup(home, house):
    with pytest.raises(Refusal, match="没有备份成功"):
        backup.make_backup(house.app, home)

    assert list(home.backups.iterdir()) == []


def test_keys_are_named_and_not_carried(home, archive):
    manifest = backup.read_manifest(archive)

    assert manifest["keys"] == ["field-0011"]
    assert b"secret-of-the-house" not in archive.read_bytes()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_portal_restored_without_its_keys_does_not_start(home):
    assert ask_for_keys(home, ["field-0011"]) == ["field-0011"]
    with pytest.raises(Refusal, match="field-0011"):
        need_keys(home)

    (home.keys / "field-0011.key").touch()

    need_keys(home)


def test_a_file_cut_short_is_no_backup(home, archive):
    archive.write_bytes(archive.read_bytes()[:4000])

    with pytest.raises(Refusal, match="不是完整的备份文件"):
        backup.read_manifest(archive)


def test_a_damaged_file_is_found_before_anything_is_written(home, archive, server, query):
    data = bytearray(archive.read_bytes())
    data[data.index(b"PGDMP") + 2000] ^= 1
    archive.write_bytes(data)
    target = server(home.var / "other")

    with pytest.raises(Refusal, match=r"database\.dump 与清单不符"):
        put(archive, backup.read_manifest(archive), target, home.var / "other-media")

    assert query(target.owner, restore.TABLES) == []


@pytest.mark.parametrize("name", ["media/../outside", "media//etc/outside"])
def test_a_path_that_leads_out_of_the_folder_is_refused(name):
    with pytest.raises(Refusal, match="不该有的路径"):
        restore.inside(name)


def test_seven_are_kept_the_newest(tmp_path):
    for day in range(1, 10):
        (tmp_path / f"portal-202611{day:02}-020000.tar").touch()

    gone = backup.prune(tmp_path)

    assert [path.name[7:15] for path in gone] == ["20261101", "20261102"]
    assert len(list(tmp_path.iterdir())) == 7


def test_a_start_does_not_make_a_second_backup_of_the_day(tmp_path):
    path = tmp_path / "portal-20261101-020000.tar"
    path.touch()
    assert backup.is_fresh(tmp_path)

    yesterday = time.time() - 24 * 3600
    os.utime(path, (yesterday, yesterday))

    assert not backup.is_fresh(tmp_path)


def test_an_archive_that_is_not_ours_is_refused(tmp_path):
    path = tmp_path / "other.tar"
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("empty"), io.BytesIO())

    with pytest.raises(Refusal, match="不是完整的备份文件"):
        backup.read_manifest(path)


def test_an_empty_portal_has_nothing_to_back_up(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = Home(tmp_path / "var")

    with (
        pytest.raises(Refusal, match="还没有数据库"),
        backup.database_up(home, "备份"),
    ):
        pytest.fail("a database out of nothing")
    assert not home.var.exists()
