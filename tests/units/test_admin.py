"""Pages of units, places and dictionaries in the admin site."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Category, Channel
from portal import clock
from portal.access import Role
from portal.units.models import Region, Unit, UnitName
from tests.factories.accounts import account_of, actor_for, sign_in

pytestmark = pytest.mark.django_db
POLICE = "410402M07"
ACTS = ["rename", "end", "merge", "split"]


@pytest.fixture
def browser(settings):
    return enter(settings, actor_for("4104", Role.SYSTEM_ADMINISTRATOR))


def enter(settings, actor):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    client = Client()
    sign_in(client, account_of(actor))
    return client


def unit(code=POLICE):
    return Unit.objects.get(code=code)


def change(row):
    return reverse(f"admin:units_{row._meta.model_name}_change", args=[row.pk])


def act(name, code=POLICE):
    return reverse(f"admin:units_unit_{name}", args=[unit(code).pk])


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("name", ACTS)
def test_each_change_of_life_has_a_page_and_refuses_an_empty_form(browser, name):
    assert browser.get(act(name)).status_code == 200
    assert browser.post(act(name), {"on": "", "name": "", "short_name": ""}).status_code == 422


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("410402", Role.UNIT_ADMINISTRATOR),
        ("4104", Role.SECURITY_ADMINISTRATOR),
        ("4104", Role.CITY_LEADER),
    ],
)
def test_nobody_else_opens_them(settings, name, code, role):
    client = enter(settings, actor_for(code, role))

    assert client.get(act(name)).status_code == 403
    assert client.post(act(name)).status_code == 403


def test_a_unit_that_never_was_is_not_found(browser):
    assert browser.get(reverse("admin:units_unit_rename", args=[10**9])).status_code == 404
    assert browser.get(reverse("admin:units_unit_change", args=[10**9])).status_code == 404


def test_renaming_from_the_page(browser):
    fields = {"name": "新华区公安局", "short_name": "新华区公安", "on": "今天"}

    answer = browser.post(act("rename"), fields, follow=True)

    assert "已改名为新华区公安局。" in words(answer)
    assert unit().name == "新华区公安局"


def test_ending_from_the_page_tells_where_the_people_went(browser):
    actor_for(POLICE, Role.MEMBER_LIAISON)

    answer = browser.post(
        act("end"), {"successor": unit("410402M08").pk, "on": "今天"}, follow=True
    )

    assert "账号1" in words(answer)
    assert unit().valid_to == clock.today()
    assert "改名" not in words(answer)[words(answer).index("<main") :]


def test_a_refusal_stands_beside_its_field(browser):
    answer = browser.post(act("end", "410402"), {"successor": unit("410403").pk, "on": "今天"})

    assert (answer.status_code, "下级还有22个在用单位" in words(answer)) == (422, True)


def test_merging_two_towns_from_the_page(browser):
    fields = {"others": [unit("410402006").pk], "into": unit("410402001").pk, "on": "今天"}

    browser.post(act("merge", "410402005"), fields)

    assert unit("410402005").successor == unit("410402006").successor == unit("410402001")


def test_splitting_from_the_page(browser):
    parts = "410402098 甲街道妇女联合会 甲街道妇联\n410402099 乙街道妇女联合会 乙街道妇联"

    browser.post(act("split", "410402005"), {"parts": parts, "heir": "410402098", "on": "今天"})

    assert unit("410402005").successor == unit("410402098")


def test_a_new_unit_gets_its_first_name(browser):
    fields = {
        "parent": unit("410402").pk, "kind": "member", "level": "county", "code": "410402m88",
        "name": "新华区某局", "short_name": "某局", "valid_from": "今天",
    }  # fmt: skip

    browser.post("/admin/units/unit/add/", fields)

    assert UnitName.objects.get(unit__code="410402M88").name == "新华区某局"


def test_a_unit_s_code_name_and_validity_do_not_change_by_the_form(browser):
    before = unit()

    browser.post(
        change(before),
        {"addressee": "区公安分局", "phone": "", "duties": "", "code": "410402M99", "name": "X",
         "valid_to": "2026-01-01", "parent": unit("410403").pk},
    )  # fmt: skip

    after = unit()
    assert after.addressee == "区公安分局"
    assert (after.name, after.valid_to, after.parent) == (before.name, None, before.parent)


def test_a_place_is_corrected_with_its_fields_in_the_log(browser):
    place = Region.objects.get(code="410402")

    browser.post(change(place), {"name": "新华新区", "valid_from": "", "valid_to": ""})

    assert Region.objects.get(code="410402").name == "新华新区"


@pytest.mark.parametrize("code", ["4104x1", "41", "４１０４９９"])
def test_a_place_s_code_has_the_digits_of_its_level(browser, code):
    fields = {"level": "county", "code": code, "name": "某区", "parent": ""}

    answer = browser.post("/admin/units/region/add/", fields)

    assert 'role="alert"' in words(answer)
    assert not Region.objects.filter(name="某区").exists()


def test_a_former_name_is_added_and_does_not_overlap(browser):
    fields = {"unit": unit().pk, "name": "旧名", "short_name": "旧", "valid_from": "2010-1-1"}

    empty = browser.post("/admin/units/unitname/add/", {})
    overlapping = browser.post("/admin/units/unitname/add/", fields | {"valid_to": "2025-1-1"})
    open_ended = browser.post("/admin/units/unitname/add/", fields | {"valid_to": ""})
    fitting = browser.post("/admin/units/unitname/add/", fields | {"valid_to": "2023-12-31"})

    assert 'href="#id_unit"' in words(empty)
    assert "重叠" in words(overlapping)
    assert "现用名请用“改名”" in words(open_ended)
    assert fitting.status_code == 302
    assert UnitName.objects.filter(unit=unit(), name="旧名").count() == 1


def test_the_present_name_is_not_edited_there(browser):
    present = UnitName.objects.get(unit=unit(), valid_to__isnull=True)

    assert browser.post(change(present), {"name": "X"}).status_code == 403


def test_a_class_is_ended_and_a_channel_renamed(browser):
    category = Category.objects.filter(parent__isnull=False).order_by("pk").first()
    channel = Channel.objects.order_by("pk").first()
    url = reverse("admin:cases_category_change", args=[category.pk])

    fields = {"name": category.name, "valid_to": "今天", "flags": ["DV"]}
    browser.post(url, fields)
    browser.post(
        reverse("admin:cases_channel_change", args=[channel.pk]),
        {"name": "新叫法", "kind": channel.kind, "position": 1},
    )

    after = Category.objects.get(pk=category.pk)
    assert after.valid_to == clock.today()
    assert Channel.objects.get(pk=channel.pk).name == "新叫法"


@pytest.mark.parametrize("typed", ["", "2014-3-8", "昨天", "某天", "%00", "9999999999"])
def test_the_tree_of_any_day_opens_for_everybody(settings, typed):
    client = enter(settings, actor_for(POLICE, Role.MEMBER_LIAISON))

    answer = client.get(f"/units/?on={typed}&under=410402%00")

    assert answer.status_code == 200
    assert client.get("/units/?under=410402").status_code == 200
