"""The dialog of an ended session: the same account only."""

import pytest

from portal.access import Role
from tests.factories.accounts import PASSWORD, account_of, actor_for

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def test_it_names_the_person_and_lets_her_in_again(enter, log):
    clerk = actor_for("410402", Role.COUNTY_CLERK, name="李知微")
    client = enter(clerk)
    del client.cookies["sessionid"]

    form = client.get("/sign-in/?again=1")
    answer = client.post("/sign-in/?again=1", {"password": PASSWORD})

    assert "李知微" in words(form)
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "signedIn")
    assert client.get("/account/").status_code == 200
    assert len(log("sign_in")) == 2


def test_no_other_account_can_take_over_the_page(enter):
    clerk, other = (actor_for("410402", Role.COUNTY_CLERK) for _ in range(2))
    client = enter(clerk)
    del client.cookies["sessionid"]
    typed = {"username": account_of(other).username, "password": PASSWORD}

    client.post("/sign-in/?again=1", typed)

    assert client.session["_auth_user_id"] == str(clerk.account_id)


def test_a_browser_that_knows_nobody_is_sent_to_the_door(client):
    form = client.get("/sign-in/?again=1")
    answer = client.post("/sign-in/?again=1", {"password": PASSWORD})

    assert "打开登录页" in words(form)
    assert answer.status_code == 422


def test_wrong_passwords_lock_here_as_well(enter):
    client = enter(actor_for("410402", Role.COUNTY_CLERK))

    for _ in range(5):
        answer = client.post("/sign-in/?again=1", {"password": "Wrong-password-1"})

    assert (answer.status_code, "已暂停登录至" in words(answer)) == (422, True)
