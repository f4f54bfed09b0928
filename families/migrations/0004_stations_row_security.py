"""Stations are read and written within the own range."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

TABLES = ("station", "stationtarget")


class Migration(migrations.Migration):
    dependencies = [("families", "0003_stations"), ("audit", "0002_row_security")]

    operations = [
        *(SecureTable(f"families_{name}", Owned()) for name in TABLES),
        *(SecureTable(f"families_{name}event", History(f"families_{name}")) for name in TABLES),
    ]
