"""manage.py sweep_files: what the clock process does every hour, now and with its figures."""

import sys

from django.core.management.base import BaseCommand

from portal import clock
from portal.files import actions


class Command(BaseCommand):
    help = "移除没有登记的文件和已过保留期的文件；列出缺失的文件"

    def handle(self, *args, **options):
        swept = actions.sweep(at=clock.now())
        self.stdout.write(f"没有登记的：{swept.orphans}　已过保留期的：{swept.expired}")
        if swept.missing:
            self.stderr.write("缺失的文件：\n" + "\n".join(swept.missing))
            sys.exit(1)
