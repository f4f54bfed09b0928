"""Papers are seen within the range of who issued them; the app a paper is about adds its own lock."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [
        SecureTable("papers_issuedpaper", Owned()),
        SecureTable("papers_issuedpaperevent", History(parent="papers_issuedpaper")),
    ]
