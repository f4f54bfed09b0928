"""统计表: what is counted, whose, and that a number and its list are the same thing."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases import actions, reports
from cases.models import Case, CaseFact, Channel, ContactFact
from cases.reports.charts import by_month, step_for
from cases.reports.checks import disagreements
from cases.reports.declaration import Asked, Column
from cases.rules.figures import Period
from portal.access import scope
from tests.factories.cases import CallFactory, CaseFactory, ContactFactory, category, named
from tests.factories.cast import COUNTY, POLICE_BRANCH
from tests.factories.referrals import act, answer, refer
from tests.factories.scene import client_of, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 7, 1), 3)
TODAY = date(2026, 9, 30)


def moment(year, month, day):
    return timezone.make_aware(datetime(year, month, day, 10))


def on(day, **call):
    """A call that came in and was written down at ten on this day."""
    return {"at": day, "call": CallFactory(received_at=day, **call)}


@pytest.fixture
def story(scene):
    """Of 新华区, third quarter: three matters (one violence, one at 限定知悉), one call that joins
    the first, one consultation; one of the year before, one of the quarter before, one void."""
    clerk, leader = scene.cast["clerk"], scene.cast["leader"]
    visit = Channel.objects.get(pk="visit")
    with transaction.atomic():
        first = CaseFactory(actor=clerk, **on(moment(2026, 7, 6)))
        CaseFactory(actor=clerk, **on(moment(2026, 8, 3), channel=visit, category=category("0101")))
        hidden = CaseFactory(actor=clerk, **on(moment(2026, 9, 30)))
        CaseFactory(actor=clerk, **on(moment(2025, 7, 7)))
        CaseFactory(actor=clerk, **on(moment(2026, 6, 30)))
        void = CaseFactory(actor=clerk, **on(moment(2026, 7, 8)))
        ContactFactory(actor=clerk, outcome="consult", **on(moment(2026, 7, 9)))
        named(hidden, leader=leader)
        with scope(leader):
            Case.objects.filter(pk=void.pk).update(
                status="void", voided_at=moment(2026, 7, 8), voided_by=leader.account_id
            )
    return {"first": first, "hidden": hidden, "void": void}


def counted(actor, key, unit=COUNTY):
    with transaction.atomic(), scope(actor):
        return reports.count(reports.table_named(key), asked(actor, unit))


def asked(actor, unit=COUNTY):
    return Asked(actor, unit, QUARTER, TODAY)


def line(table, key):
    row = next(row for row in table.rows if row.line.key == key)
    return {cell.key: cell.text for cell in row.cells}


def test_the_first_table_counts_the_quarter_and_what_it_is_compared_with(scene, story):
    total = line(counted(scene.cast["clerk"], "1"), "total")

    assert total["pieces"] == "3"
    assert (total["first"], total["repeat"], total["single"]) == ("3", "0", "1")
    assert (total["earlier"], total["year_on_year"]) == ("1", "+200.0%")
    assert (total["before"], total["on_before"]) == ("1", "+200.0%")
    assert (total["so_far"], total["so_far_change"]) == ("4", "+300.0%")


def test_the_lines_of_the_first_two_tables_add_up_to_the_same(scene, story):
    clerk = scene.cast["clerk"]
    tables = {key: counted(clerk, key) for key in "125"}

    assert line(tables["2"], "0101")["violence"] == "1"
    assert line(tables["2"], "01")["of_all"] == "33.3%"
    assert line(tables["2"], "0101")["of_class"] == "100.0%"
    assert disagreements(tables) == []


def test_a_difference_between_tables_is_said(scene, story):
    tables = {key: counted(scene.cast["clerk"], key) for key in "125"}
    wrong = tables | {"2": counted(scene.cast["stranger"], "2", "410403")}

    assert disagreements(wrong) == ["表一合计3件，表二合计0件，不一致。"]


def test_it_is_counted_for_whoever_registered_it_and_whole(scene, story):
    """限定知悉 is in the number of everyone above; a neighbour counts nothing of it."""
    clerk, coordinator = scene.cast["clerk"], scene.cast["coordinator"]

    assert line(counted(clerk, "1"), "total")["pieces"] == "3"
    assert line(counted(coordinator, "1"), "total")["pieces"] == "3"
    assert line(counted(scene.cast["stranger"], "1"), "total")["pieces"] == "0"
    assert line(counted(scene.cast["police"], "1"), "total")["pieces"] == "0"


@pytest.mark.parametrize("model", [ContactFact, CaseFact])
def test_the_view_holds_to_the_range_whoever_forgets_it(scene, story, model):
    """Negative control: without any filter the clerk sees rows, the stranger none of them."""
    with transaction.atomic(), scope(scene.cast["clerk"]):
        assert model.objects.filter(code=COUNTY).exists()
    with transaction.atomic(), scope(scene.cast["stranger"]):
        assert not model.objects.filter(code=COUNTY).exists()


def test_every_number_of_every_table_is_the_length_of_its_own_list(scene, story):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        for table in reports.TABLES:
            for row in reports.count(table, asked(clerk)).rows:
                for column in (c for c in table.shown if isinstance(c, Column) and not c.adds):
                    facts = reports.behind(table, row.line, column, asked(clerk))
                    number = next(cell.value for cell in row.cells if cell.key == column.key)
                    assert facts.count() == number, (table.key, row.line.key, column.key)


def address(name, *parts, **query):
    wanted = "&".join(f"{k}={v}" for k, v in ({"period": "2026-Q3"} | query).items())
    return f"{reverse(f'cases:{name}', args=parts)}?{wanted}"


def test_a_number_opens_to_what_this_person_may_see_and_says_how_many_are_not_shown(scene, story):
    path = address("figures-cases", "1", "total", "pieces")
    hers = client_of(scene.cast["clerk"]).get(path).content.decode()
    above = client_of(scene.cast["coordinator"]).get(path + f"&unit={COUNTY}").content.decode()

    assert hers.count("新华·") == 3
    assert "您不在知悉范围内" not in hers
    assert above.count("新华·") == 2
    assert "其中 1 件您不在知悉范围内" in above
    assert story["hidden"].short_number not in above


def test_closing_is_counted_in_the_quarter_it_happened(scene, story):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        case = Case.objects.get(pk=story["first"].pk)
        for step in ("handle", "result", "answer", "close"):
            given = {"result": "explained", "settlement": "settled"} if step == "result" else {}
            case = actions.perform(
                case=case, step=step, actor=clerk, at=moment(2026, 8, 20), note="已向本人说明。",
                values=given,
            )  # fmt: skip

    own, ended = counted(clerk, "4a"), counted(clerk, "5")

    assert line(own, "total")["closed"] == "1"
    assert line(own, COUNTY)["days"] == "45.0"
    assert line(ended, "total")["closed"] == "1"
    assert line(ended, "total")["content"] == "—"


def closed_with_aid(case, clerk, way):
    for step in ("handle", "result", "answer", "close"):
        given = {"way": way} if step == "handle" else {}
        if step == "result":
            given = {"result": "supported", "settlement": "settled"}
        case = actions.perform(
            case=case, step=step, actor=clerk, at=moment(2026, 8, 20), note="已转介并告知本人。",
            values=given,
        )  # fmt: skip
    return case


@pytest.mark.parametrize(
    ("way", "counts"),
    [
        ("legal_aid", ("1", "0", "0", "0")),
        ("judicial_aid", ("0", "0", "1", "0")),
        ("social_aid", ("0", "0", "0", "1")),
        ("counsel", ("0", "0", "0", "0")),
    ],
)
def test_aid_is_counted_where_it_was_asked_for(scene, story, way, counts):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        closed_with_aid(Case.objects.get(pk=story["first"].pk), clerk, way)

    total = line(counted(clerk, "5"), "total")

    keys = ("legal_aid", "legal_aid_accepted", "judicial_aid", "social_aid")
    assert tuple(total[key] for key in keys) == counts


def test_legal_aid_is_accepted_by_the_word_of_the_bureau_of_justice(scene, story):
    """A referral to justice that says 受理; not one to the police."""
    clerk = scene.cast["clerk"]
    for code, accepted in ((POLICE_BRANCH, "0"), ("410402M10", "1")):
        with transaction.atomic():
            case = CaseFactory(actor=clerk, **on(moment(2026, 7, 20)))
            asked_for = refer(case, code, by=clerk, at=moment(2026, 7, 21),
                              consent_at=moment(2026, 7, 21))  # fmt: skip
            brought = actions.Brought("paper", "来函", moment(2026, 7, 22))
            act(actions.receive, by=clerk, referral=asked_for, brought=brought,
                at=moment(2026, 7, 22))  # fmt: skip
            act(actions.report, by=clerk, referral=asked_for, brought=brought,
                answer=answer(told="no", told_on=None, told_note="待本人领取"),
                at=moment(2026, 7, 23))  # fmt: skip
            act(actions.review, by=clerk, referral=asked_for, verdict="accepted",
                at=moment(2026, 7, 24))  # fmt: skip
            with scope(clerk):
                fresh = Case.objects.get(pk=case.pk)
                aided = actions.perform(case=fresh, step="handle", actor=clerk,
                                        at=moment(2026, 7, 25), note="转介法律援助。",
                                        values={"way": "legal_aid"})  # fmt: skip
                fact = CaseFact.objects.get(case_id=aided.pk)
                assert (fact.is_legal_aid, fact.is_legal_aid_accepted) == (True, accepted == "1")


def test_a_published_workbook_shows_no_count_under_five(scene, story):
    client = client_of(scene.cast["clerk"])
    plain = openpyxl.load_workbook(io.BytesIO(client.get(address("figures-file")).content))
    public = openpyxl.load_workbook(
        io.BytesIO(client.get(address("figures-file", public="1")).content)
    )

    assert plain.sheetnames == ["表一", "表二", "表四（一）", "表四（二）", "表五"]
    assert plain["表一"]["B4"].value == 3
    assert public["表一"]["B4"].value == "＜5"
    small = [
        cell.value
        for sheet in public for row in sheet.iter_rows(min_row=4) for cell in row
        if isinstance(cell.value, int | float) and 0 < cell.value < 5
    ]  # fmt: skip
    assert small == []


def test_the_chart_draws_every_month_that_has_something_and_no_other(scene, story):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        chart = by_month(asked(scene.cast["clerk"]))
        nothing = by_month(asked(scene.cast["clerk"], "410402999"))

    assert [(bar.number, bar.tone) for bar in chart.bars] == [
        (1, "now"), (1, "then"), (1, "now"), (1, "now"), (1, "now"),
    ]  # fmt: skip
    assert chart.rows[6] == ("7月", 1, 1)
    assert chart.rows[9] == ("10月", 0, None)
    assert nothing is None


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (4, 1), (5, 2), (9, 5), (20, 5), (21, 10), (4001, 2000)]
)
def test_four_steps_reach_the_highest_bar(most, step):
    assert step_for(most) == step


@pytest.mark.parametrize(
    "query", ["period=2026-Q7", "period=%00", "unit=410403", "unit='", "period="]
)
def test_a_period_or_unit_that_is_none_is_answered_in_place(scene, query):
    answer = client_of(scene.cast["clerk"]).get(reverse("cases:figures") + "?" + query)

    assert answer.status_code == (200 if query == "period=" else 422)
    assert "统计" in answer.content.decode()


@pytest.mark.parametrize(
    "parts", [("9", "total", "pieces"), ("1", "nobody", "pieces"), ("1", "total", "year_on_year")]
)
def test_a_cell_that_is_none_is_not_there(scene, parts):
    assert client_of(scene.cast["clerk"]).get(address("figures-cases", *parts)).status_code == 404
