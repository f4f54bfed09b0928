"""账号管理 in the browser: two fields and one click, and nothing of another unit's."""

import re

import pytest

from portal import clock
from portal.access import Permission, Role
from portal.accounts import actions
from portal.accounts.models import Account, Posting
from portal.units.models import Unit
from tests.factories.accounts import account_of, actor_for, sign_in

pytestmark = pytest.mark.django_db
PHONE = "13911110000"
CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}")


@pytest.fixture
def liaison():
    return account_of(actor_for("410402M07", Role.MEMBER_LIAISON, name="高定远"))


@pytest.fixture
def browser(enter, managers):
    return enter(managers.xinhua)


def words(response):
    return response.content.decode()


def code_in(response):
    return CODE.search(words(response)).group()


def test_the_list_shows_one_s_range_and_nobody_else(browser, managers, liaison):
    actor_for("410403", Role.COUNTY_CLERK, name="孙见溪")
    actor_for("410402", Role.COUNTY_LEADER, name="何映秋")

    page = words(browser.get("/accounts/"))

    assert "高定远" in page
    assert "何映秋" in page
    assert "须由安全管理员办理" in page
    assert "孙见溪" not in page
    assert f"/accounts/{managers.xinhua.account_id}/" not in page


def test_the_list_finds_by_name_phone_and_unit(browser, liaison):
    actor_for("410402", Role.COUNTY_CLERK, name="李知微")

    for typed in ("高定远", liaison.username, "新华公安", "410402M07", " 高定 "):
        page = words(browser.get("/accounts/", {"q": typed}))
        assert "高定远" in page
        assert "李知微" not in page


@pytest.mark.parametrize("typed", ["%00", "%E2%80%8B", "x" * 9000, "%25", "'"])
def test_a_strange_search_is_an_answer(browser, typed):
    assert browser.get(f"/accounts/?q={typed}&page=99999").status_code == 200


def test_another_liaison_takes_two_fields(browser, liaison, client):
    form = browser.get(f"/accounts/{liaison.pk}/replace/")
    fields = {"name": "林向远", "phone": "139 1111-0000", "role": "same", "leaver": "instead"}

    slip = browser.post(f"/accounts/{liaison.pk}/replace/", fields)

    assert "接替高定远（停用旧账号并移交在办事项）" in words(form)
    assert slip.status_code == 200
    assert not Account.objects.get(pk=liaison.pk).is_active
    new = Account.objects.get(username=PHONE)
    assert Posting.objects.get(account=new).unit.code == "410402M07"
    assert sign_in(client, new, code_in(slip)).status_code == 302


def test_one_more_liaison_leaves_the_first_at_work(browser, liaison):
    fields = {"name": "林向远", "phone": PHONE, "role": "same", "leaver": "as_well"}

    browser.post(f"/accounts/{liaison.pk}/replace/", fields)

    assert Account.objects.get(pk=liaison.pk).is_active
    assert Account.objects.filter(username=PHONE).exists()


def test_a_new_account_takes_unit_and_preset(browser):
    unit = Unit.objects.get(code="410402M08")
    fields = {"name": "林向远", "phone": PHONE, "unit": unit.pk, "preset": "handler"}

    slip = browser.post("/accounts/new/", fields)

    posting = Posting.objects.get(account__username=PHONE)
    assert code_in(slip)
    assert (posting.unit, posting.roles) == (unit, ["member_liaison"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("preset", "leader"),
        ("further", "county_leader"),
        ("further", "system_administrator"),
        ("unit", "410403"),
        ("phone", "12345"),
        ("name", ""),
    ],
)
def test_what_the_form_does_not_offer_is_not_taken(browser, field, value):
    """Mass assignment: a post or a unit that the page never showed."""
    unit = Unit.objects.get(code="410402M08").pk
    fields = {"name": "林向远", "phone": PHONE, "unit": unit, "preset": "handler"}
    fields[field] = Unit.objects.get(code=value).pk if field == "unit" else value

    answer = browser.post("/accounts/new/", fields)

    assert answer.status_code == 422
    assert not Account.objects.filter(username=PHONE).exists()


def test_extra_fields_in_the_post_change_nothing(browser):
    unit = Unit.objects.get(code="410402M08")
    fields = {"name": "林向远", "phone": PHONE, "unit": unit.pk, "preset": "handler"}

    browser.post(
        "/accounts/new/",
        fields | {"roles": "auditor", "is_superuser": "1", "is_demo": "1", "password": "x"},
    )

    account = Account.objects.get(username=PHONE)
    assert Posting.objects.get(account=account).roles == ["member_liaison"]
    assert not account.is_demo


def test_a_forgotten_password_is_one_button_and_a_new_slip(browser, liaison, client):
    slip = browser.post(f"/accounts/{liaison.pk}/code/")

    assert sign_in(client, Account.objects.get(pk=liaison.pk), code_in(slip)).status_code == 302


def test_the_code_is_in_no_session_no_message_no_cache_and_no_address(browser, liaison):
    slip = browser.post(f"/accounts/{liaison.pk}/code/")
    code = code_in(slip)

    after = browser.get("/accounts/")

    assert code not in words(after)
    assert code not in str(dict(browser.session))
    assert "no-store" in slip["Cache-Control"]


def test_closing_and_opening_an_account(browser, liaison):
    closed = browser.post(f"/accounts/{liaison.pk}/disable/")
    twice = browser.post(f"/accounts/{liaison.pk}/disable/")
    opened = browser.post(f"/accounts/{liaison.pk}/enable/")

    assert (closed.status_code, twice.status_code, opened.status_code) == (302, 422, 200)
    assert "账号已经停用。" in words(twice)
    assert Account.objects.get(pk=liaison.pk).is_active


def test_work_is_handed_to_a_colleague_by_name(browser, liaison):
    colleague = actor_for("410402M07", Role.MEMBER_LIAISON, name="林向远")

    form = words(browser.get(f"/accounts/{liaison.pk}/hand-over/"))
    done = browser.post(f"/accounts/{liaison.pk}/hand-over/", {"successor": colleague.account_id})

    assert "林向远" in form
    assert done.status_code == 302


ACTS = ["replace", "code", "disable", "enable", "hand-over", "remove-second-factor"]


@pytest.mark.parametrize("act", ACTS)
def test_an_account_of_another_county_does_not_exist(enter, managers, liaison, act):
    stranger = enter(managers.weidong)

    answer = stranger.post(f"/accounts/{liaison.pk}/{act}/")

    assert answer.status_code == 404
    assert Account.objects.get(pk=liaison.pk).is_active
    assert not Account.objects.get(pk=liaison.pk).must_change_password


@pytest.mark.parametrize("act", ACTS)
def test_one_s_own_account_is_not_among_them(browser, managers, act):
    assert browser.post(f"/accounts/{managers.xinhua.account_id}/{act}/").status_code == 404


@pytest.mark.parametrize("act", ["code", "disable", "remove-second-factor", "replace"])
def test_a_higher_post_is_refused_in_words(browser, act):
    leader = actor_for("410402", Role.COUNTY_LEADER)

    answer = browser.post(f"/accounts/{leader.account_id}/{act}/")

    assert (answer.status_code, "须由安全管理员办理" in words(answer)) == (422, True)


@pytest.mark.parametrize("role", [Role.COUNTY_LEADER, Role.COUNTY_CLERK, Role.AUDITOR])
def test_who_administers_no_accounts_may_not_enter(enter, role):
    code = "4104" if role is Role.AUDITOR else "410402"
    client = enter(actor_for(code, role))

    assert client.get("/accounts/").status_code == 403
    assert client.get("/accounts/new/").status_code == 403


def test_the_policy_page_prints_every_role_and_permission(enter):
    page = words(enter(actor_for("410402M07", Role.MEMBER_LIAISON)).get("/policy/"))

    assert all(role.label in page for role in Role)
    assert all(permission.label in page for permission in Permission)


def test_one_s_own_page_tells_posts_and_limits(enter, managers):
    clerk = actor_for("410402", Role.COUNTY_CLERK, name="李知微")
    client = enter(clerk)
    actions.change_posting(
        account=account_of(clerk), unit=Unit.objects.get(code="410402002"),
        roles={Role.TOWN_WORKER}, actor=managers.xinhua, at=clock.now(),
    )  # fmt: skip

    page = words(client.get("/account/"))

    assert "县级经办" in page
    assert "乡镇（街道）妇联" in page
    assert "60分钟没有操作，或连续登录满12小时" in page


@pytest.mark.parametrize(
    ("code", "role", "shown"),
    [
        ("4104", Role.SYSTEM_ADMINISTRATOR, ["账号管理", "单位和区划", "后台管理"]),
        ("410402", Role.UNIT_ADMINISTRATOR, ["账号管理"]),
        ("410402M07", Role.MEMBER_LIAISON, []),
    ],
)
def test_the_menu_of_each_role_is_short(enter, code, role, shown):
    page = words(enter(actor_for(code, role)).get("/account/"))
    menu = page[
        page.index('<nav class="menu"') : page.index("</nav>", page.index('<nav class="menu"'))
    ]

    assert [label for label in ("账号管理", "单位和区划", "后台管理") if label in menu] == shown
