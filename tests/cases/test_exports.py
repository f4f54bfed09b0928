"""来信来访登记簿: the export is the list, and no cell of it is a program."""

import io
import re
import zipfile

import openpyxl
import pytest
from django.db import transaction

from cases import exports
from portal import clock
from portal.access import scope
from portal.accounts.models import Account
from portal.audit.models import LogEntry
from portal.sheets.exports import INCOMPLETE, Field, write
from portal.sheets.models import ColumnSet
from portal.units.models import Unit
from tests.conftest import ROOT
from tests.factories.cases import STORY, VIOLENCE, CallFactory, CaseFactory, category, named

pytestmark = pytest.mark.django_db
PASSWORD = "Pingding-2026-1"
NAME = "张桂兰"
USUAL = [field.key for field in exports.USUAL]


@pytest.fixture
def browser(people, enter):
    """`browser(actor)`: a browser of somebody who knows her password."""

    def opened(actor):
        account = Account.objects.get(pk=actor.account_id)
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        return enter(actor)

    return opened


def ask(client, query="", **given):
    form = {"purpose": "报送主管领导", "password": PASSWORD, "columns": USUAL} | given
    return client.post(f"/cases/export/{query}", form)


def page_of(answer):
    content = b"".join(answer)
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0], content


def rows_of(answer):
    """[{heading: cell}] of the table, without the title and the watermark."""
    page, _ = page_of(answer)
    table = list(page.iter_rows(min_row=3, values_only=True))
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def case_of(actor, **call):
    return CaseFactory(actor=actor, call=CallFactory(**call))


def test_the_register_has_her_columns_in_her_order(people, browser):
    case_of(people.clerk)

    answer = ask(browser(people.clerk))
    page, _ = page_of(answer)

    assert [cell.value for cell in page[3]] == [field.label for field in exports.USUAL]
    assert page["A1"].value == "来信来访登记簿"
    assert re.fullmatch(
        r"新华区妇联　李知微　\d{4}-\d\d-\d\d \d\d:\d\d　含个人信息，.*", page["A2"].value
    )
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$3"


@pytest.mark.parametrize(
    ("query", "words"),
    [("", ""), ("", "张桂"), ("?status=handling", ""), ("?mine=on", "张桂"), ("", "无此")],
)
@pytest.mark.parametrize("who", ["clerk", "leader", "coordinator", "stranger"])
@pytest.mark.usefixtures("told")
def test_the_export_has_the_rows_of_the_list(people, browser, who, query, words):
    for maker in ("clerk", "clerk", "coordinator", "stranger"):
        case_of(getattr(people, maker))
    named(case_of(people.clerk), leader=people.leader)
    client = browser(getattr(people, who))

    filters = dict(part.split("=") for part in query[1:].split("&") if part) | {"q": words}
    listed = client.post("/cases/", filters).context["total"]
    found = rows_of(ask(client, query, columns=["number"], q=words))

    numbers = {row["编号"] for row in found} - {"没有符合条件的内容"}
    assert len(numbers) == int(listed)


def test_names_and_numbers_are_masked_unless_she_asks(people, browser):
    case = case_of(people.clerk, phone="10000017788")
    client = browser(people.clerk)

    masked, plain = rows_of(ask(client))[0], rows_of(ask(client, is_plain="on"))[0]

    assert (masked["姓名"], masked["电话"]) == ("张某某", "100＊＊＊＊7788")
    assert (plain["姓名"], plain["电话"]) == (NAME, "10000017788")
    assert masked["反映问题"] == STORY
    assert case.handler.name == masked["经办人"]


def test_other_units_and_named_cases_are_masked_whatever_she_asks(people, browser):
    case_of(people.clerk, category=category(VIOLENCE))

    row = rows_of(ask(browser(people.coordinator), is_plain="on"))[0]

    assert row["姓名"] == "张某某"
    assert STORY not in row["反映问题"]


def test_a_named_case_of_ones_own_stays_masked(people, browser):
    named(case_of(people.clerk), leader=people.leader)

    row = rows_of(ask(browser(people.leader), is_plain="on"))[0]

    assert row["姓名"] == "张某某"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password": "wrong"}, "口令不对"),
        ({"purpose": ""}, "请填写"),
        ({"columns": ["name", "birthday"]}, "没有这一列，请重新勾选"),
        ({"columns": []}, "请至少勾选一列"),
    ],
)
def test_without_purpose_password_or_columns_nothing_leaves(people, browser, given, words):
    case_of(people.clerk)

    answer = ask(browser(people.clerk), **given)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_five_wrong_passwords_shut_the_door(people, browser):
    client = browser(people.clerk)

    answers = [ask(client, password="wrong").status_code for _ in range(5)]

    assert answers == [422] * 4 + [429]
    assert ask(client).status_code == 429


@pytest.mark.parametrize("who", ["liaison", "auditor", "system_administrator"])
def test_who_has_no_list_has_no_export(people, browser, who):
    assert ask(browser(getattr(people, who))).status_code == 403


def test_the_log_says_who_took_what_out_and_for_what(people, browser):
    case_of(people.clerk)

    page_of(ask(browser(people.clerk), "?period=year", q="张桂"))

    with transaction.atomic(), scope(ROOT):
        entry = LogEntry.objects.get(action="sheet.exported")
    assert entry.account_id == people.clerk.account_id
    assert entry.data | {"columns": None} == {
        "export": "case-register", "rows": 1, "filter": ["period", "q"], "columns": None,
        "purpose": "报送主管领导", "plain": False, "whole": True,
    }  # fmt: skip


def test_a_formula_in_a_story_stays_text(people, browser):
    evil = '=HYPERLINK("http://x.cn","点这里")&cmd|/c calc'
    case_of(people.clerk, story=evil, caller_name="+张")

    _, content = page_of(ask(browser(people.clerk), is_plain="on"))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        parts = archive.namelist()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=HYPERLINK(" in sheet
    assert not [name for name in parts if "external" in name.lower()]


def test_her_columns_are_kept_and_shared_only_when_she_says(people, browser):
    case_of(people.clerk)
    client = browser(people.clerk)

    first = ask(client, columns=["name", "day"], set_name="给领导")
    page_of(ask(client, columns=["phone"], set_name="共用", is_shared="on"))
    kept = ColumnSet.objects.all()
    with transaction.atomic(), scope(people.clerk):
        numbers = {one.name: one.pk for one in kept.visible_to(people.clerk)}
        own = set(numbers)
    with transaction.atomic(), scope(people.leader):
        shared = {one.name for one in kept.visible_to(people.leader)}
    with transaction.atomic(), scope(people.coordinator):
        above = {one.name for one in kept.visible_to(people.coordinator)}
    page = client.post(
        "/cases/export/", {"ask": "1", "set": numbers["给领导"], "q": "张桂"}
    ).content.decode()

    assert list(rows_of(first)[0]) == ["姓名", "日期"]
    assert (own, shared, above) == ({"给领导", "共用"}, {"共用"}, set())
    ticked = re.findall(r'name="columns"\s+value="(\w+)"[^>]*checked', page)
    assert ticked == ["name", "day"]
    assert page.count('name="q" value="张桂"') == 2, "the words went on with the columns"


# ── The writer itself ──────────────────────────────────────────────────────────────────────────
FIELDS = [Field("a", "甲"), Field("b", "乙")]


def written(rows, actor):
    """(what was written, its table)"""
    made = write(
        title="表", fields=FIELDS, rows=rows, actor=actor, at=clock.now(), is_personal=False
    )
    with made.file:
        return made, openpyxl.load_workbook(made.file).worksheets[0]


def test_when_making_the_rows_fails_the_last_line_says_so(people):
    def rows():
        yield {"a": "1", "b": "2"}
        Unit.objects.create(code="坏")  # a statement the database refuses
        yield {"a": "3", "b": "4"}

    with transaction.atomic(), scope(people.clerk):
        made, table = written(rows(), people.clerk)
        still = Unit.objects.count()

    assert [cell.value for cell in table["A"]][3:] == ["1", INCOMPLETE]
    assert (made.rows, made.is_whole) == (1, False)
    assert still > 0


def test_eighteen_digits_and_first_signs_stay_as_they_are(people):
    cells = ["410402198001010012", "=1+1", "+1", "-1", "@x", "\t=1", "http://a.cn", "&lt;<>"]

    _, table = written(({"a": cell, "b": 1} for cell in cells), people.clerk)

    assert [cell.value for cell in table["A"]][3:] == cells
    assert {cell.data_type for cell in table["A"][3:]} == {"s"}


def test_an_empty_list_has_its_heading(people):
    made, table = written(iter(()), people.clerk)

    assert [cell.value for cell in table[3]] == ["甲", "乙"]
    assert made.rows == 0
