"""The page: as one types, with an answer for everything, and without a trace."""

import logging

import pytest
from django.db import transaction

from portal.access import scope
from portal.audit.models import LogEntry
from tests.conftest import ROOT
from tests.factories.cases import CaseFactory
from tests.factories.scene import client_of
from tests.guards.bad_values import BAD, FORM, encoded

pytestmark = pytest.mark.django_db
NOTHING = "没有找到。只能查到您有权查看的内容；姓名可输两个字或拼音首字母。"
SHORT = "请至少输入两个字、两个拼音字母或一个数字。"
LONG = "最多100个字，请只填编号、姓名或几个字。"
HIDDEN = "请删去后重新输入。"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "search-results"}


def said(answer):
    return answer.content.decode()


def test_the_box_stands_on_every_page_and_sends_no_address(scene):
    page = " ".join(said(client_of(scene.cast["clerk"]).get("/")).split())

    assert 'class="search" method="post" role="search" action="/search/"' in page
    assert "搜编号、姓名、拼音首字母、电话（按 / 键）" in page
    assert 'data-key="Slash"' in page


def test_the_page_has_one_box_of_that_key(scene):
    page = said(client_of(scene.cast["clerk"]).get("/search/"))

    assert page.count('data-key="Slash"') == 1
    assert "可以这样搜" in page


def test_what_stands_in_an_address_is_not_searched(scene, case):
    assert case.short_number not in said(client_of(scene.cast["clerk"]).get("/search/?q=抚养费"))


def test_a_case_is_shown_with_its_number_and_masked_title(case, box):
    page = said(box("clerk", "zgl"))

    assert case.short_number in page
    assert case.get_absolute_url() in page
    assert "张某" in page
    assert "张桂兰" not in page


def test_as_one_types_only_the_results_come(case, box):
    part = said(box("clerk", "桂兰", **HTMX))

    assert case.short_number in part
    assert "<html" not in part


def test_a_stranger_gets_the_sentence_and_no_number(case, box):
    page = said(box("stranger", "抚养费"))

    assert NOTHING in page
    assert case.number not in page


def test_units_are_found_by_everybody(known_units, box):
    for who in ("police", "sysadmin", "auditor", "village"):
        page = said(box(who, "xhqfl"))
        assert "新华区妇联" in page, who
        assert "/units/?under=410402" in page, who


def test_how_many_there_are_is_what_she_may_see(scene, case, box):
    for _ in range(22):
        CaseFactory(actor=scene.cast["clerk"], call__story="也说到抚养费的一件事。")

    page = said(box("clerk", "抚养费"))

    assert "共23条，这里是最相近的20条" in page


# ── Without a trace ─────────────────────────────────────────────────────────────────────────────
def test_what_was_typed_stands_in_no_log(scene, case, box, caplog):
    caplog.set_level(logging.DEBUG)
    for text in ("张桂兰", "zhangguilan", "10000020912", "抚养费"):
        box("clerk", text)
        box("stranger", text)
        client_of(scene.cast["clerk"]).post("/cases/", {"q": text})
    with transaction.atomic(), scope(ROOT):
        entries = list(LogEntry.objects.values("action", "data", "target_label"))
    lines = "\n".join(r.getMessage() for r in caplog.records)

    assert {"action": "search", "data": {"rows": 1}, "target_label": ""} in entries
    for text in ("桂兰", "zhangguilan", "20912", "抚养"):
        assert text not in repr(entries), text
        assert text not in lines, text


# ── Whatever comes in ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 200, "可以这样搜"),
        ("   ", 200, "可以这样搜"),
        ("张", 200, SHORT),
        ("，。！？·—", 200, SHORT),
        ("%_\\'\"", 200, SHORT),
        ("😀😀😀", 200, SHORT),
        ("女" * 100, 200, NOTHING),
        ("女" * 101, 422, LONG),
        ("女" * 3_414, 422, LONG),  # 10 KB
        ("张\x00三", 422, HIDDEN),
        ("张\u200b三", 422, HIDDEN),
        ("写反\u202e了", 422, HIDDEN),
        ("张\n三", 422, "请去掉换行"),
        ("' OR 1=1 --", 200, NOTHING),
        ("{1,2}::int4[]", 200, NOTHING),
        ("9" * 40, 200, NOTHING),
        ("-1", 200, ""),
    ],
)
def test_bad_input_gets_its_sentence(scene, box, typed, status, words):
    answer = box("clerk", typed)

    assert (answer.status_code, words in said(answer)) == (status, True)


@pytest.mark.parametrize("name", BAD)
def test_no_bytes_break_the_page(scene, name):
    client = client_of(scene.cast["clerk"])
    for url in ("/search/", "/cases/"):
        answer = client.post(url, encoded({"q": BAD[name]}), content_type=FORM)
        assert answer.status_code in {200, 422}, url


# ── The case list ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.usefixtures("told")
def test_the_list_searches_the_same_way(scene, case):
    clerk, stranger = (client_of(scene.cast[who]) for who in ("clerk", "stranger"))
    answer = clerk.post("/cases/", {"q": "0912", "status": "handling"})

    assert [row.pk for row in answer.context["page"]] == [case.pk]
    assert answer.headers["HX-Push-Url"] == "/cases/?status=handling"
    assert list(stranger.post("/cases/", {"q": "0912"}).context["page"]) == []


@pytest.mark.usefixtures("told")
def test_the_list_turns_pages_of_a_search_without_an_address(scene):
    for _ in range(51):
        CaseFactory(actor=scene.cast["clerk"], call__story="都说到抚养费。")
    client = client_of(scene.cast["clerk"])

    first = client.post("/cases/", {"q": "抚养费"})
    second = client.post("/cases/", {"q": "抚养费", "before": first.context["older"]})

    assert (len(first.context["page"]), len(second.context["page"])) == (50, 1)
    assert first.context["total"] == "51"
    assert "q=" not in said(first)


def test_the_list_says_when_too_little_was_typed(scene):
    assert SHORT in said(client_of(scene.cast["clerk"]).post("/cases/", {"q": "张"}))
