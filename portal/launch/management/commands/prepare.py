"""manage.py prepare: everything between an empty server and the first page, in one process.

Each of the commands below could be called by hand; six interpreters would cost six seconds.
Connects as the owner (DATABASE_URL); with DATABASE_ADMIN_URL it makes roles and database as well.
"""

import os

import psycopg2
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg2 import sql

EXISTS = "SELECT 1 FROM pg_database WHERE datname = %s"
# Collation C: codes compare byte by byte, and the order is the same on every machine.
CREATE = "CREATE DATABASE {} OWNER portal_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0"


class Command(BaseCommand):
    help = "建立角色与数据库、迁移、授权、载入基础数据、收集静态文件"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="只建角色与空的数据库（供恢复用）")

    def handle(self, **options):
        if admin := os.environ.get("DATABASE_ADMIN_URL"):
            call_command("make_roles", verbosity=0)
            self.make_database(admin, connection.settings_dict["NAME"])
        if options["empty"]:
            return
        call_command("make_keys")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("grant_rights")
        call_command("load_reference")
        call_command("collectstatic", interactive=False, verbosity=0)

    def make_database(self, admin: str, name: str) -> None:
        session = psycopg2.connect(admin)
        session.autocommit = True  # CREATE DATABASE stands outside any transaction
        try:
            with session.cursor() as cursor:
                cursor.execute(EXISTS, [name])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL(CREATE).format(sql.Identifier(name)))
        finally:
            session.close()
