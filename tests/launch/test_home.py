import stat

import pytest

from portal.launch.home import Database, owner_environment, web_environment, worker_environment

OWN = Database(
    app="postgresql://portal_app:a%40b@db/portal",
    owner="postgresql://portal_owner:own@db/portal",
    admin="postgresql://postgres:root@db/postgres",
    backup="postgresql://portal_backup:back@db/portal",
)


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    for name in ("PORTAL_DEMO", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, url in (("OWNER", OWN.owner), ("ADMIN", OWN.admin), ("BACKUP", OWN.backup)):
        monkeypatch.setenv(f"DATABASE_{name}_URL", url)


def test_the_web_server_learns_no_address_but_its_own(home):
    env = web_environment(home, OWN)

    assert env["DATABASE_URL"] == OWN.app
    assert not {OWN.owner, OWN.admin, OWN.backup} & set(env.values())


def test_the_worker_may_back_up_and_nothing_more(home):
    env = worker_environment(home, OWN)

    assert env["DATABASE_BACKUP_URL"] == OWN.backup
    assert not {OWN.owner, OWN.admin} & set(env.values())


def test_each_role_gets_the_password_of_its_address(home):
    env = owner_environment(home, OWN)

    assert env["DATABASE_URL"] == OWN.owner
    assert env["PORTAL_ROLE_PASSWORD_APP"] == "a@b"
    assert env["PORTAL_ROLE_PASSWORD_OWNER"] == "own"


@pytest.mark.parametrize(("embedded", "expected"), [(True, "1"), (False, None)])
def test_demo_accounts_are_for_the_embedded_server_only(home, embedded, expected):
    database = Database(app="postgresql://portal_app@db/portal", embedded=embedded)

    assert web_environment(home, database).get("PORTAL_DEMO") == expected


@pytest.mark.parametrize("name", ["keys", "media", "backups", "log"])
def test_folders_with_content_are_closed_to_others(home, name):
    assert stat.S_IMODE((home.var / name).stat().st_mode) == 0o700
