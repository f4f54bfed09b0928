"""The clock of the house: seals the log, cleans up, backs up. One per portal; SIGTERM ends it."""

import signal
from threading import Event

from django.core.management.base import BaseCommand

from portal import clock
from portal.jobs.keeping import Backups, attempt, chores, keep_time


class Command(BaseCommand):
    help = "按时办理：每分钟封存日志，每小时清理，每天备份；收到 SIGTERM 做完手头的再停"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="各做一遍就结束")

    def handle(self, *, once, **options):
        backups = Backups()
        if once:
            for chore in chores(backups):
                attempt(chore, clock.now())
            backups.wait()
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("开始按时办理。")
        self.stdout.flush()
        try:
            keep_time(stop, chores(backups))
        finally:
            backups.stop()
