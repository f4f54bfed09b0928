"""Blind: a judge reads the text that was looked through, and no address shows her another."""

import io
import re
import zipfile
from dataclasses import replace
from unittest import mock

import pytest
from django.db import transaction
from django.template.base import Template

from campaigns import actions
from campaigns.models import Duty, DutyFile, DutyVersion, JudgedCase, JudgedText, ScoreSheet
from portal.access import scope
from portal.access.refusal import Refused
from tests.campaigns.shared import scene, stage
from tests.factories.judging import STORY, bench_of, run, send
from tests.factories.scene import client_of
from tests.factories.stage import address_on
from tests.guards.routes import ours

__all__ = ["scene", "stage"]
HERE, THERE = "410402", "410403"
TITLE = "新华区妇联的一条板凳"
MARKS = (STORY[:10], TITLE, "李知微讲彩礼")


@pytest.fixture
def bench(scene):
    return bench_of(scene).begin()


@pytest.fixture
def judge(bench):
    return bench.judges[0]


def sent_back(bench, unit):
    with scope(bench.planner):
        duty = Duty.objects.for_page().get(pk=bench.duties[unit].pk)
    run(bench.planner, actions.return_duty, duty=duty, remarks=[actions.Remark("请补充")])
    return duty


def sent_again(bench, unit, by, text):
    with transaction.atomic(), scope(bench.planner):
        duty = Duty.objects.get(pk=bench.duties[unit].pk)
        send(duty, by, title=TITLE, text=text, hosts="新华区妇联")


def read(judge, sheet):
    return client_of(judge).get(sheet.get_absolute_url()).content.decode()


def test_what_a_judge_reads_has_no_name_in_it(bench, judge):
    bench.open()
    page = read(judge, bench.sheet(judge, HERE))

    assert "××在××摆出板凳，××讲彩礼，热线××。" in page
    for name in ("新华区", "光明路", "李知微", "1234567"):
        assert name not in page


def test_a_text_is_read_only_while_somebody_stands_for_it(bench, judge, scene):
    """Corrected by hand it is 未核对; sent back and sent anew too, until it is looked through."""
    bench.open()
    sheet = bench.sheet(judge, HERE)
    bench.check(HERE, is_checked=False, idea="在××摆出长凳。")
    assert "正在重新核对" in read(judge, sheet)
    with pytest.raises(Refused, match="正在重新核对"):
        bench.score(judge, HERE)
    with scope(judge):
        assert JudgedText.objects.count() == 1  # the other county's
    bench.check(HERE)
    assert "在××摆出长凳。" in read(judge, sheet)

    bench.score(judge, HERE)
    sent_back(bench, HERE)
    with scope(judge):
        assert JudgedText.objects.count() == 1
    with pytest.raises(Refused, match="已退回填报单位"):
        bench.check(HERE)
    with pytest.raises(Refused, match="正文还没有核对"):
        bench.conclude()
    sent_again(bench, HERE, scene.cast["clerk"], "新华区改写了。")
    with pytest.raises(Refused, match="取最新正文"):
        bench.check(HERE)
    run(bench.planner, actions.collect_cases, judging=bench.judging)
    bench.check(HERE)

    fresh = bench.sheet(judge, HERE)
    assert (fresh.version, fresh.handed_at) == (2, None)
    assert "××改写了。" in read(judge, fresh)
    with pytest.raises(Refused, match=f"案例{sheet.number}只有0名评委交分"):
        bench.conclude()


def test_a_case_that_is_dropped_is_read_no_more_and_holds_nothing_up(bench, judge):
    bench.open()
    sheet = bench.sheet(judge, HERE)
    for one in bench.judges:
        bench.score(one, THERE)
    url = f"/campaigns/{bench.campaign.pk}/judging/cases/{sheet.number}/drop/"
    assert client_of(bench.planner).post(url, {"reason": ""}).status_code == 422
    assert client_of(bench.planner).post(url, {"reason": "单位撤回"}).status_code == 302

    assert client_of(judge).get(sheet.get_absolute_url()).status_code == 404
    assert bench.conclude().grades[0]["number"] == bench.case(THERE).number


def test_the_planner_sees_both_texts_and_keeps_what_was_typed(bench):
    case = bench.case(HERE)
    url = f"/campaigns/{bench.campaign.pk}/judging/cases/{case.number}/"
    page = client_of(bench.planner).get(url).content.decode()
    assert "未核对" in page
    assert STORY in page
    assert "××在××摆出板凳" in page

    body = {"title": "", "idea": "改到一半", "act": "check"}
    answer = client_of(bench.planner).post(url, body)
    assert answer.status_code == 422
    assert "改到一半" in answer.content.decode()
    body |= {"title": "一条板凳"}
    assert client_of(bench.planner).post(url, body).status_code == 302
    with scope(bench.planner):
        text = JudgedText.objects.get(case=case)
    assert (text.content["title"], text.by_name) == ("一条板凳", bench.planner.name)


def test_a_judge_sees_no_case_no_colleagues_sheet_and_the_database_says_so(bench, judge, scene):
    bench.open()
    for one in bench.judges:
        with scope(one):
            assert not Duty.objects.filter(pk__in=[d.pk for d in bench.duties.values()]).exists()
            assert not DutyVersion.objects.filter(duty=bench.duties[HERE]).exists()
            assert not JudgedCase.objects.exists()
            assert JudgedText.objects.count() == JudgedText.objects.visible_to(one).count() == 2
    other = bench.sheet(bench.judges[1], HERE)
    assert client_of(judge).get(other.get_absolute_url()).status_code == 404
    for who in ("clerk", "stranger", "police", "town"):
        with scope(scene.cast[who]):
            assert not JudgedText.objects.exists(), who
    everything = bench.planner
    with scope(everything):
        assert ScoreSheet.objects.visible_to(judge).count() == 2
        assert not ScoreSheet.objects.visible_to(scene.cast["police"]).exists()
        assert not JudgedText.objects.visible_to(scene.cast["clerk"]).exists()
        assert JudgedText.objects.visible_to(judge).count() == 2


def addresses(scene, bench):
    """Every address by GET, those of campaigns and duties leading to the judged case."""
    duty = bench.duties[HERE]
    about = replace(
        scene,
        asked=replace(scene.asked, duty=duty, campaign=bench.campaign),
        written=replace(scene.written, case=duty, report=duty),
    )
    made = {address_on(about, route) for route in ours()}
    with scope(bench.planner):
        photo = DutyFile.objects.filter(duty=scene.asked.duty).first()
    made |= {f"/files/duties/{duty.pk}/", f"/files/duties/{scene.asked.duty.pk}/{photo.pk}/small/"}
    made |= {f"/campaigns/{bench.campaign.pk}/judging/cases/{n}/" for n in (1, 2)}
    return sorted(made | {"/search/?q=板凳", "/search/?q=新华区妇联", "/log/?q=案例"})


def unpacked(body):
    """A page as it is, a Word or Excel file by its parts."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def unwatched(template, given):
    """The page as it is, without telling the test what the template was given: half of its time."""
    return template.nodelist.render(given)


def shown(actor, urls):
    """{address: what of the original it shows}"""
    client, found = client_of(actor, raise_request_exception=False), {}
    for url in urls:
        with transaction.atomic(), mock.patch.object(Template, "_render", unwatched):
            answer = client.get(url)
            assert answer.status_code < 500, url
            body = b"".join(answer) if answer.streaming else answer.content
        words = [mark for mark in MARKS if mark in unpacked(body).decode(errors="ignore")]
        if words:
            found[url] = words
    return found


def test_no_address_shows_a_judge_the_original(bench, scene):
    """Every one for a leader of another county; for one of a member unit, and for the planner as
    the control, those that lead to a case."""
    bench.open()
    urls = addresses(scene, bench)
    about = [url for url in urls if re.match("/(campaigns/(?!activ)|files/duties|search|log)", url)]

    assert len(urls) > 200
    assert shown(bench.judges[0], urls) == {}
    for one in bench.judges:
        assert shown(one, [bench.sheet(one, HERE).get_absolute_url()]) == {}
    assert shown(bench.judges[2], about) == {}
    seen = " ".join(shown(bench.planner, about))
    assert all(word in seen for word in ("/cases/", "/review/", "/docx/", "/judging/")), seen


def test_where_the_unit_is_not_hidden_its_name_stands_there_and_still_nothing_else(scene):
    bench = bench_of(scene).begin(is_blind=False)
    run(bench.planner, actions.open_judging, judging=bench.judging)
    judge = bench.judges[0]
    page = read(judge, bench.sheet(judge, HERE))

    assert "办理单位：" in page
    assert STORY in page
    assert client_of(judge).get(f"/campaigns/duties/{bench.duties[HERE].pk}/").status_code == 404
