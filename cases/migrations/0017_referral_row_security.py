"""Two units see a referral: whoever sees the case, and the one unit asked, once it is shared.

The copy is shut to the receiver when the referral was taken back or ended thirty days ago. A case
that was offered moves by the word of the unit it was offered to, and of nobody else.
"""

from importlib import import_module

from django.db import migrations

from portal.access.row_security import History, SecureTable, TwoSided, setting

definer = import_module("cases.migrations.0002_row_security").definer

SIDES = f"""AS RESTRICTIVE TO portal_app USING (
    EXISTS (SELECT 1 FROM cases_case AS c WHERE c.id = cases_referral.case_id)
    OR (city_code > '' AND city_code = {setting("unit")})
    OR (is_shared AND to_code > '' AND (to_code = {setting("unit")} OR to_code = {setting("leads")}))
) WITH CHECK (true)"""
FRESH = """AS RESTRICTIVE TO portal_app USING (EXISTS (
    SELECT 1 FROM cases_referral AS r WHERE r.id = cases_referralcopy.referral_id AND (
        EXISTS (SELECT 1 FROM cases_case AS c WHERE c.id = r.case_id)
        OR (r.city_code > '' AND r.city_code = (SELECT NULLIF(current_setting('app.unit', true), '')))
        OR (r.status NOT IN ('returned', 'revoked')
            AND (r.ended_at IS NULL OR r.ended_at > now() - interval '30 days'))))
) WITH CHECK (true)"""
RECUSAL = f"""AS RESTRICTIVE TO portal_app USING (
    case_id NOT IN (SELECT recusal.case_id FROM cases_recusal AS recusal
                     WHERE recusal.ended_at IS NULL
                       AND (recusal.account_id = {setting("account")}::bigint
                            OR recusal.recused_unit_code = {setting("unit")}))
) WITH CHECK (true)"""

# {table: what shuts it besides its two sides}
CHILDREN = {
    "cases_referralcopy": {"fresh": FRESH},
    "cases_referralrequest": {},
    "cases_referralreport": {},
    "cases_chase": {},
    "cases_referralhappening": {},
    "cases_referraldeadline": {},
    "cases_referralpause": {},
    "cases_referralextension": {},
}
FOLLOWS = TwoSided(follows=("cases_referral", "referral_id"))
WITH_HISTORY = ["cases_referral", "cases_transfer"] + [
    table for table in CHILDREN if table != "cases_referralhappening"
]
KEYS = """
ALTER TABLE cases_referral ADD CONSTRAINT referral_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, from_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
""" + "".join(
    f"""
ALTER TABLE {table} ADD CONSTRAINT {table.removeprefix("cases_")}_has_its_referrals_sides
    FOREIGN KEY (referral_id, from_code, to_code)
    REFERENCES cases_referral (id, from_code, to_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for table in CHILDREN
)
NO_KEYS = """
ALTER TABLE cases_referral DROP CONSTRAINT referral_belongs_to_its_cases_unit;
""" + "".join(
    f"ALTER TABLE {table} DROP CONSTRAINT"
    f" {table.removeprefix('cases_')}_has_its_referrals_sides;"
    for table in CHILDREN
)
RIGHTS = "".join(
    f"""
GRANT INSERT ON {table}event TO portal_mover;
GRANT USAGE ON SEQUENCE {table}event_pgh_id_seq TO portal_mover;"""
    for table in WITH_HISTORY
)
RIGHTS += "GRANT SELECT ON cases_transfer TO portal_mover;"

# The unit it was offered to takes the case; whoever accepts handles it. Answers how many moved.
ACCEPT = """
DECLARE moved integer;
BEGIN
    UPDATE cases_case AS c
       SET unit_code = t.to_code,
           handler_id = NULLIF(current_setting('app.account', true), '')::bigint,
           version = c.version + 1
      FROM cases_transfer AS t
     WHERE t.id = offer AND t.status = 'offered' AND c.id = t.case_id
       AND c.unit_code = t.from_code
       AND t.to_code = NULLIF(current_setting('app.unit', true), '')
       AND t.to_code >= NULLIF(current_setting('app.scope', true), '')
       AND t.to_code < NULLIF(current_setting('app.upto', true), '');
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_referral")]

    operations = [
        SecureTable("cases_referral", TwoSided(), {"sides": SIDES}),
        SecureTable(
            "cases_transfer",
            TwoSided(),
            {"sides": RECUSAL, "mover": "FOR SELECT TO portal_mover USING (true)"},
        ),
        *(SecureTable(table, FOLLOWS, extra) for table, extra in CHILDREN.items()),
        *(SecureTable(f"{table}event", History(table)) for table in WITH_HISTORY),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        definer("accept_case(offer bigint)", "integer", "portal_mover", ACCEPT),
    ]
