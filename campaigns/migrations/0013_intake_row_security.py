"""What came in belongs to the unit that takes it in, until it is known whose it is."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0012_intake")]

    operations = [
        SecureTable("campaigns_intakefile", Owned()),
        SecureTable("campaigns_intakefileevent", History("campaigns_intakefile")),
    ]
