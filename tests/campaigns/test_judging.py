"""评审: off by default, its judges, drafts and sheets."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from campaigns import actions
from campaigns.actions.judges import panel_of
from campaigns.models import Judging, ScoreSheet
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.desk.registry import todos_for
from portal.units.models import Unit
from tests.campaigns.shared import scene, stage
from tests.factories.judging import BASIS, FULL, bench_of, run
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]
HERE, THERE = "410402", "410403"


@pytest.fixture
def bench(scene):
    return bench_of(scene)


@pytest.fixture
def begun(bench):
    return bench.begin()


@pytest.fixture
def open_(begun):
    return begun.open()


def text(actor, url, **options):
    return client_of(actor).get(url, **options).content.decode()


# ── The switch ──────────────────────────────────────────────────────────────────────────────────
def test_it_is_off_until_it_is_turned_on_with_a_paper(bench):
    url = f"/campaigns/{bench.campaign.pk}/judging/"
    gallery = f"/campaigns/{bench.campaign.pk}/cases/"
    assert "未开启" in text(bench.planner, url)
    assert "不评等次" in text(bench.planner, gallery)

    answer = client_of(bench.planner).post(url, {"basis": " ", "is_blind": "on"})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="批准文件"):
        run(bench.planner, actions.begin_judging, campaign=bench.campaign, basis=" ", is_blind=True)
    with scope(bench.planner):
        assert not Judging.objects.exists()

    answer = client_of(bench.planner).post(url, {"basis": BASIS, "is_blind": "on"}, follow=True)
    assert "准备中" in answer.content.decode()
    assert "不评等次" not in text(bench.planner, gallery)


def test_it_cannot_be_turned_on_twice_but_again_after_it_was_turned_off(begun):
    again = {"campaign": begun.campaign, "basis": BASIS, "is_blind": True}
    with pytest.raises(Refused, match="已经开启"):
        run(begun.planner, actions.begin_judging, **again)
    run(begun.planner, actions.stop_judging, judging=begun.judging)
    with pytest.raises(Refused, match="已关闭，不能开始评审"):
        run(begun.planner, actions.open_judging, judging=begun.judging)
    run(begun.planner, actions.begin_judging, **again)


def test_without_an_accepted_case_there_is_nothing_to_judge(scene):
    with pytest.raises(Refused, match="还没有审核通过"):
        run(
            scene.cast["coordinator"], actions.begin_judging, campaign=scene.asked.campaign,
            basis=BASIS, is_blind=True,
        )  # fmt: skip


def test_only_the_planner_moves_it(begun, scene):
    for move in ("open_judging", "stop_judging", "collect_cases"):
        with pytest.raises(Refused, match="筹备单位"):
            run(scene.cast["clerk"], getattr(actions, move), judging=begun.judging)


# ── Judges ──────────────────────────────────────────────────────────────────────────────────────
def test_it_opens_only_with_texts_looked_through_and_three_judges_a_case(begun, scene):
    url = f"/campaigns/{begun.campaign.pk}/judging/"
    answer = client_of(begun.planner).post(f"{url}open/")
    assert answer.status_code == 422
    assert "案例1、案例2的正文还没有核对" in answer.content.decode()

    begun.check(HERE)
    begun.check(THERE)
    seat = begun.fresh().seats
    with scope(begun.planner):
        third = seat.get(account_id=begun.judges[2].account_id)
    run(begun.planner, actions.release_judge, seat=third, reason="出差")
    begun.name([scene.cast["stranger"]])  # of 卫东区: not for its own case
    own = begun.case(THERE).number
    with pytest.raises(Refused, match=f"^案例{own}可以评它的评委只有2人，还差1人。"):
        run(begun.planner, actions.open_judging, judging=begun.judging)

    begun.name([begun.judges[2]])
    assert client_of(begun.planner).post(f"{url}open/").status_code == 302
    with scope(scene.cast["stranger"]):
        numbers = set(ScoreSheet.objects.values_list("number", flat=True))
    assert numbers == {begun.case(HERE).number}


def test_who_wrote_it_or_lately_worked_there_gets_no_sheet(begun, scene):
    """新华区's writer works in 石龙区 by now; a judge came from 新华区 last month."""
    writer, moved = scene.cast["clerk"], begun.judges[0]
    now, units = clock.now(), {unit.code: unit for unit in Unit.objects.all()}
    long_ago, lately = now - timedelta(days=900), now - timedelta(days=30)
    old = {"roles": ["county_clerk"], "unit": units[HERE], "valid_to": lately}
    Posting.objects.filter(account=writer.account_id).update(unit=units["410404"])
    Posting.objects.create(account_id=moved.account_id, valid_from=long_ago, **old)
    begun.name([writer])

    with scope(begun.planner):
        panel = panel_of(begun.fresh(), begun.planner)
        may = {case.duty.unit_code: {one.name for one in seats} for case, seats in panel.items()}
    assert may == {HERE: {"毕言", "岑宁"}, THERE: {"安其", "毕言", "岑宁", "李知微"}}


def test_people_of_the_city_and_of_towns_cannot_be_named(begun, scene):
    for who in ("city_leader", "town", "hotline", "branch"):
        with pytest.raises(Refused, match="请选择评委"):
            begun.name([scene.cast[who]])
    with pytest.raises(Refused, match="已是评委"):
        begun.name([begun.judges[0]])


def test_a_judge_added_while_scores_are_given_gets_her_sheets_and_a_line_on_the_desk(open_, scene):
    police = scene.cast["police"]
    open_.name([police])

    with scope(police):
        assert ScoreSheet.objects.count() == 2
        lines = [one for one in todos_for(police, 20) if one.next_act == "评分"]
    assert [one.title for one in lines] == [open_.judging.title]
    for unit in (HERE, THERE):
        open_.score(police, unit)
    with scope(police):
        assert not [one for one in todos_for(police, 20) if one.next_act == "评分"]


def test_a_text_to_look_through_is_on_the_planners_desk(begun, scene):
    def line(actor):
        with scope(actor):
            return [one.state for one in todos_for(actor, 20) if one.number == "评审"]

    assert line(begun.planner) == ["2篇正文待核对"]
    assert line(scene.cast["clerk"]) == []
    begun.check(HERE)
    begun.check(THERE)
    assert line(begun.planner) == []


def test_who_left_is_counted_no_more_and_reads_nothing_new(open_):
    judge = open_.judges[0]
    open_.score(judge, HERE)
    with scope(open_.planner):
        seat = open_.fresh().seats.get(account_id=judge.account_id)
    run(open_.planner, actions.release_judge, seat=seat, reason="与一家有关系")
    open_.score(open_.judges[1], HERE)
    open_.score(open_.judges[2], HERE)

    with scope(judge):
        assert ScoreSheet.objects.count() == 1
    with pytest.raises(Refused, match=f"案例{open_.case(HERE).number}只有2名评委交分，还差1人"):
        open_.conclude()


def test_a_judge_steps_aside_with_a_reason_and_the_planner_is_told(open_):
    judge, sheet = open_.judges[0], open_.sheet(open_.judges[0], HERE)
    url = sheet.get_absolute_url()
    assert client_of(judge).post(f"{url}aside/", {"reason": " "}).status_code == 422
    answer = client_of(judge).post(f"{url}aside/", {"reason": "去过现场，认出来了"}, follow=True)

    assert "已回避" in answer.content.decode()
    assert "摆出板凳" not in text(judge, url)
    with pytest.raises(Refused, match="已回避"):
        open_.score(judge, HERE)
    assert "认出来了" in text(open_.planner, f"/campaigns/{open_.campaign.pk}/judging/")
    assert "有评委回避" in text(open_.planner, "/notices/")


# ── Scores ──────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_may_have_gaps_but_no_score_out_of_bounds(open_):
    judge, url = open_.judges[0], open_.sheet(open_.judges[0], HERE).get_absolute_url()
    answer = client_of(judge).post(url, {"s_idea": "21", "comment": "有办法"})
    assert answer.status_code == 422
    assert "0到20分之间，现填21分" in answer.content.decode()
    assert "有办法" in answer.content.decode()

    assert client_of(judge).post(url, {"s_idea": "15"}).status_code == 302
    sheet = open_.sheet(judge, HERE)
    assert (sheet.scores, sheet.handed_at) == ({"idea": 15}, None)
    with pytest.raises(Refused, match="组织实施"):
        open_.score(judge, HERE, {"idea": 15})
    with pytest.raises(Refused, match="评语"):
        open_.score(judge, HERE, comment=" ")


def test_half_typed_scores_come_back(open_):
    judge, sheet = open_.judges[0], open_.sheet(open_.judges[0], HERE)
    client = client_of(judge)
    kept = client.post(f"/drafts/case-score.{sheet.pk}/", {"s_idea": "13", "comment": "写了一半"})

    assert kept.status_code == 204
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert 'value="13"' in page
    assert "写了一半" in page


def test_what_was_handed_in_is_changed_by_nobody_and_taken_away_by_nobody(open_):
    judge = open_.judges[0]
    open_.score(judge, HERE)
    with pytest.raises(Refused, match="不能再改"):
        open_.score(judge, HERE, FULL | {"idea": 1})
    for actor in (judge, open_.planner):
        with transaction.atomic(), scope(actor):
            handed = ScoreSheet.objects.filter(handed_at__isnull=False)
            assert handed.update(scores={}) == 0
            assert handed.delete()[0] == 0
            assert handed.count() == 1
    with transaction.atomic(), scope(open_.planner):
        assert ScoreSheet.objects.filter(handed_at=None).update(scores=FULL) == 0


def test_a_judge_makes_no_sheet_for_herself(open_):
    judge, sheet = open_.judges[0], open_.sheet(open_.judges[0], HERE)
    sheet.pk, sheet.version = None, 9

    refused = pytest.raises(ProgrammingError, match="row-level security")
    with scope(judge), refused, transaction.atomic():
        sheet.save(force_insert=True)
