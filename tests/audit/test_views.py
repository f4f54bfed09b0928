"""The log page, what it tells, who may read it, and what the log refuses to lose."""

from datetime import timedelta

import pytest
from django.test import override_settings

from portal import clock
from portal.access import scope
from portal.audit import actions, presenters, registry
from portal.audit.checks import log_is_kept_long_enough
from portal.audit.models import LogEntry
from portal.units.models import Unit
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def record(actor, action="test.seen", **values):
    with scope(actor):
        return actions.record(actor=actor, action=action, at=clock.now(), **values)


def entries(action):
    with scope(ROOT):
        return list(LogEntry.objects.filter(action=action).order_by("at"))


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(registry, "_sentences", {**registry.sentences(), "test.seen": "打开试验"})
    monkeypatch.setattr(registry, "_openings", {"test.seen"})


def test_the_auditor_reads_the_whole_city(people, enter):
    record(people.clerk)
    record(people.stranger)

    page = enter(people.auditor).get("/log/").content.decode()

    assert "李知微" in page
    assert "何映秋" in page
    assert "打开试验" in page
    assert "新华区妇联" in page


def test_a_leader_reads_her_own_unit_only(people, enter):
    record(people.clerk)
    record(people.stranger)

    page = enter(people.leader).get("/log/").content.decode()

    assert "李知微" in page
    assert "何映秋" not in page


@pytest.mark.parametrize("who", ["clerk", "stranger", "liaison", "system_administrator"])
def test_nobody_else_gets_in_and_the_attempt_is_kept(people, enter, who):
    actor = getattr(people, who)

    response = enter(actor).get("/log/")

    assert response.status_code == 403
    assert entries("refused")[-1].account_id == actor.account_id


def test_who_reads_the_log_stands_in_it(people, enter):
    enter(people.auditor).get("/log/?name=李")

    assert entries("log_viewed")[0].data == {"filter": ["name"], "rows": 0}


def test_the_log_is_narrowed_by_act_name_and_days(people, enter):
    record(people.clerk)
    record(people.stranger, action="refused", path="/cases/")
    browser = enter(people.auditor)

    by_act = browser.get("/log/?action=refused").content.decode()
    by_name = browser.get("/log/?name=知微").content.decode()
    by_day = browser.get("/log/?upto_day=昨天").content.decode()

    assert "何映秋" in by_act
    assert "李知微" not in by_act
    assert "李知微" in by_name
    assert "何映秋" not in by_name
    assert "没有符合条件的记录" in by_day


@pytest.mark.parametrize(
    "query", ["since_day=三十三日", "action=unknown", "name=%00", "name=%E2%80%AE", "before=%00"]
)
def test_a_bad_filter_is_a_sentence_and_never_a_500(people, enter, query):
    response = enter(people.auditor).get(f"/log/?{query}")

    assert response.status_code in {200, 422}


def test_pages_follow_the_last_row_seen(people, enter):
    for _ in range(60):
        record(people.clerk)
    browser = enter(people.auditor)

    first = browser.get("/log/?action=test.seen").content.decode()
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(f"/log/{older}").content.decode()

    assert first.count("打开试验</td>") == 50
    assert second.count("打开试验</td>") == 10


def test_a_missing_page_is_kept_for_who_is_signed_in_and_not_for_others(people, enter, client):
    client.get("/nowhere/")
    enter(people.clerk).get("/nowhere/?q=secret")

    kept = entries("not_found")

    assert [entry.data for entry in kept] == [{"method": "GET", "path": "/nowhere/"}]


@pytest.mark.parametrize("path", ["/static/none.css", "/healthz"])
def test_static_files_and_the_health_page_are_nobodys_attempt(people, enter, path):
    enter(people.clerk).get(path)

    assert entries("not_found") == []


def test_an_address_with_a_nul_can_still_be_logged(people, enter):
    response = enter(people.clerk).get("/no%00where/")

    assert response.status_code == 404
    assert entries("not_found")[0].data["path"] == "/no\ufffdwhere/"


def test_data_keeps_nothing_the_database_cannot(people):
    entry = record(people.clerk, filter=["a\x00", "\ud800"], nested={"k\x00": ("x", 1)})

    assert entry.data == {"filter": ["a\ufffd", "\ufffd"], "nested": {"k\ufffd": ["x", 1]}}


def test_who_opened_tells_who_and_when_once_a_day_and_counts_nobody(people):
    target = Unit.objects.get(code="410402")
    for _ in range(14):
        record(people.clerk, target=target, unit_code="410402")
    record(people.coordinator, target=target, unit_code="410402")
    record(people.clerk, action="test.changed", target=target, unit_code="410402")

    with scope(people.leader):
        opened = presenters.who_opened(target, people.leader)

    assert [(line.by, line.unit) for line in opened] == [
        ("程书宁", "市妇联"), ("李知微", "新华区妇联")
    ]  # fmt: skip


def test_who_opened_is_empty_for_the_clerk_and_the_stranger(people):
    target = Unit.objects.get(code="410402")
    record(people.clerk, target=target, unit_code="410402")

    for actor in (people.clerk, people.stranger):
        with scope(actor):
            assert presenters.who_opened(target, actor) == []


def test_only_known_facts_are_told_in_words():
    facts = presenters.facts_of({"reason": "核实", "rows": 3, "secret": "x", "filter": ["q"]})

    assert facts == "原因：核实；行数：3；条件：查找"


def test_the_log_is_kept_longer_than_half_a_year():
    with override_settings(AUDIT_KEPT=timedelta(days=189)):
        assert [error.id for error in log_is_kept_long_enough(None)] == ["audit.E001"]

    with override_settings(AUDIT_KEPT=timedelta(days=190)):
        assert log_is_kept_long_enough(None) == []
