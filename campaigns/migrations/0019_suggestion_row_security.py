"""源头维权建议 is the unit's that made it; who stands over it reads it."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0018_suggestion"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_suggestion", Owned()),
        SecureTable("campaigns_suggestionevent", History("campaigns_suggestion")),
    ]
