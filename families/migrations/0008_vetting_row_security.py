"""Vetting is the county's: village and town read neither consents nor answers."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

TABLES = ("vetting", "vettinganswer", "vettingconsent")
KEY = """
ALTER TABLE families_vettinganswer ADD CONSTRAINT vettinganswer_vetting_id_is_of_its_unit
    FOREIGN KEY (vetting_id, unit_code) REFERENCES families_vetting (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
NO_KEY = """
ALTER TABLE families_vettinganswer DROP CONSTRAINT vettinganswer_vetting_id_is_of_its_unit;"""


class Migration(migrations.Migration):
    dependencies = [("families", "0007_vetting"), ("audit", "0002_row_security")]

    operations = [
        *(SecureTable(f"families_{name}", Owned()) for name in TABLES),
        *(SecureTable(f"families_{name}event", History(f"families_{name}")) for name in TABLES),
        migrations.RunSQL(KEY, NO_KEY),
    ]
