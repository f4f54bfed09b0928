"""Texts in sections: refused at 2,001 字 and at two pictures, accepted at 2,000 and three."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.db import transaction

from campaigns import actions, holding
from campaigns.actions.texts import read_case, save_sections
from campaigns.demo.pictures import picture as drawn
from campaigns.models import CaseReading, Duty, DutyFile, DutyVersion
from campaigns.reports import drafts, hints, text_material
from campaigns.rules import texts as rules
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.campaigns.shared import scene, stage
from tests.factories.files import picture
from tests.factories.materials import FAIR, add_photo, make_activity, owe
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]
FIVE = ("idea", "facts", "form", "effect", "insight")
WHOLE = {"title": "一条板凳", "hosts": "新华区妇联", **dict.fromkeys(FIVE, "字" * 400)}
CAPTION = "楼院里的板凳会"


@pytest.fixture
def duty(scene):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        yield Duty.objects.for_page().get(pk=scene.written.case.pk)


def write(duty, actor, photos=3, **texts):
    save_sections(duty=duty, texts=WHOLE | texts, actor=actor, at=clock.now())
    have = DutyFile.objects.filter(duty=duty).count()
    for number in range(have, photos):
        photo = add_photo(
            holding.DUTIES, duty, actor, content=picture((640, 400 + 40 * number)), caption=CAPTION
        )
        DutyFile.objects.filter(pk=photo.pk).update(consent="nobody")


def said(duty):
    return [one.words for one in text_material.complete(duty)]


def test_refused_at_2001_words_and_two_pictures_accepted_at_2000_and_three(duty, scene):
    clerk = scene.cast["clerk"]
    write(duty, clerk, photos=2, insight="字" * 401)

    with pytest.raises(actions.Incomplete) as refused:
        actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    assert [one.words for one in refused.value.missing] == [
        "正文2,001字，超出1字，请删减后报送，已为您保存", "图片2张（需3—5张）",
    ]  # fmt: skip

    write(duty, clerk, photos=3)
    assert actions.submit_duty(duty=duty, actor=clerk, at=clock.now()).status == "submitted"
    assert DutyVersion.objects.get(duty=duty).content["words"] == 2000


def test_all_that_is_missing_is_said_at_once(duty):
    assert said(duty) == [
        "题目未填", "办理单位未填", "第一部分未填", "第二部分未填", "第三部分未填", "第四部分未填",
        "第五部分未填", "图片0张（需3—5张）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"caption": "板凳"}, "第1张缺说明（至少4字）"),
        ({"consent": ""}, "第1张没有注明肖像同意情况"),
        ({"consent": "not_given"}, "第1张未征得同意，不能用于案例"),
        ({"consent": "given", "has_minor": True}, "第1张拍到未成年人，请先遮挡面部"),
    ],
)
def test_each_picture_has_caption_consent_and_no_childs_face(duty, scene, values, words):
    write(duty, scene.cast["clerk"])
    first = text_material.photos_of(duty)[0]
    DutyFile.objects.filter(pk=first.pk).update(**values)

    assert said(duty) == [words]


def test_what_changed_after_a_return_is_marked_and_every_version_is_kept(duty, scene):
    clerk, coordinator = scene.cast["clerk"], scene.cast["coordinator"]
    write(duty, clerk, effect="九场共答疑七十三个。\n参与调解五件。")
    actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    places = [place.anchor for place in text_material.places(duty, duty.versions.first())]
    assert "text-effect-2" in places
    with scope(coordinator):
        remark = actions.Remark("请写明调解结果", "text-effect-2", "活动效果评估 第2段")
        actions.return_duty(duty=duty, remarks=[remark], actor=coordinator, at=clock.now())
    with scope(clerk):
        write(duty, clerk, effect="九场共答疑七十三个。\n参与调解五件，达成一致四件。")
        actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
        version = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
        shown = text_material.review_context(duty, version, clerk)

    changed = [
        paragraph["text"]
        for section in shown["sections"]
        for paragraph in section["paragraphs"]
        if paragraph["is_changed"]
    ]
    assert changed == ["参与调解五件，达成一致四件。"]
    assert version.number == 2


def test_a_case_is_read_after_it_was_accepted_and_its_unit_sees_no_mark(duty, scene):
    clerk, coordinator = scene.cast["clerk"], scene.cast["coordinator"]
    write(duty, clerk)
    actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    with scope(coordinator):
        with pytest.raises(Refused, match="先审核通过"):
            read_case(duty=duty, mark="recommended", actor=coordinator, at=clock.now())
        actions.accept_duty(duty=duty, actor=coordinator, at=clock.now())
        read_case(duty=duty, mark="recommended", actor=coordinator, at=clock.now())
        assert CaseReading.objects.get(duty=duty).mark == "recommended"
    with scope(clerk):
        assert not CaseReading.objects.filter(duty=duty).exists()


def test_what_was_sent_comes_as_a_word_file_with_its_pictures(duty, scene):
    clerk = scene.cast["clerk"]
    url = f"/campaigns/duties/{duty.pk}/text/docx/"
    before = client_of(clerk).get(url).status_code
    write(duty, clerk)
    actions.submit_duty(duty=duty, actor=clerk, at=clock.now())

    answer = client_of(clerk).get(url)

    made = docx.Document(io.BytesIO(answer.content))
    lines = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert (before, answer.status_code) == (404, 200)
    assert lines[:4] == ["一条板凳", "办理单位：新华区妇联", "一、活动创意思路", "字" * 400]
    assert lines[-1] == CAPTION
    assert len(made.inline_shapes) == 3
    assert client_of(scene.cast["stranger"]).get(url).status_code == 404


def test_the_reviewer_is_shown_recycled_text_damage_and_a_near_same_picture(duty, scene):
    clerk, stranger, coordinator = (scene.cast[who] for who in ("clerk", "stranger", "coordinator"))
    story = "每场只讲一件事彩礼怎么退老人由谁养房本写谁的名挨了打怎么办先由社区妇联主席用方言讲案例"
    write(duty, clerk, form=story, effect="纪念“三八”20231周年，XX县区妇联维权效劳。")
    actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    other = owe(scene.cast["coordinator"], "excellent_case", unit_code="410403", year=2027)
    with scope(stranger):
        write(other, stranger, form=story)
        actions.submit_duty(duty=other, actor=stranger, at=clock.now())
    with scope(coordinator):
        version = DutyVersion.objects.filter(duty=duty).first()
        words = hints.of_text(duty, version, coordinator)

    for expected in ("20231", "XX县区", "效劳", "卫东区妇联的材料文字相近", "图片相近"):
        assert any(expected in one for one in words), expected


def test_a_picture_twice_in_a_case_and_in_anothers_activity_is_pointed_to(duty, scene):
    clerk, stranger, coordinator = (scene.cast[who] for who in ("clerk", "stranger", "coordinator"))
    same, own = drawn("benches", "甲"), drawn("lamp", "乙")
    write(duty, clerk, photos=0)
    for content in (same, own, same):
        photo = add_photo(holding.DUTIES, duty, clerk, content=content, caption=CAPTION)
        DutyFile.objects.filter(pk=photo.pk).update(consent="nobody")
    actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    add_photo(holding.ACTIVITIES, make_activity(stranger), stranger, content=same)
    mine = replace(FAIR, held_on=duty.participation.campaign.begins_on)
    add_photo(holding.ACTIVITIES, make_activity(clerk, mine), clerk, content=own)

    with scope(coordinator):
        words = hints.alike_pictures(duty, coordinator)

    assert "第3张图片与第1张相近，请核对。" in words
    assert "第1张图片与卫东区妇联2026年3月活动的照片相近，请核对。" in words
    assert not any(one.startswith("第2张") for one in words), words


def test_headings_of_a_word_file_find_their_sections():
    found = rules.mapped(
        rules.CASE_PARTS,
        [
            ("一、活动背景", ["走访时一位大姐说。"]),
            ("二、基本情况", ["3月3日开展。", "三、活动形式、内容", "每场只讲一件事。"]),
            ("四、取得成效", ["答疑73个。"]), ("五、几点体会", ["场子越小，话越真。"]),
        ],
    )  # fmt: skip

    assert found == {
        "idea": "走访时一位大姐说。", "facts": "3月3日开展。", "form": "每场只讲一件事。",
        "effect": "答疑73个。", "insight": "场子越小，话越真。",
    }  # fmt: skip


def test_a_paste_loses_the_blanks_of_another_program():
    assert (
        rules.cleaned("　　第一段。\r\n\r\n\u00a0第二段。\v第三段") == "第一段。\n第二段。\n第三段"
    )


def test_a_draft_is_made_of_activities_and_keeps_what_was_written(scene):
    clerk = scene.cast["clerk"]
    summary = owe(scene.cast["coordinator"], "summary", word_limit=1500)
    with scope(clerk):
        owed = Duty.objects.for_page().get(pk=summary.pk)
        offered = drafts.activities_of(owed, clerk)
        made = drafts.draft_of(owed, offered)

    assert offered[0].held_on == date(2026, 3, 6)
    assert made["work"].startswith("3月6日在诸葛庙街广场开展“法律赶大集”，发放宣传资料600份")
