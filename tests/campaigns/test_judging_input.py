"""评审: whatever comes in, a clear answer in Chinese, never a 500."""

from contextlib import nullcontext

import pytest

from tests.campaigns.shared import scene, stage
from tests.factories.judging import bench_of
from tests.factories.scene import client_of
from tests.factories.stage import undrawn
from tests.guards.bad_values import BAD, FORM, HARSH, SEEN, encoded

__all__ = ["scene", "stage"]
FREE = {"basis", "idea", "comment"}
SCORE = {"s_idea": "15", "comment": "来处清楚", "act": "save"}
RESULT = {"first": "1", "second": "0", "third": "0", "rank_1": "1", "decided_by": "顾云舒"}


def broken(actor, url, body):
    """(field, what, status) of each answer that is none."""
    client, wrong = client_of(actor, raise_request_exception=False), []
    for field in body:
        for name, bad in (BAD if field in FREE else HARSH).items():
            sent = encoded(body | {field: bad})
            with nullcontext() if name in SEEN else undrawn():
                answer = client.post(url, sent, content_type=FORM)
            if answer.status_code >= 500:
                wrong.append((field, name, answer.status_code))
    return wrong


@pytest.mark.parametrize("form", ["begin", "judges", "case", "release", "drop"])
def test_no_field_of_the_planners_forms_breaks_the_page(scene, form):
    bench = bench_of(scene)
    url = f"/campaigns/{bench.campaign.pk}/judging/"
    if form == "begin":
        assert broken(bench.planner, url, {"basis": "平妇〔2026〕9号", "is_blind": "on"}) == []
        return
    bench.begin()
    texts = {"title": "一条板凳", "idea": "摆出板凳。", "act": "check"}
    forms = {
        "judges": (f"{url}judges/", {"accounts": "1"}),
        "case": (f"{url}cases/1/", texts),
        "release": (f"{url}judges/{2**70}/release/", {"reason": "出差"}),
        "drop": (f"{url}cases/2/drop/", {"reason": "单位撤回"}),
    }
    assert broken(bench.planner, *forms[form]) == []
    for odd in (f"{url}cases/99999/", f"{url}cases/{2**70}/", f"/campaigns/scores/{2**70}/"):
        assert client_of(bench.planner).get(odd).status_code == 404


def test_no_field_of_a_judges_forms_and_of_the_result_breaks_the_page(scene):
    bench = bench_of(scene).begin().open()
    judge = bench.judges[0]
    url = bench.sheet(judge, "410402").get_absolute_url()

    assert broken(judge, url, SCORE) == []
    for one in bench.judges:
        for unit in bench.duties:
            bench.score(one, unit)
    wrong = broken(bench.planner, f"/campaigns/{bench.campaign.pk}/judging/result/", RESULT)
    assert wrong == []
