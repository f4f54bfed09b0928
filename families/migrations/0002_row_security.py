"""The second lock on families: own range; standards and rounds are read by the units below.

A frozen standard is frozen in the database as well. Children keep their parent's unit; a household
that goes over to another village's unit takes its search entry along.
"""

from django.db import migrations

from families.models.standard import STEADY
from portal.access.row_security import History, Owned, Published, SecureTable

OWNED = ("villagetotal", "neighbourgroup", "household", "householdhappening", "entry",
         "stagescore", "verification")
PUBLISHED = ("standard", "round", "roundstage", "quota")
TREE = ("standardblock", "standarditem")
TRACKED = {*OWNED, *PUBLISHED, *TREE} - {"householdhappening"}

DRAFT = """EXISTS (SELECT 1 FROM families_standard AS parent
    WHERE parent.id = standard_id AND parent.frozen_at IS NULL)"""
FROZEN = {
    STEADY[0]: f"AS RESTRICTIVE FOR INSERT TO portal_app WITH CHECK ({DRAFT})",
    STEADY[1]: f"AS RESTRICTIVE FOR UPDATE TO portal_app USING ({DRAFT}) WITH CHECK ({DRAFT})",
    STEADY[2]: f"AS RESTRICTIVE FOR DELETE TO portal_app USING ({DRAFT})",
}

# child, its column, parent
CHILDREN = (
    ("household", "group_id", "neighbourgroup"),
    ("household", "joined_into_id", "household"),
    ("household", "split_from_id", "household"),
    ("householdhappening", "household_id", "household"),
    ("entry", "household_id", "household"),
    ("stagescore", "entry_id", "entry"),
    ("standardblock", "standard_id", "standard"),
    ("standarditem", "standard_id", "standard"),
    ("standarditem", "block_id", "standardblock"),
    ("roundstage", "round_id", "round"),
    ("quota", "round_id", "round"),
)
KEYS = "".join(
    f"""
ALTER TABLE families_{child} ADD CONSTRAINT {child}_{column}_is_of_its_unit
    FOREIGN KEY ({column}, unit_code) REFERENCES families_{parent} (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child, column, parent in CHILDREN
)
NO_KEYS = "".join(
    f"ALTER TABLE families_{child} DROP CONSTRAINT {child}_{column}_is_of_its_unit;"
    for child, column, _ in reversed(CHILDREN)
)
TRIGGER = """
CREATE TRIGGER search_follows AFTER UPDATE OF unit_code ON families_household FOR EACH ROW
    WHEN (OLD.unit_code IS DISTINCT FROM NEW.unit_code)
    EXECUTE FUNCTION search_follow('household');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0001_initial"),
        ("audit", "0002_row_security"),
        ("search", "0002_row_security"),
    ]

    operations = [
        *(SecureTable(f"families_{name}", Owned()) for name in OWNED),
        *(SecureTable(f"families_{name}", Published()) for name in PUBLISHED),
        *(SecureTable(f"families_{name}", Published(), FROZEN) for name in TREE),
        *(
            SecureTable(f"families_{name}event", History(f"families_{name}"))
            for name in sorted(TRACKED)
        ),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER search_follows ON families_household"),
    ]
