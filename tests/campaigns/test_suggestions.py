"""源头维权建议: recorded once it was sent, answered later, counted in the city's summary."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction

from campaigns import actions
from campaigns.models import Suggestion
from campaigns.presenters import summary as shown
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from tests.campaigns.shared import scene, stage
from tests.factories.judging import run
from tests.factories.scene import client_of
from tests.guards.bad_values import BAD, FORM, encoded

__all__ = ["scene", "stage"]
SENT = {
    "problem": "彩礼纠纷多，三个月来件12件。", "proposal": "把彩礼写进村规民约。", "data": "12件",
    "links": "", "sent_to": "区民政局", "sent_on": "3.10",
}  # fmt: skip


def proposal(**changed):
    facts = SENT | {"links": ["/cases/figures/"], "sent_on": date(2026, 3, 10)} | changed
    return actions.Proposal(**facts)


@pytest.fixture
def record(scene):
    def made(who="clerk", **changed):
        return run(
            scene.cast[who], actions.record_suggestion, campaign=scene.asked.campaign,
            proposal=proposal(**changed),
        )  # fmt: skip

    return made


def answer(actor, suggestion, **changed):
    about = {"answer": "partly", "answered_on": date(2026, 3, 20), "note": "已列入"} | changed
    return run(actor, actions.answer_suggestion, suggestion=suggestion, **about)


def test_it_is_typed_once_with_pages_of_the_portal_and_opened_again(scene):
    url = f"/campaigns/{scene.asked.campaign.pk}/suggestions/"
    body = SENT | {
        "links": "http://testserver/cases/?status=open\n/campaigns/",
        "once": uuid.uuid4(),
    }
    client = client_of(scene.cast["clerk"])
    page = client.post(url, body, follow=True).content.decode()
    assert client.post(url, body).status_code == 302

    assert 'href="/cases/?status=open"' in page
    assert "未答复" in page
    assert "区民政局" in client.get(url).content.decode()
    with scope(scene.cast["clerk"]):
        assert Suggestion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"links": "/cases/\nhttps://example.org/elsewhere/x"}, "第2行不是门户里的页面"),
        ({"links": "javascript:alert(1)"}, "第1行不是门户里的页面"),
        ({"links": "/cases/\n" * 6}, "最多5个"),
        ({"problem": "少"}, "4"),
        ({"sent_on": "2099.1.1"}, "不能晚于今天"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(scene, changed, words):
    url = f"/campaigns/{scene.asked.campaign.pk}/suggestions/"
    answered = client_of(scene.cast["clerk"]).post(url, SENT | {"once": uuid.uuid4()} | changed)

    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert "把彩礼写进村规民约。" in answered.content.decode()


@pytest.mark.parametrize("field", SENT)
def test_no_field_breaks_the_page(scene, field):
    url = f"/campaigns/{scene.asked.campaign.pk}/suggestions/"
    client = client_of(scene.cast["clerk"], raise_request_exception=False)
    for name, bad in BAD.items():
        with transaction.atomic():
            sent = encoded(SENT | {"once": uuid.uuid4(), field: bad})
            assert client.post(url, sent, content_type=FORM).status_code < 500, name


def test_it_is_its_units_and_of_who_stands_over_it(record, scene):
    made = record()
    for who, may in {"clerk": True, "viewer": True, "coordinator": True, "stranger": False,
                     "police": False, "town": False}.items():  # fmt: skip
        actor = scene.cast[who]
        status = client_of(actor).get(made.get_absolute_url()).status_code
        with scope(actor):
            assert (status, Suggestion.objects.exists()) == (200 if may else 404, may), who
    for who in ("coordinator", "viewer"):
        with pytest.raises(Refused, match="提出单位"):
            answer(scene.cast[who], made)
        page = client_of(scene.cast[who]).get(made.get_absolute_url()).content.decode()
        assert "撤销这一条" not in page


def test_the_answer_has_its_day_and_may_be_said_again(record, scene):
    made, clerk = record(), scene.cast["clerk"]
    for day, words in ((date(2026, 3, 9), "早于送出"), (clock.today() + timedelta(1), "晚于今天")):
        with pytest.raises(Refused, match=words):
            answer(clerk, made, answered_on=day)
    client = client_of(clerk)
    assert client.post(made.get_absolute_url(), {"answer": "maybe"}).status_code == 422
    body = {"answer": "refused", "answered_on": "2026.3.20", "note": "没有依据"}
    page = client.post(made.get_absolute_url(), body, follow=True).content.decode()
    assert "未采纳，2026年3月20日：没有依据" in page
    assert answer(clerk, made).answer == "partly"
    with scope(scene.cast["auditor"]):
        done = LogEntry.objects.filter(action__startswith="campaign.suggestion")
        assert done.filter(action="campaign.suggestion-answer").count() == 2


def test_nothing_taken_up_is_a_number_and_nothing_suggested_is_none(record, scene):
    planner, campaign = scene.cast["coordinator"], scene.asked.campaign

    with scope(planner):
        before = shown.counted("采纳{采纳}", campaign, planner)["采纳"]
    record()
    with scope(planner):
        after = shown.counted("采纳{采纳}", campaign, planner)["采纳"]

    assert (before.value, after.value, after.said) == (None, 0, "0件")


def test_the_summary_counts_them_and_each_number_leads_to_its_suggestions(record, scene):
    clerk, planner, campaign = scene.cast["clerk"], scene.cast["coordinator"], scene.asked.campaign
    taken = record()
    answer(clerk, taken)
    record(who="coordinator", sent_to="市人大")
    gone = record(proposal="记错了的一条")
    client_of(clerk).post(f"{gone.get_absolute_url()}withdraw/")
    with pytest.raises(Refused, match="已经撤销"):
        answer(clerk, gone)

    with scope(planner):
        made = shown.counted("提出{建议}，采纳{采纳}，{家数}家报送。", campaign, planner)
        figure = shown.figure_of(campaign, "采纳", planner)
    assert [made[key].said for key in ("建议", "采纳")] == ["2件", "1件"]
    assert made["家数"].value == 0
    assert [row["url"] for row in figure["rows"]] == [taken.get_absolute_url()]
    page = client_of(planner).get(f"/campaigns/{campaign.pk}/summary/figure/?of=建议")
    assert page.status_code == 200
    assert "2条记录" in page.content.decode()
