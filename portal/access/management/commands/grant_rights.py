"""manage.py grant_rights: give the web role exactly its rights, after each migrate."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.access.checks import append_only_tables, differences, undeclared
from portal.access.roles import apply_grants


class Command(BaseCommand):
    help = "按清单授予网站角色的数据库权限，并核对行级安全"

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        apply_grants(append_only_tables())
        for problem in undeclared() + differences():
            self.stderr.write(problem)
        if options["verbosity"]:
            self.stdout.write("数据库权限已授予。")
