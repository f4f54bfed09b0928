"""manage.py seed_demo: make the demo city; with --background as a task with progress."""

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.access.refusal import Refused
from portal.demo import actions


class Command(BaseCommand):
    help = "生成演示数据（仅演示环境）"

    def add_arguments(self, parser):
        parser.add_argument("--background", action="store_true", help="作为后台任务生成")

    def handle(self, **options):
        try:
            made = actions.seed(at=clock.now())
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        for what, count in made.items():
            self.stdout.write(f"{what}：{count}")
