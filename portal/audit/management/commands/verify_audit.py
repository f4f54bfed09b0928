"""Recompute the seals over the log and name the first row that was changed, removed or put in."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.access import SystemActor, scope
from portal.audit.verification import heads_in, verify


class Command(BaseCommand):
    help = "核对日志封签；发现改动、删除、插入或截尾时以退出码 1 结束"

    def add_arguments(self, parser):
        parser.add_argument("--heads", type=Path, help="先前由 export_seals 导出、另存他处的文件")

    def handle(self, *, heads, **options):
        kept = self.read(heads) if heads else {}
        actor = SystemActor("核对日志", scope=settings.PORTAL_CITY_CODE)
        with transaction.atomic(), scope(actor):
            report = verify(kept)
        for problem in report.problems:
            self.stderr.write(problem)
        self.stdout.write(
            f"封签{report.seals:,}号，记录{report.rows:,}条，尚未封存{report.unsealed:,}条。"
        )
        if not report.is_whole:
            raise CommandError("日志与封签不符。", returncode=1)
        self.stdout.write("日志与封签相符。")

    @staticmethod
    def read(path):
        try:
            return heads_in(path.read_text().splitlines())
        except (OSError, ValueError) as error:
            raise CommandError(f"读不出 {path}：{error}") from error
