"""The owner, never the web, may drop entries of the log; the floor stands in the policy.

190 days: 网络安全法 asks for no less than six months. portal_owner is a member of portal_mover,
portal_app is not.
"""

from django.db import migrations

OLD = "at < now() - interval '190 days'"
POLICIES = f"""
GRANT SELECT, DELETE ON audit_logentry TO portal_mover;
CREATE POLICY prune ON audit_logentry FOR DELETE TO portal_mover USING ({OLD});
"""
NO_POLICIES = """
DROP POLICY prune ON audit_logentry;
REVOKE ALL ON audit_logentry FROM portal_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seal_leaves")]

    operations = [migrations.RunSQL(POLICIES, NO_POLICIES)]
