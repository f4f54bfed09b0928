"""Histories of open tables are read by all, and only ever added to."""

from django.db import migrations

from portal.access.row_security import History, SecureTable


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        SecureTable("units_regionevent", History("units_region", open_parent=True)),
        SecureTable("units_unitevent", History("units_unit", open_parent=True)),
        SecureTable("units_unitnameevent", History("units_unitname", open_parent=True)),
    ]
