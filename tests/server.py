"""A pytest plugin (`-p tests.server`): the server the suite runs on, when none is given.

With DATABASE_OWNER_URL and DATABASE_URL in the environment nothing is started. Otherwise the first
process starts the embedded test server, makes the roles, and names it in the environment, where
pytest-xdist's processes find it. Runs at the same time share it; the last one out stops it.
"""

import atexit
import os

import psycopg2

from portal.access.roles import role_statements
from portal.launch.home import Home
from portal.launch.keeper import gate, share_server


def make_roles(admin: str) -> None:
    """And the database that an address names before a test has made its own."""
    session = psycopg2.connect(admin)
    session.autocommit = True
    try:
        with session.cursor() as cursor:
            for statement in role_statements({}):
                cursor.execute(statement)
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'")
            if cursor.fetchone() is None:
                cursor.execute(
                    "CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8' LOCALE 'C' "
                    "TEMPLATE template0"
                )
    finally:
        session.close()


def start() -> None:
    home = Home.from_environment()
    folder = home.var / "test-postgres"
    share = share_server(folder)
    atexit.register(share.close)
    database = share.cluster.database
    with gate(folder):  # two runs that alter the same role at once disturb one another
        make_roles(database.admin)
    os.environ["DATABASE_URL"] = database.app
    os.environ["DATABASE_OWNER_URL"] = database.owner
    os.environ["DATABASE_ADMIN_URL"] = database.admin
    os.environ["DATABASE_BACKUP_URL"] = database.backup
    # The keys and files of the portal that runs beside us are not the tests' to touch.
    os.environ["PORTAL_VAR"] = str(home.var / "test")


if not os.environ.get("DATABASE_OWNER_URL"):
    start()
