"""The second lock on selection, notice, objections, naming and plaques; one function for the door.

A child keeps its parent's unit and follows it when a village's unit ends. `public_plaque` is what
a passer-by may ask with the code printed on a plaque: does it hold, and since when. It reads two
columns of one row and nothing of a household.
"""

from django.db import migrations

from portal.access.row_security import History, Owned, Published, SecureTable

OWNED = ("draw", "selection", "objection", "plaquereview")
PUBLISHED = ("publicnotice", "naming")
TRACKED = ("draw", "naming", "objection", "plaque", "plaquereview", "publicnotice", "selection")
# child, its column, parent
CHILDREN = (
    ("publicnotice", "round_id", "round"),
    ("naming", "round_id", "round"),
    ("selection", "entry_id", "entry"),
    ("objection", "notice_id", "publicnotice"),
    ("plaque", "selection_id", "selection"),
    ("plaquereview", "plaque_id", "plaque"),
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
READER = "FOR SELECT TO portal_reader USING (true)"
PUBLIC = """
GRANT SELECT (token, issued_on, ended_on) ON families_plaque TO portal_reader;
CREATE FUNCTION public_plaque(code text) RETURNS TABLE (holds boolean, since date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $f$
BEGIN
    RETURN QUERY SELECT p.ended_on IS NULL, COALESCE(p.ended_on, p.issued_on)
        FROM families_plaque AS p WHERE p.token = code;
END $f$;
GRANT CREATE ON SCHEMA public TO portal_reader;
ALTER FUNCTION public_plaque(text) OWNER TO portal_reader;
REVOKE CREATE ON SCHEMA public FROM portal_reader;
REVOKE ALL ON FUNCTION public_plaque(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_plaque(text) TO portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0005_selection"), ("audit", "0002_row_security")]

    operations = [
        *(SecureTable(f"families_{name}", Owned()) for name in OWNED),
        *(SecureTable(f"families_{name}", Published()) for name in PUBLISHED),
        SecureTable("families_plaque", Owned(), {"reader": READER}),
        *(SecureTable(f"families_{name}event", History(f"families_{name}")) for name in TRACKED),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(PUBLIC, "DROP FUNCTION public_plaque(text);"),
    ]
