"""Make the first holder of an administrator's post; its one-time code is printed once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import clock
from portal.access import Role, SystemActor, scope
from portal.access.permissions import ADMINISTRATORS
from portal.access.refusal import Refused
from portal.accounts import actions
from portal.units.models import Unit


class Command(BaseCommand):
    help = "Make the first system administrator (or security administrator, or auditor)."

    def add_arguments(self, parser):
        parser.add_argument("username", help="手机号或登录名")
        parser.add_argument("name", help="姓名")
        parser.add_argument(
            "--role",
            default=Role.SYSTEM_ADMINISTRATOR.value,
            choices=sorted(role.value for role in ADMINISTRATORS),
        )

    def handle(self, *, username, name, role, **options):
        unit = Unit.objects.filter(code=settings.PORTAL_CITY_CODE).first()
        if unit is None:
            raise CommandError("没有市级单位，请先运行 manage.py load_reference。")
        actor = SystemActor("首个管理员", scope=unit.code)
        try:
            with transaction.atomic(), scope(actor):
                issued = actions.make_first_administrator(
                    role=Role(role), unit=unit, username=username, name=name, actor=actor,
                    at=clock.now(),
                )  # fmt: skip
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        self.stdout.write(f"登录名：{issued.account.username}")
        self.stdout.write(f"首次登录码：{issued.code}")
        self.stdout.write(f"{settings.ONE_TIME_CODE_LIFE.days}天内有效，只显示这一次。")
