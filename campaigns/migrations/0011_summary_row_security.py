"""The summary is its writer's; it hangs on a campaign of the same unit."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

KEY = """
ALTER TABLE campaigns_campaignsummary ADD CONSTRAINT campaignsummary_belongs_to_its_campaign
    FOREIGN KEY (campaign_id, unit_code) REFERENCES campaigns_campaign (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""
NO_KEY = (
    "ALTER TABLE campaigns_campaignsummary"
    " DROP CONSTRAINT campaignsummary_belongs_to_its_campaign;"
)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0010_summary"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_campaignsummary", Owned()),
        SecureTable("campaigns_campaignsummaryevent", History("campaigns_campaignsummary")),
        migrations.RunSQL(KEY, NO_KEY),
    ]
