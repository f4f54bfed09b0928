"""登记表, links, follow-ups, instructions and asked extensions follow their case."""

from django.db import migrations

from portal.access.row_security import History, Owned, Personal, SecureTable

FOLLOWING = ("registration", "caselink", "followup", "instruction", "extensionrequest")
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
RIGHTS = "".join(
    f"""
GRANT INSERT ON cases_{child}event TO portal_mover;
GRANT USAGE ON SEQUENCE cases_{child}event_pgh_id_seq TO portal_mover;"""
    for child in FOLLOWING
)

# "该号码曾在本市其他单位登记": yes or no, for a whole number alone, never for 限定知悉, never for what
# she could see herself (security.md §1).
ELSEWHERE = """
CREATE POLICY reader ON cases_contact FOR SELECT TO portal_reader USING (true);
CREATE POLICY reader ON cases_party FOR SELECT TO portal_reader USING (true);
GRANT SELECT ON cases_contact, cases_party TO portal_reader;
CREATE FUNCTION number_elsewhere(wanted bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public AS $f$
DECLARE
    start_ text COLLATE "C" := NULLIF(current_setting('app.scope', true), '');
    end_ text COLLATE "C" := NULLIF(current_setting('app.upto', true), '');
BEGIN
    IF start_ IS NULL THEN RETURN false; END IF;
    RETURN EXISTS (
        SELECT 1 FROM cases_contact AS c LEFT JOIN cases_case AS k ON k.id = c.case_id
         WHERE c.caller_phone_index = wanted AND c.withdrawn_at IS NULL
           AND (c.unit_code < start_ OR c.unit_code >= end_)
           AND (k.id IS NULL OR k.access_label <> 'named')
    ) OR EXISTS (
        SELECT 1 FROM cases_party AS p JOIN cases_case AS k ON k.id = p.case_id
         WHERE p.phone_index = wanted AND p.role = 'concerned'
           AND (p.unit_code < start_ OR p.unit_code >= end_)
           AND k.access_label <> 'named' AND k.status <> 'void'
    );
END $f$;
GRANT CREATE ON SCHEMA public TO portal_reader;
ALTER FUNCTION number_elsewhere(bytea) OWNER TO portal_reader;
REVOKE CREATE ON SCHEMA public FROM portal_reader;
REVOKE ALL ON FUNCTION number_elsewhere(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION number_elsewhere(bytea) TO portal_app;
"""
NOT_ELSEWHERE = """
DROP FUNCTION number_elsewhere(bytea);
DROP POLICY reader ON cases_contact;
DROP POLICY reader ON cases_party;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_way")]

    operations = [
        *(SecureTable(f"cases_{child}", Owned(("cases_case", "case_id"))) for child in FOLLOWING),
        SecureTable("cases_savedfilter", Owned()),
        SecureTable("cases_numberquestion", Personal()),
        *(
            SecureTable(f"cases_{name}event", History(f"cases_{name}"))
            for name in (*FOLLOWING, "savedfilter")
        ),
        migrations.RunSQL(CHILDREN, NO_CHILDREN),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(ELSEWHERE, NOT_ELSEWHERE),
    ]
