"""Activities are their unit's; their figures follow them; a cell or a section follows its duty."""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable

ACTIVITY = Owned(("campaigns_activity", "activity_id"))
DUTY = Owned(("campaigns_duty", "duty_id"))
KEYS = (
    ("activityfigure", "activity"),
    ("tallytap", "activity"),
    ("reportcell", "duty"),
    ("dutysection", "duty"),
)
CHILDREN = "".join(
    f"""
ALTER TABLE campaigns_{child} ADD CONSTRAINT {child}_belongs_to_its_{parent}
    FOREIGN KEY ({parent}_id, unit_code) REFERENCES campaigns_{parent} (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child, parent in KEYS
)
NO_CHILDREN = "".join(
    f"ALTER TABLE campaigns_{child} DROP CONSTRAINT {child}_belongs_to_its_{parent};"
    for child, parent in KEYS
)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_materials"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_activity", Owned()),
        SecureTable("campaigns_activityfigure", ACTIVITY),
        SecureTable("campaigns_tallytap", ACTIVITY),
        SecureTable("campaigns_reportcell", DUTY),
        SecureTable("campaigns_dutysection", DUTY),
        SecureTable("campaigns_pastfigure", Owned()),
        *(
            SecureTable(f"campaigns_{name}event", History(f"campaigns_{name}"))
            for name in ("activity", "activityfigure", "reportcell", "dutysection", "pastfigure")
        ),
        *(
            SecureTable(
                f"campaigns_{name}event", History(f"campaigns_{name}", open_parent=True)
            )
            for name in ("indicatorset", "indicator", "indicatorowner")
        ),
        migrations.RunSQL(CHILDREN, NO_CHILDREN),
    ]
