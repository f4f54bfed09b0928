"""Only the account itself reads these rows."""

from django.db import migrations

from portal.access.row_security import Personal, SecureTable


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        SecureTable("jobs_job", Personal()),
    ]
