"""The first page and the notices, by role."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from portal import clock
from portal.access import Permission, scope
from portal.desk import actions, registry
from portal.desk.models import Notice
from portal.desk.presenters import day_and_weekday
from portal.units.models import Unit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MOST_QUERIES = 38  # cards, to-dos, progress and days of three apps, notices, the menu's numbers


def tell(actor, *texts, url=""):
    with transaction.atomic(), scope(actor):
        for number, text in enumerate(texts):
            at = NOON + timedelta(minutes=number)
            actions.notify(accounts=[actor.account_id], text=text, at=at, url=url)


def notices_of(actor):
    with transaction.atomic(), scope(actor):
        return list(Notice.objects.visible_to(actor).order_by("-at"))


@pytest.fixture
def sources(monkeypatch):
    """A registry of this test's own."""
    for name in ("_cards", "_sources", "_actions"):
        monkeypatch.setattr(registry, name, {})
    registry._question.cache_clear()
    yield
    registry._question.cache_clear()


def number(page, place):
    """The figure in the element with this id; whoever formats the template."""
    return int(re.search(rf'id="{place}"[^>]*>\s*([0-9]+)', page)[1])


def todo(code, due, title="抚养费拖欠（周某某）"):
    return registry.Todo(code, title, "待告知", "/cases/x/", "打印告知", due=due)


def so_many(number):
    """A queryset of so many rows."""
    keys = Unit.objects.values_list("pk", flat=True)[:number]
    return Unit.objects.filter(pk__in=list(keys))


def offer(*todos, total=None):
    registry.register_todos(
        lambda actor, limit: list(todos)[:limit],
        waiting=lambda actor: [so_many(len(todos) if total is None else total)],
        permission=Permission.CASE_VIEW,
    )


def test_the_desk_says_which_day_it_is(people, enter):
    with clock.at(NOON):
        page = enter(people.clerk).get("/").content.decode()

    assert "今天要办的事" in page
    assert "2026年11月22日 星期日" in page


def test_what_is_due_first_stands_first_and_what_has_no_day_last(people, enter, sources):
    offer(todo("乙", None), todo("丙", date(2026, 11, 30)), todo("甲", date(2026, 11, 21)))

    with clock.at(NOON):
        page = enter(people.clerk).get("/").content.decode()

    assert page.index("甲</td>") < page.index("丙</td>") < page.index("乙</td>")
    assert "超1天" in page


def test_more_to_dos_than_the_page_holds_are_counted(people, enter, sources):
    offer(*(todo(str(n), date(2026, 12, 1)) for n in range(20)), total=20)

    page = enter(people.clerk).get("/").content.decode()

    assert "共20件" in page
    assert number(page, "badge-side-desk-desk") == 20


def test_an_empty_desk_says_what_to_do_next(people, enter, sources):
    offer()
    registry.register_action(
        registry.Action("登记来电", "desk:notices", Permission.CASE_REGISTER, is_main=True)
    )

    page = enter(people.clerk).get("/").content.decode()

    assert "今天没有到期的事项。可以登记来件，或看看本月报送。" in page
    assert "登记来电" in page


def test_who_has_no_work_list_sees_what_she_may_open_and_no_empty_boxes(people, enter):
    page = enter(people.auditor).get("/").content.decode()

    assert "您可以办的事" in page
    assert "日志" in page
    assert "待办</h2>" not in page


def test_a_card_that_has_nothing_to_say_is_not_there(people, enter, sources):
    registry.register_card(lambda actor: None, permission=Permission.CASE_VIEW)

    assert 'class="figures"' not in enter(people.clerk).get("/").content.decode()


def test_a_source_is_not_asked_for_who_lacks_its_permission(people, enter, sources):
    registry.register_todos(
        lambda actor, limit: pytest.fail("asked"),
        waiting=lambda actor: pytest.fail("counted"),
        permission=Permission.CASE_VIEW,
    )

    assert enter(people.auditor).get("/").status_code == 200


def test_the_desk_keeps_under_its_query_ceiling(people, enter, django_assert_max_num_queries):
    browser = enter(people.clerk)
    tell(people.clerk, *(f"第{n}条" for n in range(8)))

    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get("/")


def test_notices_are_counted_on_the_bell_until_they_are_opened(people, enter):
    tell(people.clerk, "新华·0118已签收", url="/notices/")
    browser = enter(people.clerk)
    notice = notices_of(people.clerk)[0]

    before = browser.get("/").content.decode()
    followed = browser.post(f"/notices/{notice.pk}/")
    after = browser.get("/").content.decode()

    assert number(before, "notices-count") == 1
    assert followed.url == "/notices/"
    assert number(after, "notices-count") == 0


def test_all_may_be_marked_as_seen_at_once(people, enter):
    tell(people.clerk, "一", "二", "三")
    browser = enter(people.clerk)

    page = browser.post("/notices/seen/", follow=True).content.decode()

    assert "3条通知已标为已看" in page
    assert "全部已看</button>" not in page
    assert all(notice.read_at for notice in notices_of(people.clerk))


def test_notices_come_in_pages_newest_first(people, enter):
    tell(people.clerk, *(f"第{n:02}条" for n in range(40)))
    browser = enter(people.clerk)

    first = browser.get("/notices/").content.decode()
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(f"/notices/{older}").content.decode()

    assert "第39条" in first
    assert "第09条" not in first
    assert "第09条" in second


def test_a_strangers_notice_is_a_404_and_stays_unseen(people, enter):
    tell(people.clerk, "一")
    notice = notices_of(people.clerk)[0]

    response = enter(people.stranger).post(f"/notices/{notice.pk}/")
    unknown = enter(people.stranger).post(f"/notices/{uuid.uuid4()}/")

    assert (response.status_code, unknown.status_code) == (404, 404)
    assert notices_of(people.clerk)[0].read_at is None


def test_opening_is_no_get(people, enter):
    tell(people.clerk, "一")

    assert enter(people.clerk).get(f"/notices/{notices_of(people.clerk)[0].pk}/").status_code == 405


def test_a_damaged_cursor_gives_the_first_page(people, enter):
    tell(people.clerk, "一")

    for cursor in ("x", "2026-01-01T00:00:00+00:00_zz", "%00", "9" * 400):
        assert "一" in enter(people.clerk).get(f"/notices/?before={cursor}").content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "来电13800138000",
        "身份证410402199001011234",
        "证件41040219900101123X",
        "旧证410402900101123",
    ],
)
def test_a_notice_with_a_persons_number_is_refused(people, text):
    with scope(people.clerk), pytest.raises(actions.PersonalData):
        actions.notify(accounts=[people.clerk.account_id], text=text, at=NOON)


@pytest.mark.parametrize(
    "text", ["410402-2026-118已签收", "12338来电", "共24059件", "〔2026〕18号"]
)
def test_case_numbers_and_figures_pass(people, text):
    with scope(people.clerk):
        assert actions.notify(accounts=[people.clerk.account_id], text=text, at=NOON)


def test_an_account_named_twice_is_told_once(people):
    with scope(people.stranger):
        actions.notify(accounts=[people.clerk.account_id] * 2, text="一", at=NOON)

    assert len(notices_of(people.clerk)) == 1


def test_old_notices_are_dropped_and_fresh_ones_kept(people):
    tell(people.clerk, "新")
    with scope(people.clerk):
        Notice.objects.create(
            account_id=people.clerk.account_id, text="旧", at=clock.now() - timedelta(days=200)
        )

    with clock.at(NOON):
        dropped = actions.prune(at=clock.now() + timedelta(days=999))

    assert dropped == 1


def test_the_day_is_written_as_on_a_calendar():
    assert day_and_weekday(date(2026, 3, 3)) == "2026年3月3日 星期二"
