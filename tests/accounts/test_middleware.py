"""Sessions end, and rights are those of this very moment."""

from datetime import timedelta

import pytest

from portal import clock
from portal.access import Role
from portal.accounts.models import Account, Posting
from tests.factories.accounts import PASSWORD, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return actor_for("410402", Role.COUNTY_CLERK)


def test_an_idle_session_ends_and_the_door_says_why(enter, clerk, settings, log):
    client = enter(clerk)

    with clock.at(clock.now() + settings.SESSION_IDLE + timedelta(minutes=1)):
        answer = client.get("/account/")
        door = client.get(answer["Location"])

    assert answer["Location"] == "/sign-in/?next=%2Faccount%2F"
    assert "您有一段时间没有操作，请重新登录。" in door.content.decode()
    assert len(log("session_ended")) == 1


def test_work_keeps_a_session_and_a_background_request_does_not(enter, clerk, settings):
    busy, left = enter(clerk), enter(clerk)
    begin = clock.now()

    with clock.at(begin + settings.SESSION_IDLE * 0.7):
        busy.get("/account/")
        left.get("/account/", headers={"X-Background": "1"})
    with clock.at(begin + settings.SESSION_IDLE * 1.4):
        assert busy.get("/account/").status_code == 200
        assert left.get("/account/").status_code == 302


def test_no_session_outlives_its_absolute_limit(enter, clerk, settings):
    client = enter(clerk)
    begin = clock.now()
    steps = int(settings.SESSION_ABSOLUTE / settings.SESSION_IDLE) + 1

    answers = []
    for step in range(1, 2 * steps + 1):
        with clock.at(begin + settings.SESSION_IDLE * 0.5 * step):
            answers.append(client.get("/account/").status_code)

    assert answers[:-3] == [200] * (len(answers) - 3)
    assert answers[-1] == 302


def test_a_script_is_told_401_when_the_session_is_over(enter, clerk, settings):
    client = enter(clerk)

    with clock.at(clock.now() + settings.SESSION_IDLE + timedelta(minutes=1)):
        answer = client.get("/account/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Trigger"]) == (401, "signInNeeded")


def test_a_post_taken_away_in_mid_session_counts_at_once(enter):
    administrator = actor_for("410402", Role.UNIT_ADMINISTRATOR)
    client = enter(administrator)
    before = client.get("/accounts/").status_code

    Posting.objects.filter(account_id=administrator.account_id).update(
        roles=[Role.COUNTY_CLERK.value]
    )

    assert (before, client.get("/accounts/").status_code) == (200, 403)


def test_a_disabled_account_is_out_at_once(enter, clerk):
    client = enter(clerk)

    Account.objects.filter(pk=clerk.account_id).update(is_active=False, disabled_at=clock.now())

    assert client.get("/account/").status_code == 302


def test_a_password_past_its_age_opens_only_the_change(enter, clerk, settings):
    settings.PASSWORD_MAX_AGE = timedelta(days=90)
    client = enter(clerk)
    Account.objects.filter(pk=clerk.account_id).update(
        password_changed_at=clock.now() - timedelta(days=91)
    )

    assert client.get("/policy/")["Location"] == "/account/password/"
    assert "密码已用满90天" in client.get("/account/password/").content.decode()


@pytest.mark.parametrize(
    ("new", "words"),
    [("short", "密码须12位以上"), ("Fulian@12338x", "太常见"), (PASSWORD, "不能与现在的密码")],
)
def test_a_weak_or_present_password_is_refused_beside_its_field(enter, clerk, new, words):
    client = enter(clerk)

    answer = client.post("/account/password/", {"old": PASSWORD, "new": new, "again": new})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert enter(clerk).get("/account/").status_code == 200


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(enter, clerk, log):
    here, elsewhere = enter(clerk), enter(clerk)
    new = "Another-river-2032"

    wrong = here.post("/account/password/", {"old": "nope", "new": new, "again": new})
    done = here.post("/account/password/", {"old": PASSWORD, "new": new, "again": new})

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert len(log("password_changed")) == 1
