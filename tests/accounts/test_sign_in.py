"""The one door: who comes in, who does not, and what it says."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client

from portal import clock
from portal.access import Role
from portal.accounts import actions, backends
from portal.accounts.actions.sessions import CODE_GRACE
from portal.accounts.models import Account
from portal.units.models import Unit
from tests.factories.accounts import PASSWORD, AccountFactory, account_of, actor_for, sign_in

pytestmark = pytest.mark.django_db
WRONG = "登录名或密码不对，请再试一次。连续输错5次将暂停15分钟。"
LOCKED = "为保护账号，已暂停登录至"


@pytest.fixture
def clerk():
    return account_of(actor_for("410402", Role.COUNTY_CLERK, name="李知微"))


@pytest.fixture
def newcomer(managers):
    return actions.make_account(
        unit=Unit.objects.get(code="410402"), name="温如砚", phone="13900009999",
        roles={Role.COUNTY_CLERK}, actor=managers.xinhua, at=clock.now(),
    )  # fmt: skip


def words(response):
    return response.content.decode()


def test_the_right_password_leads_to_the_page_one_wanted(client, clerk, log):
    response = client.post(
        "/sign-in/", {"username": clerk.username, "password": PASSWORD, "next": "/policy/"}
    )

    assert (response.status_code, response["Location"]) == (302, "/policy/")
    assert [entry.data["account"] for entry in log("sign_in")] == [clerk.pk]


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/e"],
)
def test_sign_in_never_leads_to_another_site(client, clerk, elsewhere):
    response = client.post(
        "/sign-in/", {"username": clerk.username, "password": PASSWORD, "next": elsewhere}
    )

    assert response["Location"] == "/"


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer(client, clerk):
    closed = AccountFactory(is_active=False, disabled_at=clock.now())
    postless = AccountFactory()

    answers = [
        client.post("/sign-in/", {"username": name, "password": password})
        for name, password in [
            ("nobody", PASSWORD),
            (clerk.username, "Wrong-password-1"),
            (closed.username, PASSWORD),
            (postless.username, PASSWORD),
        ]
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert all(WRONG in words(answer) for answer in answers)


def test_each_refusal_costs_one_digest(clerk, mocker_of_digests):
    backend = backends.AccountBackend()

    costs = []
    for username in ("nobody", clerk.username):
        mocker_of_digests.clear()
        backend.authenticate(None, username=username, password="Wrong-password-1")
        costs.append(len(mocker_of_digests))

    assert costs == [1, 1]


@pytest.fixture
def mocker_of_digests(monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    original = MD5PasswordHasher.encode

    def encode(self, password, salt):
        counted.append(1)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return counted


def test_only_so_many_digests_run_at_once(clerk, monkeypatch):
    held = []

    class Gate:
        def acquire(self, timeout):
            held.append("in")
            return True

        def release(self):
            held.append("out")

    monkeypatch.setattr(backends, "_checks", Gate())

    backends.AccountBackend().authenticate(None, username="nobody", password=PASSWORD)

    assert held == ["in", "out"]


def test_a_flood_is_told_to_wait_and_holds_no_thread(client, clerk, monkeypatch):
    class Full:
        def acquire(self, timeout):
            return False

    monkeypatch.setattr(backends, "_checks", Full())

    answer = sign_in(client, clerk)

    assert answer.status_code == 429
    assert "登录的人较多" in words(answer)


def test_five_failures_lock_this_name_at_this_address_only(client, clerk, log):
    other = account_of(actor_for("410402", Role.COUNTY_CLERK))

    answers = [sign_in(client, clerk, "Wrong-password-1") for _ in range(5)]
    right = sign_in(client, clerk)
    colleague = sign_in(Client(), other)
    from_home = sign_in(Client(REMOTE_ADDR="10.9.9.9"), clerk)

    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    assert (right.status_code, LOCKED in words(right)) == (429, True)
    assert (colleague.status_code, from_home.status_code) == (302, 302)
    assert len(log("sign_in_failed")) == 4
    assert len(log("sign_in_locked")) == 2


def test_an_unknown_name_is_locked_in_the_same_words(client):
    for _ in range(5):
        answer = client.post("/sign-in/", {"username": "nobody", "password": "Wrong-password-1"})

    assert LOCKED in words(answer)


def test_the_lock_ends_after_a_quarter_of_an_hour(client, clerk):
    for _ in range(5):
        sign_in(client, clerk, "Wrong-password-1")
    earlier = clock.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=earlier)

    assert sign_in(client, clerk).status_code == 302


def test_an_unknown_name_is_not_kept_in_the_log(client, log):
    client.post("/sign-in/", {"username": "MySecretTypedHere", "password": "x" * 12})

    (entry,) = log("sign_in_failed")
    assert "MySecretTypedHere" not in str(entry.data)
    assert len(entry.data["unknown_name"]) == 16


def test_full_width_digits_and_blanks_around_the_name_are_forgiven(client, clerk):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in clerk.username)

    response = client.post("/sign-in/", {"username": f" {wide} ", "password": PASSWORD})

    assert response.status_code == 302


@pytest.mark.parametrize("bad", ["a%00b", "a%ED%A0%80b", "a%E2%80%8Bb", "x" * 5000])
def test_strange_characters_are_an_answer_never_an_error(client, bad):
    """A NUL, a lone surrogate, a zero-width space, as a browser would send them."""
    response = client.post(
        "/sign-in/", f"username={bad}&password={bad}", "application/x-www-form-urlencoded"
    )

    assert response.status_code == 422


def test_a_demo_account_comes_in_only_where_the_demo_runs(client, clerk, settings):
    Account.objects.filter(pk=clerk.pk).update(is_demo=True)

    settings.PORTAL_DEMO = False
    outside = sign_in(client, clerk)
    settings.PORTAL_DEMO = True
    inside = sign_in(client, clerk)
    settings.PORTAL_DEMO = False
    later = client.get("/account/")

    assert (outside.status_code, inside.status_code, later.status_code) == (422, 302, 302)


def test_a_code_opens_the_first_change_and_nothing_else(client, newcomer):
    answer = sign_in(client, newcomer.account, newcomer.code.lower().replace("-", " "))
    elsewhere = client.get("/policy/")
    by_script = client.get("/policy/", headers={"HX-Request": "true"})

    assert answer.status_code == 302
    assert elsewhere["Location"] == "/account/first-password/"
    assert by_script["HX-Redirect"] == "/account/first-password/"


def test_the_first_change_takes_promise_and_password_and_ends_the_code(client, newcomer, log):
    sign_in(client, newcomer.account, newcomer.code)
    new = {"new": PASSWORD, "again": PASSWORD}

    without = client.post("/account/first-password/", new)
    done = client.post("/account/first-password/", new | {"promise": "on"})

    assert without.status_code == 422
    assert done["Location"] == "/"
    assert client.get("/policy/").status_code == 200
    assert sign_in(Client(), newcomer.account, newcomer.code).status_code == 422
    assert sign_in(Client(), newcomer.account).status_code == 302
    assert Account.objects.get(pk=newcomer.account.pk).promised_at is not None
    assert [entry.data["promised"] for entry in log("password_changed")] == [True]


def test_the_code_itself_cannot_become_the_password(client, newcomer):
    sign_in(client, newcomer.account, newcomer.code)
    code = newcomer.code.replace("-", "")

    answer = client.post("/account/first-password/", {"new": code, "again": code, "promise": "on"})

    assert answer.status_code == 422


def test_a_code_is_good_for_one_sign_in_and_ten_minutes_of_trouble(newcomer):
    sign_in(Client(), newcomer.account, newcomer.code)

    with clock.at(clock.now() + CODE_GRACE + timedelta(seconds=1)):
        later = sign_in(Client(), newcomer.account, newcomer.code)

    assert (later.status_code, WRONG in words(later)) == (422, True)


def test_an_unused_code_is_over_after_seven_days(newcomer, settings):
    with clock.at(clock.now() + settings.ONE_TIME_CODE_LIFE - timedelta(minutes=1)):
        in_time = backends.AccountBackend().authenticate(
            None, username=newcomer.account.username, password=newcomer.code
        )
    with clock.at(clock.now() + settings.ONE_TIME_CODE_LIFE + timedelta(minutes=1)):
        too_late = sign_in(Client(), newcomer.account, newcomer.code)

    assert in_time == newcomer.account
    assert (too_late.status_code, WRONG in words(too_late)) == (422, True)


def test_signing_out_takes_a_post_and_ends_the_session(enter, log):
    clerk = actor_for("410402", Role.COUNTY_CLERK)
    client = enter(clerk)

    by_link = client.get("/sign-out/")
    by_button = client.post("/sign-out/")

    assert (by_link.status_code, by_button["Location"]) == (405, "/sign-in/")
    assert client.get("/account/").status_code == 302
    assert len(log("sign_out")) == 1


def test_whoever_is_in_already_is_led_on(enter):
    client = enter(actor_for("410402", Role.COUNTY_CLERK))

    assert client.get("/sign-in/?next=/policy/")["Location"] == "/policy/"
