"""评审: the result: no score before it, ties, 等次, what is frozen and how it is corrected."""

import pytest
from django.db import ProgrammingError, transaction

from campaigns.models import JudgingResult
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from tests.campaigns.shared import scene, stage
from tests.factories.judging import FULL, bench_of
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]
HERE, THERE = "410402", "410403"


@pytest.fixture
def open_(scene):
    return bench_of(scene).begin().open()


def text(actor, url):
    return client_of(actor).get(url).content.decode()


def scored(bench, **low):
    for unit in (HERE, THERE):
        for judge in bench.judges:
            bench.score(judge, unit, FULL | (low if unit == THERE else {}))
    return bench


def test_no_score_is_shown_while_a_case_lacks_judges(open_):
    url = f"/campaigns/{open_.campaign.pk}/judging/result/"
    open_.score(open_.judges[0], HERE)
    page = text(open_.planner, url)
    assert "来处清楚" not in page
    assert "只有1名评委交分，还差2人" in page
    answer = client_of(open_.planner).post(url, {"first": "1", "second": "0", "third": "0"})
    assert answer.status_code == 422
    assert "还差2人" in answer.content.decode()


def test_the_result_shows_grades_in_the_gallery_of_the_unit_and_is_corrected_with_a_reason(
    open_, scene
):
    scored(open_, idea=0)
    url = f"/campaigns/{open_.campaign.pk}/judging/result/"
    assert "来处清楚" in text(open_.planner, url)
    answer = client_of(open_.planner).post(url, {"first": "1", "second": "0", "third": "0"})
    assert answer.status_code == 302
    gallery = f"/campaigns/{open_.campaign.pk}/cases/"
    assert "一等" in text(scene.cast["clerk"], gallery)
    assert "一等" not in text(scene.cast["stranger"], gallery)
    with pytest.raises(Refused, match="不能再改"):
        open_.score(open_.judges[0], HERE)

    here, there = open_.case(HERE).number, open_.case(THERE).number
    body = {f"grade_{here}": "second", f"grade_{there}": "first"}
    assert client_of(open_.planner).post(url, body).status_code == 422
    same = client_of(open_.planner).post(url, {f"grade_{here}": "first", "reason": "再看"})
    assert "不用更正" in same.content.decode()
    page = client_of(open_.planner).post(url, body | {"reason": "数字核实有误"}, follow=True)
    assert "更正：数字核实有误" in page.content.decode()
    assert "更正前的等次" in page.content.decode()
    assert "一等" in text(scene.cast["stranger"], gallery)
    with transaction.atomic(), scope(open_.planner):
        assert list(JudgingResult.objects.values_list("number", flat=True)) == [1, 2]
        with pytest.raises(ProgrammingError), transaction.atomic():
            JudgingResult.objects.update(grades=[])


def test_a_tie_is_shown_and_decided_by_somebody_with_a_reason(open_):
    scored(open_)
    url = f"/campaigns/{open_.campaign.pk}/judging/result/"
    page = text(open_.planner, url)
    assert "同分：案例1、案例2" in page
    body = {"first": "1", "second": "0", "third": "0", "rank_1": "2", "rank_2": "1"}
    answer = client_of(open_.planner).post(url, body)
    assert answer.status_code == 422
    assert "由谁决定" in answer.content.decode()

    body |= {"decided_by": "顾云舒", "tie_reason": "做法更好学"}
    page = client_of(open_.planner).post(url, body, follow=True).content.decode()
    assert "同分先后由顾云舒决定：做法更好学" in page
    with scope(open_.planner):
        assert [row["number"] for row in JudgingResult.objects.get().grades] == [2]


def test_every_step_stands_in_the_log_and_recommending_stays_the_planners(open_, scene):
    scored(open_, idea=0)
    open_.conclude()

    with scope(scene.cast["auditor"]):
        done = set(LogEntry.objects.values_list("action", flat=True))
    names = ("judging", "judging-name", "judging-check", "judging-open", "score",
             "judging-conclude")  # fmt: skip
    assert {f"campaign.{name}" for name in names} <= done
    assert "评审结果" in text(open_.planner, f"/campaigns/{open_.campaign.pk}/judging/result/")
    assert 'class="tag tag-good">推荐' not in text(
        open_.planner, f"/campaigns/{open_.campaign.pk}/cases/"
    )
