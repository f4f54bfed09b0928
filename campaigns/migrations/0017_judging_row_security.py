"""A case is the judging unit's, the text made of it also its judges', a score its judge's; handed
in, nobody changes it any more."""

from django.db import migrations

from portal.access.row_security import (
    History,
    Owned,
    Published,
    SecureTable,
    own_account,
    within,
)

MINE = own_account("judge_id")
JUDGE = f"({MINE} OR {within('planner_code')})"
SHEET = {
    "judge": f"AS RESTRICTIVE TO portal_app USING {JUDGE} WITH CHECK {JUDGE}",
    "given": f"AS RESTRICTIVE FOR INSERT TO portal_app WITH CHECK {within('planner_code')}",
    "unhanded": (
        "AS RESTRICTIVE FOR UPDATE TO portal_app"
        f" USING (handed_at IS NULL AND {MINE}) WITH CHECK {MINE}"
    ),
    "taken": (
        "AS RESTRICTIVE FOR DELETE TO portal_app"
        f" USING (handed_at IS NULL AND {within('planner_code')})"
    ),
}
TEXT = {
    "reader": (
        f"AS RESTRICTIVE FOR SELECT TO portal_app USING ({within()} OR EXISTS ("
        "SELECT 1 FROM campaigns_scoresheet AS sheet"
        " WHERE sheet.case_id = campaigns_judgedtext.case_id AND sheet.aside_at IS NULL"
        f" AND {own_account('sheet.judge_id')}))"
    ),
}
# {table: ((name of the constraint, its columns, the parent), …)}
PARENTS = {
    "campaigns_judging": (
        ("judging_belongs_to_its_campaign", "campaign_id, unit_code", "campaigns_campaign"),
    ),
    "campaigns_judgedcase": (
        ("judged_case_belongs_to_its_judging", "judging_id, unit_code", "campaigns_judging"),
    ),
    "campaigns_judgedtext": (
        ("judged_text_belongs_to_its_case", "case_id, unit_code", "campaigns_judgedcase"),
    ),
    "campaigns_judgeseat": (
        ("judge_seat_belongs_to_its_judging", "judging_id, unit_code", "campaigns_judging"),
    ),
    "campaigns_judgingresult": (
        ("judging_result_belongs_to_its_judging", "judging_id, unit_code", "campaigns_judging"),
    ),
    "campaigns_scoresheet": (
        ("score_sheet_belongs_to_its_judging", "judging_id, planner_code", "campaigns_judging"),
        ("score_sheet_belongs_to_its_case", "case_id, planner_code", "campaigns_judgedcase"),
    ),
}
KEYS = [
    (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {parent} (id, unit_code) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
    for table, keys in PARENTS.items()
    for name, columns, parent in keys
]


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0016_judging"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_judging", Published()),
        SecureTable("campaigns_judgingevent", History("campaigns_judging")),
        SecureTable("campaigns_judgedcase", Owned()),
        SecureTable("campaigns_judgedcaseevent", History("campaigns_judgedcase")),
        SecureTable("campaigns_scoresheet", Owned(also=tuple(SHEET)), SHEET),
        SecureTable("campaigns_scoresheetevent", History("campaigns_scoresheet")),
        SecureTable("campaigns_judgedtext", Published(also=tuple(TEXT)), TEXT),
        SecureTable("campaigns_judgedtextevent", History("campaigns_judgedtext")),
        SecureTable("campaigns_judgeseat", Owned()),
        SecureTable("campaigns_judgeseatevent", History("campaigns_judgeseat")),
        SecureTable("campaigns_judgingresult", Published()),
        *(migrations.RunSQL(there, back) for there, back in KEYS),
    ]
