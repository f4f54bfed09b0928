"""The second lock on campaigns: sent down once published, children that follow, duties of a unit.

A campaign still being planned is its planner's alone; a published one exists for the units it went
to and for those below them. The participation's own policy asks nothing of the campaign, so the two
do not turn in a circle.
"""

from django.db import migrations

from portal.access.row_security import History, Owned, Published, SecureTable, within

SENT = f"""AS RESTRICTIVE TO portal_app USING (
    {within()}
    OR (status <> 'planned'
        AND EXISTS (SELECT 1 FROM campaigns_participation AS asked
                     WHERE asked.campaign_id = campaigns_campaign.id))
) WITH CHECK (true)"""


def follow(table: str) -> str:
    exists = (
        "(EXISTS (SELECT 1 FROM campaigns_campaign AS parent"
        f" WHERE parent.id = {table}.campaign_id))"
    )
    return f"AS RESTRICTIVE TO portal_app USING {exists} WITH CHECK {exists}"


DUTY = Owned(("campaigns_duty", "duty_id"))
PARTS = ("noticepart", "campaignline", "requirement")
# (child, its columns, parent, the parent's columns)
KEYS = (
    ("noticepart", "campaign_id, unit_code", "campaign", "id, unit_code"),
    ("campaignline", "campaign_id, unit_code", "campaign", "id, unit_code"),
    ("chase", "participation_id, unit_code", "participation", "id, asked_by_code"),
    ("duty", "participation_id, unit_code", "participation", "id, unit_code"),
    ("dutyversion", "duty_id, unit_code", "duty", "id, unit_code"),
    ("dutyremark", "duty_id, unit_code", "duty", "id, unit_code"),
)
CHILDREN = "".join(
    f"""
ALTER TABLE campaigns_{child} ADD CONSTRAINT {child}_belongs_to_its_{parent}
    FOREIGN KEY ({columns}) REFERENCES campaigns_{parent} ({theirs})
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child, columns, parent, theirs in KEYS
)
CHILDREN += """
ALTER TABLE campaigns_requirement ADD CONSTRAINT requirement_belongs_to_its_campaign
    FOREIGN KEY (campaign_id) REFERENCES campaigns_campaign (id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE campaigns_duty ADD CONSTRAINT duty_is_asked_by_who_asked_the_unit
    FOREIGN KEY (participation_id, asked_by_code)
    REFERENCES campaigns_participation (id, asked_by_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE campaigns_duty ADD CONSTRAINT duty_is_what_the_asker_requires
    FOREIGN KEY (requirement_id, asked_by_code) REFERENCES campaigns_requirement (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
NO_CHILDREN = "".join(
    f"ALTER TABLE campaigns_{child} DROP CONSTRAINT {child}_belongs_to_its_{parent};"
    for child, _, parent, _ in KEYS
)
NO_CHILDREN += """
ALTER TABLE campaigns_requirement DROP CONSTRAINT requirement_belongs_to_its_campaign;
ALTER TABLE campaigns_duty DROP CONSTRAINT duty_is_asked_by_who_asked_the_unit;
ALTER TABLE campaigns_duty DROP CONSTRAINT duty_is_what_the_asker_requires;"""
TRACKED = (
    "campaign", "noticepart", "campaignline", "requirement", "participation", "chase", "duty",
    "dutyremark",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("audit", "0002_row_security")]

    operations = [
        SecureTable("campaigns_participation", Published()),
        SecureTable("campaigns_campaign", Published(), {"sent": SENT}),
        *(
            SecureTable(f"campaigns_{part}", Published(), {"follow": follow(f"campaigns_{part}")})
            for part in PARTS
        ),
        SecureTable("campaigns_chase", Owned()),
        SecureTable("campaigns_duty", Owned()),
        SecureTable("campaigns_dutyversion", DUTY),
        SecureTable("campaigns_dutyremark", DUTY),
        *(
            SecureTable(f"campaigns_{name}event", History(f"campaigns_{name}"))
            for name in TRACKED
        ),
        migrations.RunSQL(CHILDREN, NO_CHILDREN),
    ]
