"""Files of a referral: both its units, the receiver as long as the copy is open to him."""

from importlib import import_module

from django.db import migrations

from portal.access.row_security import History, SecureTable

shared = import_module("cases.migrations.0017_referral_row_security")

TABLE = "cases_referralfile"
FRESH = shared.FRESH.replace("cases_referralcopy.", f"{TABLE}.")
KEY = f"""
ALTER TABLE {TABLE} ADD CONSTRAINT referralfile_has_its_referrals_sides
    FOREIGN KEY (referral_id, from_code, to_code)
    REFERENCES cases_referral (id, from_code, to_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
NO_KEY = f"ALTER TABLE {TABLE} DROP CONSTRAINT referralfile_has_its_referrals_sides;"
RIGHTS = f"""
GRANT INSERT ON {TABLE}event TO portal_mover;
GRANT USAGE ON SEQUENCE {TABLE}event_pgh_id_seq TO portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_sealed")]

    operations = [
        SecureTable(TABLE, shared.FOLLOWS, {"fresh": FRESH}),
        SecureTable(f"{TABLE}event", History(TABLE)),
        migrations.RunSQL(KEY, NO_KEY),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
