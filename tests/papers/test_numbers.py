"""Numbers: the standard's form, no gap, no double, voids kept, and none used twice."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from cases.papers import NOTICE
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.papers import actions, rules
from portal.papers.document import Paper, Picture, Text
from portal.papers.models import IssuedPaper, NumberSeries
from portal.papers.registry import PaperKind
from tests.conftest import ROOT

WRITERS, GIVES_UP = 30, 5  # every fifth takes its write back: 20 %
PAPER = Paper(title="受理告知书", blocks=(Text("您反映的事项收悉。"),))
LETTER = PaperKind(
    name="letter", label="函", permission=NOTICE.permission, build=lambda **_: PAPER, mark="妇维函"
)
OTHER = PaperKind(
    name="other", label="通知", permission=NOTICE.permission, build=lambda **_: PAPER, mark="妇通"
)
OWN, OFFICE = "own", "office"


def issue(actor, *, source=OWN, text="妇维函", kind=LETTER, paper=PAPER):
    return actions.issue_paper(
        kind=kind,
        record=None,
        paper=paper,
        numbering=actions.Numbering(source, text),
        actor=actor,
        at=clock.now(),
    )


# ── The form of a number ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("平妇〔2026〕1号", "平妇〔2026〕1号"),
        ("平妇[2026]18号", "平妇〔2026〕18号"),
        ("平妇【2026】 1 号", "平妇〔2026〕1号"),
        ("平妇（2026）1号", "平妇〔2026〕1号"),
    ],
)
def test_a_typed_number_is_put_into_the_standards_form(typed, number):
    assert rules.typed_number(typed) == (number, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("平妇〔2026〕001号", "不编虚位"),
        ("平妇〔2026〕第1号", "不加“第”"),
        ("平妇2026年1号", "样子"),
        ("", "样子"),
        ("〔2026〕1号", "样子"),
        ("平妇〔26〕1号", "样子"),
        ("平妇〔2026〕1", "样子"),
        ("a" * 5000, "样子"),
    ],
)
def test_what_is_no_number_is_told_why(typed, words):
    assert words in rules.typed_number(typed)[1]


@pytest.mark.parametrize("mark", ["", "妇", "妇维1", "FL", "妇" * 17, "妇维〔2026〕"])
def test_what_is_no_mark_is_refused(mark):
    assert rules.mark_refusal(mark)


# ── Given here ──────────────────────────────────────────────────────────────────────────────────
def test_numbers_run_on_within_unit_kind_and_year(people, db):
    with scope(people.clerk):
        first, second = issue(people.clerk), issue(people.clerk)
        other = issue(people.clerk, kind=OTHER, text="妇通")
    with scope(people.stranger):
        elsewhere = issue(people.stranger)

    year = first.issued_at.year
    assert [p.number for p in (first, second, other, elsewhere)] == [
        f"妇维函〔{year}〕1号",
        f"妇维函〔{year}〕2号",
        f"妇通〔{year}〕1号",
        f"妇维函〔{year}〕1号",
    ]


def test_a_mark_belongs_to_one_kind_of_paper_a_year(people):
    with scope(people.clerk):
        issue(people.clerk)
        with pytest.raises(Refused, match="已用于其他文种"), transaction.atomic():
            issue(people.clerk, kind=OTHER, text="妇维函")


def test_the_mark_of_the_year_stands_whatever_is_sent_later(people):
    with scope(people.clerk):
        issue(people.clerk)

        assert issue(people.clerk, text="另一个").number.startswith("妇维函〔")


def test_a_refused_paper_costs_no_number(people):
    with scope(people.clerk):
        issue(people.clerk)
        with pytest.raises(ValueError, match="picture"), transaction.atomic():
            issue(people.clerk, paper=Paper(title="函", blocks=(Picture(b"no picture"),)))

        assert issue(people.clerk).sequence == 2


def test_a_void_number_stays_and_is_not_given_again(people):
    with scope(people.clerk):
        paper = issue(people.clerk)
        actions.void_paper(paper=paper, actor=people.clerk, at=clock.now(), reason="打错了名字")

        assert issue(people.clerk).sequence == 2
        assert IssuedPaper.objects.get(pk=paper.pk).number == paper.number


# ── Typed from the OA ───────────────────────────────────────────────────────────────────────────
def test_a_number_from_the_oa_is_used_once(people):
    with scope(people.clerk):
        issue(people.clerk, source=OFFICE, text="平妇〔2026〕7号")
        with pytest.raises(Refused, match="已经用过"), transaction.atomic():
            issue(people.clerk, source=OFFICE, text="平妇[2026]7号", kind=OTHER)


def test_a_series_of_our_own_is_not_typed_into(people):
    with scope(people.clerk):
        year = issue(people.clerk).issued_at.year
        with pytest.raises(Refused, match="由门户自编"), transaction.atomic():
            issue(people.clerk, source=OFFICE, text=f"妇维函〔{year}〕9号")


def test_a_mark_that_was_typed_is_not_counted_on(people):
    with scope(people.clerk):
        year = clock.now().year
        issue(people.clerk, source=OFFICE, text=f"妇维函〔{year}〕3号")
        with pytest.raises(Refused, match="已有手填"), transaction.atomic():
            issue(people.clerk)


# ── Many at once ────────────────────────────────────────────────────────────────────────────────
def all_at_once(number, work):
    barrier = Barrier(number)

    def one(index):
        try:
            barrier.wait(timeout=30)
            return work(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_thirty_writers_of_whom_some_give_up_leave_no_gap_and_no_double(people):
    def write(index):
        with transaction.atomic(), scope(people.clerk):
            issue(people.clerk)
            if index % GIVES_UP == 0:
                transaction.set_rollback(True)

    all_at_once(WRITERS, write)

    with transaction.atomic(), scope(ROOT):
        taken = sorted(IssuedPaper.objects.values_list("sequence", flat=True))
    assert taken == list(range(1, WRITERS - WRITERS // GIVES_UP + 1))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_writers_take_the_same_numbers(people):
    NumberSeries.objects.create(unit_code="410402", kind="letter", year=2026, mark="妇维函")

    def take(index):
        with transaction.atomic():
            series = NumberSeries.objects.get(unit_code="410402", kind="letter", year=2026)
            time.sleep(0.05)
            series.last += 1
            series.save(update_fields=["last"])
            return series.last

    assert max(Counter(all_at_once(WRITERS, take)).values()) > 1
