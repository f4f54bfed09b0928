"""Histories of open tables are read by all, and only ever added to."""

from django.db import migrations

from portal.access.row_security import History, SecureTable


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [
        SecureTable(
            "deadlines_holidaynoticeevent", History("deadlines_holidaynotice", open_parent=True)
        ),
        SecureTable("deadlines_clockruleevent", History("deadlines_clockrule", open_parent=True)),
    ]
