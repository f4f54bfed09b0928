"""The board, its pane and the chase, as the coordinator uses them."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction

from campaigns import actions
from campaigns.choices import DutyStatus
from campaigns.models import Chase, Duty
from campaigns.presenters import board, chase
from portal import clock
from portal.access import scope
from portal.desk.models import Notice
from tests.campaigns.test_duties import on
from tests.factories.people import ROOT

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 12)


def duty(status, received=None, until=None, *, is_voluntary=False, is_on_behalf=False):
    last = until or date(2026, 3, 11)
    return SimpleNamespace(
        pk=1,
        status=status,
        state=DutyStatus(status),
        received_on=received,
        exception_until=until,
        last_day=last,
        is_voluntary=is_voluntary,
        is_on_behalf=is_on_behalf,
        is_on_time=None if received is None else received <= last,
    )


@pytest.mark.parametrize(
    ("row", "words", "tone"),
    [
        (duty("waiting"), "未报 逾期1天", "late"),
        (duty("draft"), "草稿 逾期1天", "late"),
        (duty("waiting", until=date(2026, 3, 12)), "延至3月12日", "neutral"),
        (duty("waiting", is_voluntary=True), "—", "neutral"),
        (duty("submitted", date(2026, 3, 10)), "待审 3月10日", "info"),
        (duty("submitted", date(2026, 3, 12)), "待审 3月12日 逾期", "info"),
        (duty("accepted", date(2026, 3, 10)), "通过 3月10日", "good"),
        (duty("accepted", date(2026, 3, 10), is_on_behalf=True), "代报·通过 3月10日", "good"),
        (duty("returned", date(2026, 3, 10)), "退回修改", "soon"),
        (duty("nothing", date(2026, 3, 10)), "无此项", "neutral"),
    ],
)
def test_a_cell_is_a_state_in_a_word_and_a_day(row, words, tone):
    cell = board.cell_of(row, TODAY)

    assert (cell.words, cell.tone) == (words, tone)


def counts(people, asked, today=TODAY):
    with transaction.atomic(), scope(people.coordinator):
        made = board.board_of(asked.campaign, people.coordinator, today, "")
    return {figure.name: figure.count for figure in made["figures"]}


def test_the_head_counts_units_and_follows_what_comes_in(people, do, asked):
    assert counts(people, asked) == {
        "owed": 1, "in": 0, "late": 1, "missing": 1, "unsigned": 1,
    }  # fmt: skip
    do(people.clerk, actions.sign_campaign, participation=asked.county)
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))

    assert counts(people, asked) == {"owed": 1, "in": 1, "on_time": 1, "waiting": 1}


def test_the_board_names_no_rank_and_no_percentage(people, asked, enter):
    with clock.at(on(3, 12)):
        page = enter(people.coordinator).get(f"/campaigns/{asked.campaign.pk}/board/")

    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    assert "新华区妇联" in text
    assert "未报 逾期1天" in text
    assert not re.search(r"\d\s*%|排名|第[一1]名", text)


def test_a_material_is_accepted_in_the_pane_and_its_cell_follows(people, do, asked, enter):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))
    client, htmx = enter(people.coordinator), {"HX-Request": "true", "HX-Target": "review-pane"}
    with clock.at(on(3, 12)):
        pane = client.get(f"/campaigns/duties/{asked.duty.pk}/review/", headers=htmx)
        done = client.post(f"/campaigns/duties/{asked.duty.pk}/accept/", headers=htmx)

    assert "已按通知开展" in pane.content.decode()
    assert 'data-key="KeyA"' in pane.content.decode()
    assert f'id="cell-{asked.duty.pk}"' in done.content.decode()
    assert "通过 3月10日" in done.content.decode()
    assert "<html" not in done.content.decode()


def test_a_return_reaches_the_unit_at_its_place(people, do, asked, enter):
    do(people.clerk, actions.submit_duty, duty=asked.duty, at=on(3, 10))
    url = f"/campaigns/duties/{asked.duty.pk}/return/"
    with clock.at(on(3, 12)):
        empty = enter(people.coordinator).post(url, {})
        sent = enter(people.coordinator).post(url, {"return-ready": "数字与其中数不一致"})
        page = enter(people.clerk).get(f"/campaigns/duties/{asked.duty.pk}/")

    assert (empty.status_code, sent.status_code) == (422, 302)
    assert "请选一条理由" in empty.content.decode()
    assert "数字与其中数不一致" in page.content.decode()


def test_on_behalf_from_the_board(people, asked, enter):
    url = f"/campaigns/duties/{asked.duty.pk}/behalf/"
    body = {"way": "mail", "received_on": "3月10日", "basis": ""}
    with clock.at(on(3, 12)):
        client = enter(people.coordinator)
        refused = client.post(url, body)
        sent = client.post(url, body | {"basis": "3月10日邮件"})
        page = client.get(f"/campaigns/{asked.campaign.pk}/board/")

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "代报·待审 3月10日" in page.content.decode()
    with scope(ROOT):
        assert Duty.objects.get().is_on_time is True


def test_the_chase_says_units_and_things_and_no_person(people, do, asked, enter):
    with transaction.atomic(), scope(people.coordinator):
        debts = chase.debts_of(asked.campaign, people.coordinator, TODAY)
        text = chase.chase_text(asked.campaign, debts, TODAY)

    assert text == (
        "【三八妇女维权周报送提醒】尚有1家未报情况说明、签收：新华区妇联。"
        "请于今天下班前报送，有困难请联系市妇联权益部 0375-0000338。"
    )


def test_a_reminder_and_a_call_are_kept_and_seen_by_the_asker_alone(people, asked, enter):
    with clock.at(on(3, 12)):
        client = enter(people.coordinator)
        client.post(
            f"/campaigns/{asked.campaign.pk}/chase/",
            {"unit": [asked.county.pk], "way": "notice"},
        )
        client.post(
            f"/campaigns/participations/{asked.county.pk}/call/",
            {"answered_by": "李知微", "answer": "明天上午报", "promised_on": "3月13日"},
        )
        page = client.get(f"/campaigns/{asked.campaign.pk}/chase/")

    assert "答应3月13日" in page.content.decode()
    with scope(people.clerk):
        assert Notice.objects.filter(text__startswith="请尽快报送").count() == 1
        assert not Chase.objects.exists()
    with scope(people.coordinator):
        assert Chase.objects.filter(kind="call", promised_on=date(2026, 3, 13)).exists()


def test_a_county_has_a_board_of_its_towns_and_none_of_the_citys(people, do, asked, enter):
    url = f"/campaigns/{asked.campaign.pk}/board/"
    assert enter(people.clerk).get(url).status_code == 404
    do(people.clerk, actions.sign_campaign, participation=asked.county)
    do(
        people.clerk, actions.ask_towns, participation=asked.county, codes=["410402002"],
        due_on=date(2026, 3, 9),
    )  # fmt: skip

    page = enter(people.clerk).get(url).content.decode()

    assert "乡镇（街道）（1）" in page
    with transaction.atomic(), scope(people.coordinator):
        city = board.board_of(asked.campaign, people.coordinator, TODAY, "")
    assert [len(section.rows) for section in city["sections"]] == [1]
