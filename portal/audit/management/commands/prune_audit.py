"""Drop log entries older than they are kept (AUDIT_KEPT, never under 190 days). As the owner."""

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from portal import clock
from portal.audit.actions import prune_log


class Command(BaseCommand):
    help = "按保存期限清理日志（须以 DATABASE_OWNER_URL 的身份运行）"

    def handle(self, **options):
        try:
            last, dropped = prune_log(at=clock.now())
        except ProgrammingError as error:
            raise CommandError("没有清理：只有数据库属主可以清理日志。") from error
        self.stdout.write(f"已清理{dropped:,}条（截至第{last}号封签）。")
