"""Django's command of this name would make what cannot exist here."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refuses: there is no superuser. Use first_administrator."

    def add_arguments(self, parser):
        parser.add_argument("ignored", nargs="*")

    def handle(self, **options):
        raise CommandError("没有超级用户。首个管理员请用 manage.py first_administrator。")
