"""定稿: what the leader changed comes back, number by number."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.papers import actions, comparison
from portal.papers.document import Heading, Paper, Text
from portal.papers.docx import write
from portal.papers.models import IssuedPaper
from tests.conftest import ROOT
from tests.factories.papers import PaperFactory
from tests.factories.scene import client_of

SUMMARY = {"summary": "共走访36户，发放资料85,822份，其中重点家庭12户。"}


@pytest.mark.parametrize(
    ("draft", "final", "verdicts"),
    [
        ("发放资料85,822份", "发放资料85822份", ["same"]),
        ("发放资料85,822份", "发放资料８５８２２份", ["same"]),
        ("发放资料85,822份", "发放资料85,702份", ["changed"]),
        ("走访36户", "走访36户，举办讲座8场", ["same", "unknown"]),
        ("走访36户，讲座8场", "走访36户", ["same", "gone"]),
        ("走访36户，讲座8场", "讲座8场，走访36户", ["same", "same"]),
        ("占15.2%", "占15.3%", ["changed"]),
        ("没有数字", "也没有", []),
    ],
)
def test_each_number_is_the_same_changed_unknown_or_gone(draft, final, verdicts):
    found = comparison.compare(draft, final)

    assert sorted(f.verdict for f in found) == sorted(verdicts)


def test_what_stands_beside_a_number_is_shown():
    (found,) = comparison.compare("共走访36户", "共走访38户")

    assert (found.draft, found.final) == ("36", "38")
    assert "走访【38】户" in found.beside


@pytest.fixture
def paper(scene):
    return PaperFactory(actor=scene.cast["clerk"], case=scene.case, values=SUMMARY)


def edited(paper, old="85,822", new="85,702"):
    """The issued file as it comes back from WPS."""
    document = docx.Document(io.BytesIO(bytes(paper.content)))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for line in [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]:
        if old in line.text:
            line.runs[0].text = line.text.replace(old, new)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def send(scene, paper, content, who="clerk", name="定稿.docx"):
    url = f"{paper.get_absolute_url()}final/"
    return client_of(scene.cast[who]).post(url, {"file": SimpleUploadedFile(name, content)})


def fresh(paper):
    with scope(ROOT):
        return IssuedPaper.objects.get(pk=paper.pk)


def test_an_unchanged_text_is_confirmed_by_itself(scene, paper):
    send(scene, paper, edited(paper, "没有", "没有"))

    assert fresh(paper).final_confirmed_at
    assert {f["verdict"] for f in fresh(paper).findings} == {"same"}


def test_a_changed_number_waits_until_somebody_looked(scene, paper):
    client, url = client_of(scene.cast["clerk"]), f"{paper.get_absolute_url()}final/confirm/"
    send(scene, paper, edited(paper))

    page = client.get(paper.get_absolute_url()).content.decode()
    assert "1个数字与初稿不同" in page
    assert "还有1个数字没有逐个确认" in client.post(url).content.decode()
    assert fresh(paper).final_confirmed_at is None

    (open_,) = comparison.open_ones(fresh(paper).findings)
    client.post(url, {"checked": [str(open_)]})

    assert fresh(paper).final_confirmed_at
    assert "85,702" in client.get(paper.get_absolute_url()).content.decode()
    assert client.get(f"{paper.get_absolute_url()}docx/").content == bytes(fresh(paper).final)


def test_a_confirmed_text_is_frozen(scene, paper):
    send(scene, paper, edited(paper, "没有", "没有"))

    answer = send(scene, paper, edited(paper))

    assert answer.status_code == 422
    assert "定稿已经确认，不能再换" in answer.content.decode()


def test_a_text_without_our_styles_is_shown_by_its_paragraphs(scene, paper):
    document = docx.Document()
    document.add_paragraph("关于情况的报告")
    document.add_paragraph("共走访36户。")
    file = io.BytesIO()
    document.save(file)
    send(scene, paper, file.getvalue())

    page = client_of(scene.cast["clerk"]).get(paper.get_absolute_url()).content.decode()
    assert "关于情况的报告" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "这不是Word文件"),
        (b"PK\x03\x04broken", "这个文件已损坏"),
    ],
)
def test_a_bad_file_is_refused_on_the_page_and_nothing_is_kept(scene, paper, content, words):
    answer = send(scene, paper, content)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert fresh(paper).final is None


def test_nothing_chosen_is_told(scene, paper):
    answer = client_of(scene.cast["clerk"]).post(f"{paper.get_absolute_url()}final/")

    assert answer.status_code == 422
    assert "请选择一个docx文件" in answer.content.decode()


def test_the_text_of_a_void_paper_is_not_taken(scene, paper):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        call = {"paper": paper, "actor": scene.cast["clerk"], "at": clock.now()}
        actions.void_paper(**call, reason="重复生成")
        with pytest.raises(Refused, match="未作废"):
            actions.take_back(**call, content=edited(paper), words="")


def test_others_do_not_send_it(scene, paper):
    assert send(scene, paper, edited(paper), who="stranger").status_code == 404
    assert send(scene, paper, edited(paper), who="coordinator").status_code == 422
    assert fresh(paper).final is None


def test_a_dropped_file_is_read_and_not_kept(scene):
    client = client_of(scene.cast["clerk"])
    file = write(Paper(title="情况说明", blocks=(Heading("基本情况"), Text("共走访36户。"))))

    answer = client.post("/papers/word/", {"file": SimpleUploadedFile("a.docx", file)})

    assert answer.status_code == 200
    assert "第1级" in answer.content.decode()
