"""manage.py load_reference: places, units and dictionaries, from the files of the pack."""

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.units import registry


class Command(BaseCommand):
    help = "载入区划、单位和各类字典（只补缺，不覆盖）"

    @transaction.atomic
    def handle(self, **options):
        for what, count in registry.load_all().items():
            self.stdout.write(f"{what}：新增 {count} 条")
