"""A paper that changes hands takes its search entry along, whoever moves it."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER search_follows AFTER UPDATE OF unit_code ON papers_issuedpaper FOR EACH ROW
    WHEN (OLD.unit_code IS DISTINCT FROM NEW.unit_code)
    EXECUTE FUNCTION search_follow('paper');
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_row_security"), ("search", "0002_row_security")]

    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER search_follows ON papers_issuedpaper")]
