"""manage.py make_roles: make the database roles with an administrator's URL."""

import os
from typing import Any

import psycopg2
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.access.roles import ROLES, role_statements


class Command(BaseCommand):
    help = "建立或修正数据库角色（需要 DATABASE_ADMIN_URL；口令取自 PORTAL_ROLE_PASSWORD_*）"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="只打印语句，不执行")

    def handle(self, **options: Any) -> None:
        passwords = {
            name: os.environ.get(f"PORTAL_ROLE_PASSWORD_{name.removeprefix('portal_').upper()}")
            for name in ROLES
        }
        statements = role_statements(passwords)
        if options["print"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        if not (url := os.environ.get("DATABASE_ADMIN_URL")):
            raise CommandError(
                "请设置 DATABASE_ADMIN_URL（数据库管理员的地址），或用 --print 打印语句。"
            )
        connection = psycopg2.connect(url)
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()
        if options["verbosity"]:
            self.stdout.write("数据库角色已就绪。")
