"""The admin site: the portal's permissions, the portal's log, no case content."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry as DjangosLog
from django.test import Client

from portal.access import Role
from portal.accounts.models import Account, Posting
from portal.accounts.site import PortalAdminSite
from portal.units.models import Unit
from tests.factories.accounts import PASSWORD, account_of, actor_for

pytestmark = pytest.mark.django_db
REGISTERED = {
    "accounts.account", "units.unit", "units.region", "units.unitname",
    "cases.category", "cases.channel", "cases.handlingway", "cases.phrase", "cases.procedure",
    "cases.relation",
    "deadlines.clockrule", "deadlines.holidaynotice",
    "campaigns.indicatorset", "campaigns.indicator",
}  # fmt: skip
PHONE = "13911110000"


@pytest.fixture
def clerk():
    return account_of(actor_for("410402", Role.COUNTY_CLERK, name="李知微"))


@pytest.fixture
def browser(enter, managers):
    return enter(managers.xinhua)


def page_of(account):
    return f"/admin/accounts/account/{account.pk}/change/"


def words(response):
    return response.content.decode()


def test_only_accounts_units_and_dictionaries_are_registered():
    assert isinstance(admin.site._wrapped or admin.site, PortalAdminSite)
    assert {model._meta.label_lower for model in admin.site._registry} == REGISTERED


def test_nothing_registered_is_content():
    for model in admin.site._registry:
        assert not model.row_security.forced, model


def test_django_s_own_log_stays_empty(browser, clerk):
    browser.post(page_of(clerk), fields_of(clerk, name="李知薇"))

    assert Account.objects.get(pk=clerk.pk).name == "李知薇"
    assert not DjangosLog.objects.exists()


def test_there_is_one_credential_form(client):
    first = client.get("/admin/accounts/account/")
    second = client.get(first["Location"])
    typed = client.post("/admin/login/", {"username": "x", "password": PASSWORD})

    assert second["Location"] == "/sign-in/?next=%2Fadmin%2Faccounts%2Faccount%2F"
    assert typed["Location"].startswith("/sign-in/")


def test_the_way_in_leads_to_no_other_site(client):
    answer = client.get("/admin/login/?next=https://evil.example/")

    assert "evil" not in answer["Location"]


def test_password_and_sign_out_of_django_lead_to_ours(browser):
    assert browser.get("/admin/password_change/")["Location"] == "/account/password/"
    assert browser.post("/admin/logout/")["Location"] == "/account/"


@pytest.mark.parametrize(
    ("code", "role", "opened"),
    [
        ("4104", Role.SYSTEM_ADMINISTRATOR, REGISTERED),
        ("4104", Role.SECURITY_ADMINISTRATOR, {"accounts.account"}),
        ("410402", Role.UNIT_ADMINISTRATOR, {"accounts.account"}),
        ("4104", Role.AUDITOR, set()),
        ("4104", Role.CITY_COORDINATOR, set()),
        ("410402", Role.COUNTY_LEADER, set()),
        ("410402M07", Role.MEMBER_LIAISON, set()),
    ],
)
def test_each_role_opens_its_own_pages(enter, code, role, opened):
    client = enter(actor_for(code, role))

    for label in REGISTERED:
        url = f"/admin/{label.replace('.', '/')}/"
        for address in (url, f"{url}add/"):
            assert client.get(address).status_code == (200 if label in opened else 403), address
    assert client.get("/admin/").status_code == (200 if opened else 403)


def test_nothing_is_deleted_and_no_history_of_django_is_shown(browser, clerk):
    base = page_of(clerk).removesuffix("change/")

    assert browser.post(f"{base}delete/", {"post": "yes"}).status_code == 403
    assert browser.get(f"{base}history/").status_code == 404
    assert Account.objects.filter(pk=clerk.pk).exists()


def test_the_list_shows_one_s_range_only(browser, clerk, managers):
    actor_for("410403", Role.COUNTY_CLERK, name="孙见溪")

    page = words(browser.get("/admin/accounts/account/"))

    assert "李知微" in page
    assert "孙见溪" not in page
    assert "罗一帆（" not in page


def test_an_account_of_another_county_does_not_exist(enter, managers, clerk):
    stranger = enter(managers.weidong)

    assert stranger.get(page_of(clerk)).status_code == 404
    assert stranger.post(page_of(clerk), fields_of(clerk, name="X")).status_code == 404


def test_an_account_with_a_higher_post_is_shown_without_a_form(browser):
    leader = account_of(actor_for("410402", Role.COUNTY_LEADER, name="何映秋"))

    shown = browser.get(page_of(leader))
    posted = browser.post(page_of(leader), fields_of(leader, name="X"))

    assert "须由安全管理员办理" in words(shown)
    assert 'name="name"' not in words(shown)
    assert posted.status_code == 403
    assert Account.objects.get(pk=leader.pk).name == "何映秋"


def test_no_page_carries_a_password(browser, clerk):
    page = words(browser.get(page_of(clerk)))

    assert 'name="password"' not in page
    assert clerk.password not in page


def test_a_post_changes_through_the_action(browser, clerk, log):
    town = Unit.objects.get(code="410402002")

    answer = browser.post(page_of(clerk), fields_of(clerk, unit=town.pk))

    assert answer.status_code == 302
    posting = Posting.objects.present().get(account=clerk)
    assert (posting.unit, posting.roles) == (town, ["town_worker"])
    assert len(log("posting_changed")) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"preset": "leader"},
        {"further": "unit_administrator"},
        {"further": "auditor"},
        {"unit": "410403"},
        {"preset": ""},
    ],
)
def test_posts_and_units_beyond_one_s_own_are_not_taken(browser, clerk, given):
    if "unit" in given:
        given = {"unit": Unit.objects.get(code=given["unit"]).pk}

    answer = browser.post(page_of(clerk), fields_of(clerk, **given))

    assert answer.status_code == 200
    assert 'role="alert"' in words(answer)
    posting = Posting.objects.present().get(account=clerk)
    assert (posting.unit.code, posting.roles) == ("410402", ["county_clerk"])


def test_other_columns_in_the_post_change_nothing(browser, clerk):
    browser.post(
        page_of(clerk),
        fields_of(
            clerk, is_active="", is_demo="on", username="admin", password="x", roles="auditor"
        ),
    )

    after = Account.objects.get(pk=clerk.pk)
    assert (after.is_active, after.is_demo, after.username) == (True, False, clerk.username)


def test_a_new_account_answers_with_the_slip(browser):
    unit = Unit.objects.get(code="410402")
    fields = {"name": "林向远", "phone": PHONE, "unit": unit.pk, "preset": "handler", "title": ""}

    slip = browser.post("/admin/accounts/account/add/", fields)

    assert (slip.status_code, "首次登录码" in words(slip)) == (200, True)
    assert Account.objects.get(username=PHONE).must_change_password


def test_a_taken_phone_is_told_in_words(browser, clerk):
    unit = Unit.objects.get(code="410402")
    fields = {"name": "林向远", "phone": clerk.username, "unit": unit.pk, "preset": "handler"}

    answer = browser.post("/admin/accounts/account/add/", fields, follow=True)

    assert "该手机号已用于新华区妇联李知微，请核对。" in words(answer)


def test_the_presets_stand_in_front_and_the_rest_under_more(browser, enter, managers):
    unit_s = words(browser.get("/admin/accounts/account/add/"))
    city_s = words(enter(managers.security).get("/admin/accounts/account/add/"))

    assert "主管" not in unit_s[unit_s.index("<main") :]
    assert all(word in city_s for word in ("经办", "主管", "只看", "更多", "审计员"))


def test_admin_pages_obey_the_strict_policy(browser, clerk):
    for url in ("/admin/", "/admin/accounts/account/", page_of(clerk)):
        answer = browser.get(url)
        page = words(answer)
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert "<style" not in page
        assert "style=" not in page
        assert "admin/css/base.css" not in page


def test_libraries_bring_no_pages():
    assert apps.is_installed("django_otp.plugins.otp_totp")
    assert Client().get("/admin/otp_totp/totpdevice/").status_code == 404


def fields_of(account, **changes):
    """What the page of an account would send back, with changes."""
    posting = Posting.objects.present().get(account=account)
    return {
        "name": account.name, "phone": account.phone, "unit": posting.unit_id,
        "preset": "handler", "title": posting.title,
    } | changes  # fmt: skip
