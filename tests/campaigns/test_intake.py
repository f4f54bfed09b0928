"""批量收件: guessed from names, one act a file; what cannot be used says so and stays."""

import io
from datetime import date

import docx
import pytest
from django.db import transaction

from campaigns import actions, holding
from campaigns.actions.intake import take_in
from campaigns.models import Duty, DutyFile, DutyVersion, IntakeFile
from campaigns.rules import intake as rules
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.files import actions as files
from tests.campaigns.shared import scene, stage
from tests.factories.files import upload
from tests.factories.materials import owe
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]
UNITS = {
    "410402": ("新华区妇女联合会", "新华区妇联"),
    "410421": ("宝丰县妇女联合会", "宝丰县妇联"),
    "4104M07": ("市公安局", "市公安局"),
    "4104M09": ("市人民检察院", "市检察院"),
}
THINGS = (
    rules.Thing("indicator_report", ("统计表", "数据"), is_table=True),
    rules.Thing("summary", ("总结", "小结")),
    rules.Thing("excellent_case", ("案例",)),
)
MAILED = actions.Received("mail", date(2026, 3, 10), "3月10日电子邮件")
SUMMARY = [("一、基本情况", ["开展活动3场。"]), ("二、主要做法", ["进社区讲法。"])]


def docx_of(sections):
    made, out = docx.Document(), io.BytesIO()
    for heading, paragraphs in sections:
        made.add_heading(heading, 1)
        for paragraph in paragraphs:
            made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("新华区总结.docx", "410402", "summary"),
        ("宝丰县妇联 “三八”维权周 统计表（终稿）.xlsx", "410421", "indicator_report"),
        ("检察院优秀案例.docx", "4104M09", "excellent_case"),
        ("优秀案例工作总结-平顶山市公安局.pdf", "4104M07", "summary"),
        ("新华.xls", "410402", "indicator_report"),
        ("新华区和宝丰县.docx", "", ""),
        ("扫描件0001.pdf", "", ""),
    ],
)
def test_whose_and_what_is_guessed_from_the_name(name, unit, kind):
    assert rules.guess_unit(name, UNITS) == unit
    assert rules.guess_kind(name, THINGS) == kind


@pytest.fixture
def city(scene):
    """The coordinator, and a summary the county owes her."""
    planner = scene.cast["coordinator"]
    with transaction.atomic(), scope(planner):
        duty = owe(planner, "summary")
        yield planner, Duty.objects.for_page().get(pk=duty.pk)


def drop(campaign, actor, content, name):
    return files.attach(
        holder=holding.INTAKE, record=campaign, upload=upload(content, name), actor=actor,
        at=clock.now(),
    )  # fmt: skip


def take(city, file, **other):
    planner, duty = city
    given = {
        "inbox": holding.INTAKE,
        "papers": holding.DUTIES,
        "unit_code": duty.unit_code,
        "kind": duty.kind,
        "received": MAILED,
    } | other
    return take_in(
        campaign=duty.participation.campaign,
        file_id=file.pk,
        actor=planner,
        at=clock.now(),
        **given,
    )


def test_a_mailed_word_file_becomes_the_units_summary_on_the_day_it_came(city):
    planner, duty = city
    file = drop(duty.participation.campaign, planner, docx_of(SUMMARY), "新华区总结.docx")

    taken = take(city, file)

    version = DutyVersion.objects.get(duty=duty)
    assert taken.is_sent
    assert taken.words == "正文13字已读入。"
    assert [one["text"] for one in version.content["sections"]][:2] == [
        "开展活动3场。",
        "进社区讲法。",
    ]
    assert (version.way, version.basis, version.received_on) == (
        "mail",
        MAILED.basis,
        date(2026, 3, 10),
    )
    kept = DutyFile.objects.get(duty=duty)
    assert (kept.name, kept.way, kept.unit_code) == (file.name, "mail", duty.unit_code)
    assert kept.stored == file.stored
    assert not IntakeFile.objects.exists()


def test_what_cannot_be_taken_stays_in_the_inbox_and_a_scan_is_evidence_enough(city):
    planner, duty = city
    scan = drop(duty.participation.campaign, planner, b"%PDF-1.4\n%%EOF", "扫描件.pdf")

    for wrong, words in (
        ({"kind": "plan"}, "不报这样材料"),
        ({"received": actions.Received("mail", date(2099, 1, 1), "邮件")}, "不能晚于今天"),
        ({"received": actions.Received("mail", date(2026, 1, 1), "邮件")}, "不能早于"),
    ):
        with pytest.raises(Refused, match=words):
            take(city, scan, **wrong)
    assert IntakeFile.objects.get() == scan
    assert Duty.objects.get(pk=duty.pk).status == "waiting"

    assert take(city, scan).is_sent
    again = drop(duty.participation.campaign, planner, b"%PDF-1.4\n1%%EOF", "扫描件2.pdf")
    with pytest.raises(Refused, match="不能再代报"):
        take(city, again)


def test_a_text_of_too_many_words_is_kept_and_not_sent(city):
    planner, duty = city
    long = docx_of([("一、基本情况", ["字" * 1501])])

    taken = take(city, drop(duty.participation.campaign, planner, long, "总结.docx"))

    assert [one.words for one in taken.missing] == [
        "正文1,501字，超出1字，请删减后报送，已为您保存"
    ]
    assert Duty.objects.get(pk=duty.pk).status == "draft"
    assert DutyFile.objects.filter(duty=duty).count() == 1


def test_the_unit_confirms_once_what_was_sent_for_it(city, scene):
    planner, duty = city
    take(city, drop(duty.participation.campaign, planner, docx_of(SUMMARY), "总结.docx"))
    clerk = scene.cast["clerk"]

    with pytest.raises(Refused, match="填报单位自己核对"):
        actions.confirm_duty(duty=duty, actor=planner, at=clock.now())
    with scope(clerk):
        assert actions.confirm_duty(duty=duty, actor=clerk, at=clock.now()).confirmed_at
        with pytest.raises(Refused, match="已经核对过"):
            actions.confirm_duty(duty=duty, actor=clerk, at=clock.now())


def test_one_bad_row_keeps_the_others_and_says_so_in_its_place(city):
    planner, duty = city
    campaign = duty.participation.campaign
    client, url = client_of(planner), f"/campaigns/{campaign.pk}/intake/"
    sent = [upload(docx_of(SUMMARY), "新华区总结.docx"), upload(b"MZ\x00", "病毒.exe"),
            upload(b"%PDF-1.4\n%%EOF", "扫描件.pdf")]  # fmt: skip
    answer = client.post(url, {"role": "plain", "files": sent})
    assert answer.status_code == 422
    assert "病毒.exe：暂不支持这种文件" in answer.content.decode()

    rows = {file.name: str(file.pk) for file in IntakeFile.objects.all()}
    assert set(rows) == {"新华区总结.docx", "扫描件.pdf"}
    data = {}
    for name, key in rows.items():
        about = {"unit": duty.unit_code, "kind": "summary", "way": "mail", "basis": name}
        about["received_on"] = "2026-03-10" if name.endswith("docx") else "明年"
        data |= {f"{key}-{field}": value for field, value in about.items()}
    answer = client.post(f"{url}take/", data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "已代新华区妇联报总结" in page
    assert "请填日期" in page
    assert 'value="明年"' in page
    assert [file.name for file in IntakeFile.objects.all()] == ["扫描件.pdf"]
