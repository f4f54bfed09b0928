"""The clock of the house: seals the log, cleans up, backs up. One per portal; SIGTERM ends it."""

import signal
from threading import Event

from django.core.management.base import BaseCommand

from portal.jobs.keeping import chores, keep_time


class Command(BaseCommand):
    help = "按时办理：每分钟封存日志，每小时清理，每天备份；收到 SIGTERM 做完手头的再停"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="各做一遍就结束")

    def handle(self, *, once, **options):
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work = chores()
        if once:
            stop_after(work, stop)
        keep_time(stop, work)


def stop_after(work, stop):
    """Let the last chore ask for the end."""
    last = work[-1].work

    def final(**now):
        stop.set()
        return last(**now)

    work[-1].work = final
