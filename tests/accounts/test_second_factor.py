"""A second factor for those who hand out codes, and for whoever wants one."""

import time

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import clock
from portal.access import Role
from portal.access.refusal import Refused
from portal.accounts import actions
from tests.factories.accounts import PASSWORD, account_of, actor_for, sign_in

pytestmark = pytest.mark.django_db


def token_of(device, ahead=0):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06d}"


@pytest.fixture
def clerk():
    return actor_for("410402", Role.COUNTY_CLERK)


@pytest.fixture
def device(clerk):
    return TOTPDevice.objects.create(user=account_of(clerk), name="totp", confirmed=True)


def test_setting_up_shows_a_picture_and_a_key_and_asks_for_a_token(enter, clerk, log):
    client = enter(clerk)

    page = client.get("/account/second-factor/").content.decode()
    device = TOTPDevice.objects.get(user_id=clerk.account_id)
    wrong = client.post("/account/second-factor/", {"token": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    right = client.post("/account/second-factor/", {"token": token_of(device)})

    assert 'src="data:image/svg+xml' in page
    assert wrong.status_code == 422
    assert right["Location"] == "/account/"
    assert TOTPDevice.objects.get(user_id=clerk.account_id).confirmed
    assert len(log("second_factor_set")) == 1


def test_after_the_password_nothing_opens_without_the_token(clerk, device):
    client = Client()

    sign_in(client, account_of(clerk))
    before = client.get("/policy/")
    wrong = client.post("/sign-in/token/", {"token": "123"})
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    right = client.post("/sign-in/token/", {"token": token_of(device)})

    assert before["Location"] == "/sign-in/token/"
    assert (wrong.status_code, right["Location"]) == (422, "/")
    assert client.get("/policy/").status_code == 200


def test_a_wrong_token_stays_counted(clerk, device):
    client = Client()
    sign_in(client, account_of(clerk))

    client.post("/sign-in/token/", {"token": "000000"})

    assert TOTPDevice.objects.get(pk=device.pk).throttling_failure_count == 1


def test_a_token_is_good_once(clerk, device):
    first, second = Client(), Client()
    token = token_of(device)

    for client in (first, second):
        sign_in(client, account_of(clerk))
    used = first.post("/sign-in/token/", {"token": token})
    again = second.post("/sign-in/token/", {"token": token})

    assert (used.status_code, again.status_code) == (302, 422)


def test_the_dialog_asks_for_the_token_too(clerk, device):
    client = Client()
    sign_in(client, account_of(clerk))
    client.post("/sign-in/token/", {"token": token_of(device, ahead=-1)})
    del client.cookies["sessionid"]

    without = client.post("/sign-in/?again=1", {"password": PASSWORD})
    both = client.post("/sign-in/?again=1", {"password": PASSWORD, "token": token_of(device)})

    assert (without.status_code, both.status_code) == (422, 204)
    assert client.get("/policy/").status_code == 200


@pytest.mark.parametrize(
    ("unit", "role", "must"),
    [
        ("4104", Role.SYSTEM_ADMINISTRATOR, True),
        ("4104", Role.SECURITY_ADMINISTRATOR, True),
        ("4104", Role.AUDITOR, True),
        ("410402", Role.UNIT_ADMINISTRATOR, True),
        ("410402", Role.COUNTY_CLERK, False),
    ],
)
def test_outside_the_demo_administrators_and_auditors_must_have_one(
    enter, settings, unit, role, must
):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True
    client = enter(actor_for(unit, role))

    answer = client.get("/policy/")

    assert answer.status_code == (302 if must else 200)
    assert not must or answer["Location"] == "/account/second-factor/"


def test_nobody_removes_her_own_and_no_stranger_another_s(clerk, device, managers):
    account = account_of(clerk)

    for actor in (clerk, managers.weidong, managers.police):
        with pytest.raises(Refused):
            actions.remove_second_factor(account=account, actor=actor, at=clock.now())

    assert TOTPDevice.objects.filter(pk=device.pk).exists()


def test_the_unit_s_administrator_removes_it_after_a_loss(clerk, device, managers, enter, log):
    client = enter(managers.xinhua)

    client.post(f"/accounts/{clerk.account_id}/remove-second-factor/")

    assert not TOTPDevice.objects.filter(pk=device.pk).exists()
    assert len(log("second_factor_removed")) == 1
