"""PostgreSQL asks "which rows exist for you?" a second time: a view that forgot its filter."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.models import Case, Contact, Party
from portal.access import Actor, Role, scope
from portal.accounts.models import Account

pytestmark = pytest.mark.django_db


def test_the_suite_runs_as_the_webs_unprivileged_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("portal_app", False, False)
