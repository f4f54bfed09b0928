"""Say why a day is the last one: explain_deadline 2026-02-13 5 working."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.deadlines import presenters, reference, rules
from portal.deadlines.choices import Counting


class Command(BaseCommand):
    help = "说明期限：起算日（时刻） 长度 计法（working 工作日、natural 自然日、hours 小时）"

    def add_arguments(self, parser):
        parser.add_argument("start", help="2026-02-13，按小时计的写 2026-02-13T16:20")
        parser.add_argument("length", type=int)
        parser.add_argument("counting", choices=Counting.values)
        parser.add_argument("--event", default="收到")
        parser.add_argument("--duty", default="办理")

    def handle(self, *, start, length, counting, event, duty, **options):
        try:
            at = datetime.fromisoformat(start)
        except ValueError as error:
            raise CommandError(f"“{start}”不是日期，请写成 2026-02-13。") from error
        if not rules.FIRST_YEAR <= at.year <= rules.LAST_YEAR:
            raise CommandError(rules.FAR_DAY)
        if not 0 < length <= rules.MOST:
            raise CommandError(rules.WRONG_LENGTH)
        at = timezone.make_aware(at) if timezone.is_naive(at) else timezone.localtime(at)
        calendar = reference.calendar_from(at.year - 1)
        told = presenters.told(at, length, Counting(counting), calendar, event=event, duty=duty)
        self.stdout.write(told.headline)
        self.stdout.write(told.why)
