"""The second lock on cases: range, label, recusal; children that follow; two definer functions.

Restrictive policies are TO portal_app, so that the owners of the definer functions (who are members
of nothing) are not held by them; each function applies the range itself.
"""

from django.db import migrations

from portal.access.row_security import History, Owned, SecureTable, setting

READER = "FOR SELECT TO portal_reader USING (true)"
MOVER = "TO portal_mover USING (true) WITH CHECK (true)"

LABEL = f"""AS RESTRICTIVE TO portal_app USING (
    access_label <> 'named'
    OR unit_code = {setting("leads")}
    OR id IN (SELECT reader.case_id FROM cases_reader AS reader
               WHERE reader.account_id = {setting("account")}::bigint
                 AND (reader.until IS NULL OR reader.until > now()))
) WITH CHECK (true)"""
RECUSAL = f"""AS RESTRICTIVE TO portal_app USING (
    id NOT IN (SELECT recusal.case_id FROM cases_recusal AS recusal
                WHERE recusal.ended_at IS NULL
                  AND (recusal.account_id = {setting("account")}::bigint
                       OR recusal.recused_unit_code = {setting("unit")}))
) WITH CHECK (true)"""

FOLLOWING = ("contact", "party", "recusal", "reader", "casehappening")
CHILDREN = "".join(
    f"""
ALTER TABLE cases_{child} ADD CONSTRAINT {child}_belongs_to_its_cases_unit
    FOREIGN KEY (case_id, unit_code) REFERENCES cases_case (id, unit_code)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"""
    for child in FOLLOWING
)
NO_CHILDREN = "".join(
    f"ALTER TABLE cases_{child} DROP CONSTRAINT {child}_belongs_to_its_cases_unit;"
    for child in FOLLOWING
)


def definer(signature: str, returns: str, owner: str, body: str) -> migrations.RunSQL:
    """A function that runs as `owner`, with a fixed search path, callable by the web alone."""
    name = signature.split("(")[0]
    kinds = ", ".join(part.split()[1] for part in signature.split("(")[1].rstrip(")").split(","))
    return migrations.RunSQL(
        f"""
CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $f$ {body} $f$;
GRANT CREATE ON SCHEMA public TO {owner};
ALTER FUNCTION {name}({kinds}) OWNER TO {owner};
REVOKE CREATE ON SCHEMA public FROM {owner};
REVOKE ALL ON FUNCTION {name}({kinds}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name}({kinds}) TO portal_app;
""",
        f"DROP FUNCTION {name}({kinds});",
    )


BOUNDS = """
DECLARE
    start_ text COLLATE "C" := NULLIF(current_setting('app.scope', true), '');
    end_ text COLLATE "C" := NULLIF(current_setting('app.upto', true), '');
"""

# A case changes hands only here. Answers how many rows moved: 0 outside the caller's range.
MOVE = f"""{BOUNDS} moved integer;
BEGIN
    IF start_ IS NULL THEN RETURN 0; END IF;
    UPDATE cases_case SET unit_code = target
     WHERE id = moving AND unit_code >= start_ AND unit_code < end_;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RETURN moved;
END"""

# 应急查阅: is there a 限定知悉 case of this number in the caller's range, from which she is not recused?
EMERGENCY = f"""{BOUNDS}
BEGIN
    RETURN QUERY SELECT c.id, c.unit_code::text FROM cases_case AS c
     WHERE c.number = wanted AND c.access_label = 'named'
       AND c.unit_code >= start_ AND c.unit_code < end_
       AND NOT EXISTS (SELECT 1 FROM cases_recusal AS r WHERE r.case_id = c.id
            AND r.ended_at IS NULL
            AND (r.account_id = NULLIF(current_setting('app.account', true), '')::bigint
                 OR r.recused_unit_code = NULLIF(current_setting('app.unit', true), '')));
END"""

# Children follow by the foreign key; what follows writes its own history.
MOVING = ("case", "contact", "party", "recusal", "reader")
RIGHTS = "".join(
    f"""
GRANT INSERT ON cases_{name}event TO portal_mover;
GRANT USAGE ON SEQUENCE cases_{name}event_pgh_id_seq TO portal_mover;"""
    for name in MOVING
)
RIGHTS += """
GRANT SELECT, UPDATE ON cases_case TO portal_mover;
GRANT SELECT ON cases_case, cases_recusal TO portal_reader;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0002_row_security")]

    operations = [
        SecureTable(
            "cases_case",
            Owned(),
            {"label": LABEL, "recusal": RECUSAL, "reader": READER, "mover": MOVER},
        ),
        SecureTable("cases_contact", Owned(("cases_case", "case_id"))),
        SecureTable("cases_party", Owned(("cases_case", "case_id"))),
        SecureTable("cases_casehappening", Owned(("cases_case", "case_id"))),
        SecureTable("cases_recusal", Owned(), {"reader": READER}),
        SecureTable("cases_reader", Owned()),
        SecureTable("cases_categoryevent", History("cases_category", open_parent=True)),
        *(
            SecureTable(f"cases_{name}event", History(f"cases_{name}"))
            for name in MOVING
        ),
        migrations.RunSQL(CHILDREN, NO_CHILDREN),
        definer("move_case(moving bigint, target text)", "integer", "portal_mover", MOVE),
        definer(
            "case_for_emergency(wanted text)",
            "TABLE (id bigint, unit_code text)",
            "portal_reader",
            EMERGENCY,
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
