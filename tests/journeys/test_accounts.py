"""A unit's administrator at work: by hand, by sheet, slips in one file, and no further than her
own scope. First a county's, then a member unit's."""

import re

from playwright.sync_api import expect

from portal.access import Role
from portal.accounts.models import Account
from tests.factories.cast import POLICE
from tests.factories.people import Person, make_person
from tests.journeys.conftest import shot
from tests.sheets.files import ACCOUNT_HEAD, xlsx

OUTSIDE = ["方知许", "10000077702", "卫东区妇联", "经办", ""]
INSIDE = ["叶清和", "10000077701", "新华区妇联", "经办", ""]
TOO_HIGH = ["沈砚秋", "10000077706", "新华区妇联", "主管", ""]
NEW, NEXT = "10000077703", "10000077704"


def line(page, name):
    return page.get_by_role("row").filter(has_text=name)


def agree(page, name, label, yes):
    line(page, name).get_by_text(label, exact=True).click()
    page.get_by_role("button", name=yes).click()


def fill(page, name, phone):
    page.get_by_label("姓名").fill(name)
    page.get_by_label("手机（登录名）").fill(phone)
    page.get_by_role("button", name="建立", exact=True).click()


def test_a_county_s_administrator_and_a_member_unit_s(house, city, tmp_path):
    page = house.window(city.cast["unit_admin"])
    by_hand(page)
    no_further(page, city)
    by_sheet(page, tmp_path / "账号.xlsx")
    of_the_police(house)


def by_hand(page):
    """A new liaison of 新华公安分局, another in her place, and an end."""
    page.goto("/accounts/new/?unit=410402M07")
    fill(page, "苏念安", NEW)
    expect(page.locator(".slip-code")).to_have_text(re.compile(r"\w"))
    expect(page.locator(".slip")).to_contain_text(NEW)
    shot(page, "accounts-slip")
    page.goto("/accounts/")
    line(page, "苏念安").get_by_role("link", name="换联络员").click()
    fill(page, "许星河", NEXT)
    expect(page.locator(".slip")).to_contain_text(NEXT)
    page.goto("/accounts/")
    expect(line(page, "苏念安")).to_contain_text("已停用")
    agree(page, "许星河", "停用", "停用账号")
    expect(page.locator("#messages")).to_contain_text("已停用许星河的账号。")
    shot(page, "accounts-list")


def no_further(page, city):
    """Than her scope: neither an account of another county nor a leader's."""
    stranger = city.cast["stranger"].account_id
    assert page.goto(f"/accounts/{stranger}/replace/").status == 404
    expect(page.locator("main")).to_contain_text("没有这项内容，或您无权查看。")
    page.goto("/accounts/")
    expect(page.get_by_text("孙见溪")).to_have_count(0)
    expect(line(page, "何映秋")).to_contain_text("须由安全管理员办理")


def by_sheet(page, sheet):
    """Who belongs to another county is named in red, the others go in, one PDF comes out."""
    sheet.write_bytes(xlsx([ACCOUNT_HEAD, INSIDE, OUTSIDE, TOO_HIGH]))
    page.goto("/sheets/accounts/")
    page.set_input_files("[name=file]", sheet)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("row", name="第3行")).to_contain_text("不在您管理的单位里")
    expect(page.get_by_role("row", name="第4行")).to_contain_text("不能授予“主管”以上岗位")
    shot(page, "accounts-sheet")
    page.get_by_role("button", name="先导入其余1行").click()
    page.get_by_text("打印开户单", exact=True).click()
    page.get_by_role("button", name="显示并打印").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载PDF（1张）").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    shot(page, "accounts-slips")
    assert not Account.objects.filter(username=OUTSIDE[1]).exists()


def of_the_police(house):
    """A member unit's administrator: her own people, nobody else's."""
    admin = make_person(Person("t-admin-police", "闻叙白", POLICE, Role.UNIT_ADMINISTRATOR))
    page = house.window(admin)
    page.goto("/accounts/")
    expect(page.get_by_text("高定远")).to_have_count(0)
    line(page, "陆守正").get_by_role("link", name="换联络员").click()
    fill(page, "简明远", "10000077705")
    expect(page.locator(".slip")).to_contain_text("简明远")
    assert page.goto("/accounts/new/?unit=410402").status == 200
    expect(page.get_by_role("option", name=re.compile("新华区妇联"))).to_have_count(0)
