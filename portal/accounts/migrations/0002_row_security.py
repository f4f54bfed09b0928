"""Histories of open tables are read by all, and only ever added to."""

from django.db import migrations

from portal.access.row_security import History, SecureTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        SecureTable("accounts_accountevent", History("accounts_account", open_parent=True)),
        SecureTable("accounts_postingevent", History("accounts_posting", open_parent=True)),
    ]
