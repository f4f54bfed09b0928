"""What was reported is added and read, never changed."""

from django.db import migrations

from portal.access.row_security import Owned, SecureTable


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_issued_figures")]

    operations = [SecureTable("cases_figuresissue", Owned())]
