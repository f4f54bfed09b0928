"""manage.py seed_demo: make the demo city; with --background as a task with progress."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.demo import actions
from portal.demo.tasks import tell_the_city
from portal.jobs.actions import enqueue


class Command(BaseCommand):
    help = "生成演示数据（仅演示环境）"

    def add_arguments(self, parser):
        parser.add_argument("--background", action="store_true", help="账号之外作为后台任务生成")

    def handle(self, **options):
        at = clock.now()
        try:
            accounts = actions.seed_accounts(at=at)
            if options["background"]:
                self.enqueue(at)
                return
            made = actions.seed_stories()
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal
        self.stdout.write(f"演示账号新增 {accounts} 个，来件 {made.get('cases', 0)} 件。")

    @transaction.atomic
    def enqueue(self, at):
        """For the coordinator: she sees on her desk how far it is."""
        posting = Posting.objects.present().get(account__username="demo-coordinator")
        actor = posting.actor()
        with scope(actor):
            enqueue(tell_the_city, actor=actor, at=at, title="生成演示城市")
