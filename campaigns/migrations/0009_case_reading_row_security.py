"""How a case was read belongs to the reader, not to the unit that wrote it."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0008_case_reading")]

    operations = [
        SecureTable("campaigns_casereading", Owned()),
        SecureTable("campaigns_casereadingevent", History("campaigns_casereading")),
    ]
