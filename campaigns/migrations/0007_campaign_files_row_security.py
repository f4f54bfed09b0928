"""Photos follow their activity, files of an owed thing their duty."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

PARENTS = {"activityfile": "activity", "dutyfile": "duty"}
KEYS = "".join(
    f"""
ALTER TABLE campaigns_{child} ADD CONSTRAINT {child}_belongs_to_its_{parent}
    FOREIGN KEY ({parent}_id, unit_code) REFERENCES campaigns_{parent} (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child, parent in PARENTS.items()
)
NO_KEYS = "".join(
    f"ALTER TABLE campaigns_{child} DROP CONSTRAINT {child}_belongs_to_its_{parent};"
    for child, parent in PARENTS.items()
)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0006_campaign_files")]

    operations = [
        *(
            SecureTable(f"campaigns_{child}", Owned((f"campaigns_{parent}", f"{parent}_id")))
            for child, parent in PARENTS.items()
        ),
        *(
            SecureTable(f"campaigns_{child}event", History(f"campaigns_{child}"))
            for child in PARENTS
        ),
        migrations.RunSQL(KEYS, NO_KEYS),
    ]
