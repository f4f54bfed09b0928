"""The register and its pages: who sees a paper, what is written down, what comes down the wire."""

import io
import uuid

import docx
import pytest
from django.db import ProgrammingError, transaction

from cases.papers import NOTICE, READING
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from portal.papers import actions, registry
from portal.papers.models import IssuedPaper
from tests.conftest import ROOT
from tests.factories.cases import CallFactory, CaseFactory, named
from tests.factories.cast import CAST
from tests.factories.papers import PaperFactory
from tests.factories.scene import client_of

NAME = "张桂兰"
SEES = {"clerk", "leader", "coordinator", "city_leader"}


@pytest.fixture
def notice(scene):
    return PaperFactory(
        actor=scene.cast["clerk"],
        case=scene.case,
        kind=NOTICE,
        numbering=actions.Numbering("own", "新妇告"),
    )


def answer(scene, who, url, **kwargs):
    return client_of(scene.cast[who]).get(url, **kwargs)


# ── Who sees it ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", sorted(CAST))
@pytest.mark.parametrize("page", ["", "docx/", "print/"])
def test_a_paper_exists_for_whom_its_case_exists(scene, who, page):
    status = answer(scene, who, f"/papers/{scene.paper.pk}/{page}").status_code

    assert (status == 200) is (who in SEES)
    assert status in ({200} if who in SEES else {403, 404})


def test_a_stranger_gets_404_and_finds_nothing_in_the_register(scene, notice):
    stranger = client_of(scene.cast["stranger"])

    assert stranger.get(notice.get_absolute_url()).status_code == 404
    assert stranger.post(f"{notice.get_absolute_url()}void/", {"reason": "随便"}).status_code == 404
    assert notice.number not in stranger.get("/papers/").content.decode()
    assert stranger.get(f"/papers/new/case-notice/{scene.case.number}/").status_code == 404


def test_recusal_and_label_hold_for_papers_in_both_locks(scene, notice):
    """The colleague is recused; 限定知悉 shuts out whoever is not named: raw rows as well."""
    with scope(scene.colleague):
        assert not IssuedPaper.objects.exists()
        assert not IssuedPaper.objects.visible_to(scene.colleague).exists()
    named(scene.case, leader=scene.cast["leader"])
    with scope(scene.cast["coordinator"]):
        assert not IssuedPaper.objects.exists()
        assert not IssuedPaper.pgh_event_model.objects.exists()
        assert not IssuedPaper.objects.visible_to(scene.cast["coordinator"]).exists()
    with scope(scene.cast["clerk"]):
        assert IssuedPaper.objects.count() == 2


def test_a_paper_about_what_nobody_registered_stays_hidden(scene, monkeypatch):
    monkeypatch.setattr(registry, "records", dict)
    mine = IssuedPaper.objects.filter(pk=scene.paper.pk)
    with scope(scene.cast["clerk"]):
        assert not IssuedPaper.objects.visible_to(scene.cast["clerk"]).exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            mine.update(about_type="cases.unknown")


# ── Making one ──────────────────────────────────────────────────────────────────────────────────
def form(scene, **more):
    return {
        "addressee": NAME,
        "basis": "《信访工作条例》第二十三条",
        "where_to": "由我单位办理。",
        "contact": "联系电话：0375-0000001",
        "source": "own",
        "mark": "新妇告",
        "number": "",
        "once": str(uuid.uuid4()),
    } | more


def test_a_paper_is_previewed_issued_and_written_down(scene):
    client, url = client_of(scene.cast["clerk"]), f"/papers/new/case-notice/{scene.case.number}/"

    preview = client.post(url, form(scene, act="preview"))
    before = IssuedPaper.objects.filter(kind="case-notice").count()
    sent = client.post(url, form(scene))

    with scope(ROOT):
        paper = IssuedPaper.objects.get(kind="case-notice")
        acts = set(LogEntry.objects.values_list("action", flat=True))
        lines = list(scene.case.happenings.filter(verb="paper").values_list("data", flat=True))
    assert f"{NAME}：" in preview.content.decode()
    assert before == 0
    assert sent.headers["Location"] == paper.get_absolute_url()
    assert paper.number == f"新妇告〔{paper.issued_at.year}〕1号"
    assert {"paper.issue", "case.paper"} <= acts
    assert lines[-1]["text"] == f"受理告知书{paper.number}"


def test_a_form_sent_twice_takes_one_number(scene):
    client, url = client_of(scene.cast["clerk"]), f"/papers/new/case-notice/{scene.case.number}/"
    once = form(scene)

    led = {client.post(url, once).headers["Location"] for _ in range(3)}

    with scope(ROOT):
        assert IssuedPaper.objects.filter(kind="case-notice").count() == 1
    assert len(led) == 1


def test_the_download_is_a_word_file_with_the_number_in_its_name(scene, notice):
    got = answer(scene, "clerk", f"{notice.get_absolute_url()}docx/")

    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "%E3%80%94" in got.headers["Content-Disposition"]  # 〔
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    lines = [line.text for line in docx.Document(io.BytesIO(got.content)).paragraphs]
    assert lines[:2] == [notice.number, "受理告知书"]
    with scope(ROOT):
        assert LogEntry.objects.filter(action="paper.download").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"source": "own", "mark": "FL1"}, "机关代字只用"),
        ({"source": "office", "number": "平妇〔2026〕001号"}, "不编虚位"),
        ({"source": "neither"}, "neither"),
        ({"addressee": ""}, "不需书面告知"),
        ({"addressee": "张\u200b桂兰"}, "看不见的字符"),
        ({"where_to": ""}, "请填写"),
        ({"where_to": "字" * 601}, "600"),
        ({"once": "no key"}, "页面不完整"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_lost(scene, typed, words):
    client, url = client_of(scene.cast["clerk"]), f"/papers/new/case-notice/{scene.case.number}/"

    got = client.post(url, form(scene) | typed)

    assert got.status_code == 422
    assert words in got.content.decode()
    assert "0375-0000001" in got.content.decode()


# ── What must not stand in it ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("field", ["summary", "progress", "proposal"])
def test_a_name_in_what_leaders_read_is_refused(scene, field):
    words = {"summary": "某妇女反映。", "progress": "已登记。", "proposal": ""}
    words |= {field: f"{NAME}反映被打。"}
    clerk, day = scene.cast["clerk"], clock.today()

    with scope(clerk), pytest.raises(Refused, match="不写当事人姓名") as refused:
        READING.build(actor=clerk, record=scene.case, values=words, day=day)

    assert NAME not in refused.value.words


def test_what_leaders_read_names_nobody_by_itself(scene):
    page = answer(scene, "clerk", scene.paper.get_absolute_url()).content.decode()

    assert NAME not in page
    assert "领导批示" in page


def test_a_case_without_a_name_needs_no_notice(scene):
    clerk = scene.cast["clerk"]
    case = CaseFactory(actor=clerk, call=CallFactory(is_anonymous=True, caller_name=""))

    got = answer(scene, "clerk", f"/papers/new/case-notice/{case.number}/")

    assert got.status_code == 200
    assert "来件人姓名不清的，不需书面告知" in got.content.decode()


# ── Voids ───────────────────────────────────────────────────────────────────────────────────────
def test_a_void_paper_stays_in_the_register_with_its_reason(scene, notice):
    client = client_of(scene.cast["clerk"])

    client.post(f"{notice.get_absolute_url()}void/", {"reason": "姓名写错，另行生成"})

    assert "已作废" in client.get("/papers/?state=void").content.decode()
    assert notice.number in client.get("/papers/?state=void").content.decode()
    assert notice.number not in client.get("/papers/?state=valid").content.decode()
    assert "姓名写错" in client.get(notice.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("who", "may"), [("leader", True), ("clerk", True), ("coordinator", False)]
)
def test_who_may_void(scene, notice, who, may):
    with transaction.atomic(), scope(scene.cast[who]):
        call = {"paper": notice, "actor": scene.cast[who], "at": clock.now(), "reason": "重复生成"}
        if may:
            assert actions.void_paper(**call).is_void
            with pytest.raises(Refused, match="已经作废"):
                actions.void_paper(**call)
        else:
            with pytest.raises(Refused):
                actions.void_paper(**call)


# ── The register ────────────────────────────────────────────────────────────────────────────────
def test_the_register_is_filtered_and_turned_by_pages(scene):
    for _ in range(52):
        PaperFactory(actor=scene.cast["clerk"], case=scene.case)
    client = client_of(scene.cast["clerk"])

    first = client.get("/papers/?kind=case-reading").content.decode()

    assert "共53份" in first
    assert "before=" in first
    assert "没有符合条件" in client.get("/papers/?q=没有这个文号").content.decode()


def test_the_blank_form_needs_no_case(scene):
    client = client_of(scene.cast["clerk"])

    sent = client.post("/papers/new/case-form/blank/", {"once": str(uuid.uuid4())})

    assert sent.status_code == 302
    assert "□来电" in client.get(sent.headers["Location"]).content.decode()
    assert client.get("/papers/new/case-form/410402-2026-1/").status_code == 404
    assert client.get("/papers/new/no-such-kind/blank/").status_code == 404
