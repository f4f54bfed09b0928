"""What is turned away at the door, each with words and never with an error of ours."""

import logging

import pytest
from django.core.exceptions import ValidationError

from portal.access import Role
from portal.ui.logs import FramesOnly
from portal.ui.moment import MomentField
from portal.ui.text import parse_day
from tests.factories.accounts import account_of, actor_for, sign_in

STORY = "张桂兰 10000000912"

pytestmark = pytest.mark.django_db


def test_a_huge_body_is_refused_before_it_is_read(client, settings):
    settings.LARGEST_BODY = 1000

    answer = client.post("/sign-in/", {"username": "a" * 2000})

    assert answer.status_code == 413


def test_more_may_come_in_where_files_arrive(client, settings):
    settings.LARGEST_BODY, settings.LARGER_BODIES = 1000, {"/files/": 5000}

    def statuses():
        sizes = (500, 2000, 9000)
        return [client.post("/files/x/y/", {"a": "a" * size}).status_code for size in sizes]

    assert statuses() == [302, 413, 413], "without a session nothing more"
    sign_in(client, account_of(actor_for("410402", Role.COUNTY_CLERK)))
    assert statuses() == [404, 404, 413]


@pytest.mark.parametrize("charset", ["base64", "rot13", "zip", "utf-16", "no-such"])
def test_a_strange_encoding_is_a_bad_request(client, charset):
    answer = client.generic(
        "POST",
        "/sign-in/",
        b"username=a",
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("typed", ["0001-01-01", "1899.12.31", "2201.1.1", "9999.1.1"])
def test_no_day_of_another_age_is_understood(typed):
    from datetime import date

    with pytest.raises(ValueError, match="no such year"):
        parse_day(typed, today=date(2026, 3, 3))
    with pytest.raises(ValidationError):
        MomentField().clean(f"{typed} 00:00")


def test_a_list_of_the_admin_answers_no_question_about_passwords(client):
    administrator = account_of(actor_for("410402", Role.UNIT_ADMINISTRATOR))
    sign_in(client, administrator)

    for lookup in ("password__startswith", "password__regex", "last_login__gt"):
        answer = client.get(f"/admin/accounts/account/?{lookup}=x")

        assert answer.status_code in {302, 400}


def test_the_log_tells_where_and_not_what():
    try:
        raise ValueError(STORY)
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "m", None, sys.exc_info())

    line = FramesOnly("%(message)s").format(record)

    assert "ValueError" in line
    assert "test_limits" in line
    assert "张桂兰" not in line
