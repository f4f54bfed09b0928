"""重复计数 is its writer's; it hangs on a campaign of the same unit."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

KEY = """
ALTER TABLE campaigns_overlap ADD CONSTRAINT overlap_belongs_to_its_campaign
    FOREIGN KEY (campaign_id, unit_code) REFERENCES campaigns_campaign (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
NO_KEY = "ALTER TABLE campaigns_overlap DROP CONSTRAINT overlap_belongs_to_its_campaign;"


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0014_overlap"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_overlap", Owned()),
        SecureTable("campaigns_overlapevent", History("campaigns_overlap")),
        migrations.RunSQL(KEY, NO_KEY),
    ]
