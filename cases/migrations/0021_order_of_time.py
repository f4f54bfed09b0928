"""Lists in order of time, counts of what is open: their indexes, and a policy whose share of the
table the planner does not take for half a percent (row_security.within_half)."""

from django.db import migrations, models

from portal.access.row_security import within, within_half

OPEN = ["registered", "handling", "result", "closing"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_sealed_row_security")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["-registered_at", "-id"],
                include=["unit_code", "access_label", "status"],
                name="case_newest_first",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=models.Q(("status__in", OPEN)),
                fields=["unit_code", "handler"],
                name="case_open_by_unit",
            ),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(
                condition=models.Q(("case__isnull", True)),
                fields=["-registered_at"],
                name="contact_without_case",
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY scope ON cases_case USING {within_half()}",
            f"ALTER POLICY scope ON cases_case USING {within()}",
        ),
    ]
