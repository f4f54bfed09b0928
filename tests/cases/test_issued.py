"""H4: what was reported of a period stays as it was, and every later difference is said."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases import actions, reports
from cases.models import FiguresIssue
from cases.reports import issued
from cases.reports.counting import Cell, Counted, Row
from cases.reports.declaration import Asked, Line
from cases.reports.tables import INCOMING
from cases.rules.figures import Period
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.cases import CallFactory, CaseFactory
from tests.factories.cast import COUNTY
from tests.factories.figures import reported
from tests.factories.referrals import act
from tests.factories.scene import client_of, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 4, 1), 3)
ADDRESS = f"?period={QUARTER.name}&unit={COUNTY}"


def moment(month, day):
    return timezone.make_aware(datetime(2026, month, day, 10))


@pytest.fixture
def two(scene):
    """Two matters of the quarter, then its report."""
    clerk = scene.cast["clerk"]
    cases = [
        CaseFactory(actor=clerk, at=moment(4, day), call=CallFactory(received_at=moment(4, day)))
        for day in (6, 7)
    ]
    return cases, reported(by=clerk, period=QUARTER, at=moment(7, 2))


def voided(case, scene):
    clerk = scene.cast["leader"]
    return act(actions.perform, by=clerk, case=case, step="void", note="误登，与前件相同")


def page_of(actor, name, *parts, query=""):
    return client_of(actor).get(reverse(f"cases:{name}", args=parts) + query)


@pytest.mark.usefixtures("told")
def test_a_later_change_is_shown_beside_what_was_reported_and_changes_nothing_of_it(scene, two):
    (first, _), issue = two
    kept = issue.tables
    same = page_of(scene.cast["clerk"], "figures-issued", issue.pk).content.decode()
    voided(first, scene)

    page = page_of(scene.cast["clerk"], "figures-issued", issue.pk)
    now = page_of(scene.cast["clerk"], "figures", query=ADDRESS).content.decode()

    assert "与报出的完全相同" in same
    found = {(one.table[:2], one.line, one.column): (one.was, one.now)
             for one in page.context["differences"]}  # fmt: skip
    assert found["表一", "合计", "件次"] == ("2", "1")
    assert first.short_number in page.content.decode()
    assert "作废" in page.content.decode()
    assert "现为1" in page.content.decode()
    assert "报出2" in now
    with transaction.atomic(), scope(scene.cast["clerk"]):
        assert FiguresIssue.objects.get(pk=issue.pk).tables == kept


def test_the_file_of_what_was_reported_says_what_was_reported(scene, two):
    (first, _), issue = two
    voided(first, scene)

    answer = page_of(scene.cast["clerk"], "figures-issued-file", issue.pk)
    now = page_of(scene.cast["clerk"], "figures-file", query=ADDRESS)

    reported_book = openpyxl.load_workbook(io.BytesIO(answer.content))
    present = openpyxl.load_workbook(io.BytesIO(now.content))
    assert (reported_book["表一"]["B4"].value, present["表一"]["B4"].value) == (2, 1)
    assert "7月2日" in reported_book["表一"]["A1"].value


def test_the_same_is_not_reported_twice_and_a_correction_says_why_and_keeps_the_first(scene, two):
    (first, _), issue = two
    clerk = scene.cast["clerk"]
    with pytest.raises(Refused, match="写明为什么更正"):
        reported(by=clerk, period=QUARTER)
    with pytest.raises(Refused, match="完全相同"):
        reported(by=clerk, period=QUARTER, note="核对后更正")
    voided(first, scene)

    second = reported(by=clerk, period=QUARTER, note="误登一件，已作废")

    assert second.corrects_id == issue.pk
    with transaction.atomic(), scope(clerk):
        standing = FiguresIssue.objects.visible_to(clerk).of(COUNTY, QUARTER).standing()
        assert [row.pk for row in standing] == [second.pk]
    told = page_of(clerk, "figures-issued", issue.pk).content.decode()
    assert "已更正" in told


@pytest.mark.parametrize("sql", ["UPDATE cases_figuresissue SET note = 'x'",
                                 "DELETE FROM cases_figuresissue"])  # fmt: skip
def test_the_database_lets_nobody_change_what_was_reported(scene, two, sql):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        scope(scene.cast["clerk"]),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.usefixtures("told")
def test_who_counts_less_sees_what_was_reported_and_no_comparison(scene, two):
    """只看 counts her unit alone, not the towns below it: a difference would be no difference."""
    page = page_of(scene.cast["viewer"], "figures-issued", two[1].pk)
    above = page_of(scene.cast["coordinator"], "figures-issued", two[1].pk)

    assert "differences" not in page.context
    assert "不作比较" in page.content.decode()
    assert above.context["differences"] == []
    assert page_of(scene.cast["stranger"], "figures-issued", two[1].pk).status_code == 404


def test_the_form_asks_for_the_reason_of_a_correction_and_keeps_what_was_typed(scene, two):
    client = client_of(scene.cast["clerk"])
    path = reverse("cases:figures-issue") + ADDRESS

    empty = client.post(path, {"sent_to": "市妇联权益部", "note": ""})
    same = client.post(path, {"sent_to": "市妇联权益部", "note": "再报一次"})

    assert empty.status_code == same.status_code == 422
    assert "为什么更正" in empty.content.decode()
    assert "完全相同" in same.content.decode()
    assert "再报一次" in same.content.decode()


def test_a_first_report_goes_out_by_the_page(scene):
    client = client_of(scene.cast["leader"])
    path = reverse("cases:figures-issue") + "?period=2026-05"

    answer = client.post(path, {"sent_to": "市妇联权益部", "note": ""})

    with transaction.atomic(), scope(scene.cast["leader"]):
        issue = FiguresIssue.objects.get(period="2026-05")
    assert answer["Location"] == issue.get_absolute_url()
    assert (issue.by_name, issue.scope_code, issue.corrects) == ("何映秋", COUNTY, None)
    assert client.get(issue.get_absolute_url()).status_code == 200


# ── 呈阅件 ──────────────────────────────────────────────────────────────────────────────────────
def test_the_page_for_the_leader_holds_the_reported_numbers_and_no_others(scene, two):
    (first, _), issue = two
    voided(first, scene)
    clerk = client_of(scene.cast["clerk"])
    path = f"/papers/new/figures-reading/{issue.pk}/"

    page = clerk.get(path).content.decode()
    made = clerk.post(path, {"summary": "共登记来件2件次。", "progress": "已办结0件。",
                             "proposal": "请阅示。",
                             "once": "6f1c1f0e-6d4b-4a5d-9a3c-0d1f2b3c4d5e"})  # fmt: skip
    shown = clerk.get(made["Location"]).content.decode()

    assert "2026年第二季度共登记来件2件次" in page
    assert made.status_code == 302
    for words in (
        "2026年第二季度来信来访情况",
        "请阅示。",
        "领导批示",
        "2026年7月2日报市妇联权益部",
    ):
        assert words in shown, words
    assert client_of(scene.cast["stranger"]).get(path).status_code == 404
    assert client_of(scene.cast["viewer"]).get(path).status_code == 403


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_a_report_that_was_never_made_has_no_page_for_the_leader(scene, key):
    answer = client_of(scene.cast["clerk"]).get(f"/papers/new/figures-reading/{key}/")

    assert answer.status_code == 404


# ── Pure ────────────────────────────────────────────────────────────────────────────────────────
def table(*rows):
    pieces, share = (INCOMING.column("pieces"), INCOMING.column("people"))
    made = [
        Row(Line(key, key, None), [Cell(pieces.key, text, 1), Cell(share.key, "3", 3)])
        for key, text in rows
    ]
    return Counted(INCOMING, made)


def frozen(*rows):
    kept = issued.freeze([table(*rows)])
    kept[0]["columns"] = kept[0]["columns"][:2]
    return issued.thaw(kept)


def test_a_line_that_came_or_went_is_a_difference_and_one_that_says_nothing_is_none():
    found = issued.differences(
        frozen(("total", "2"), ("visit", "1"), ("letter", "0")),
        [table(("total", "2"), ("online", "4"))],
    )

    assert [(one.line, one.was, one.now) for one in found if one.column == "件次"] == [
        ("online", "—", "4"), ("visit", "1", "—"),
    ]  # fmt: skip


def test_what_is_kept_is_read_back_to_the_digit(scene, two):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        asked = Asked(clerk, COUNTY, QUARTER, clock.today())
        tables = [reports.count(one, asked) for one in reports.TABLES]
        back = issued.thaw(FiguresIssue.objects.get(pk=two[1].pk).tables)

    assert issued.differences(back, tables) == []
    assert [one.table.title for one in back] == [one.table.title for one in tables]
    assert issued.freeze(back) == issued.freeze(tables)
