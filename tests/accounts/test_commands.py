"""The first administrator, and the superuser that cannot be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.models import Account
from tests.factories.accounts import sign_in

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_first_system_administrator_is_made_once_and_can_sign_in():
    printed = run("first_administrator", "13900000001", "郑平川")
    code = next(line for line in printed.splitlines() if "登录码" in line).split("：")[1]

    with pytest.raises(CommandError, match="已有系统管理员"):
        run("first_administrator", "13900000002", "别人")

    assert sign_in(Client(), Account.objects.get(username="13900000001"), code).status_code == 302


def test_each_of_the_three_has_a_first_one():
    run("first_administrator", "13900000001", "郑平川")

    run("first_administrator", "13900000002", "沈以度", "--role", "security_administrator")
    run("first_administrator", "13900000003", "严敬止", "--role", "auditor")

    assert Account.objects.count() == 3


def test_no_command_makes_a_superuser():
    with pytest.raises(CommandError, match="没有超级用户"):
        run("createsuperuser")

    assert not Account.objects.exists()
