"""Which tables the statements inside a block change."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# pghistory puts its own SELECT before a change: the statement may stand after a semicolon.
CHANGE = re.compile(r'(?:^|;)\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
# The log of what was read, and the session that says when she was last seen.
KEPT = {"audit_logentry", "django_session"}
# One by one: what a GET prepares for the POST that follows.
PREPARES = {"accounts:second-factor-set": {"otp_totp_totpdevice"}}


@contextmanager
def changes() -> Iterator[set[str]]:
    """The names of the tables, filled in as they are changed."""
    found: set[str] = set()

    def look(execute, sql, params, many, context):
        found.update(CHANGE.findall(str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found
