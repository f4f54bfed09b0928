"""From the county's decision to the plaque: the list, the notice, objections, the naming paper."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from families.choices import PlaqueCheck, SelectionState, Stage
from families.models import Draw, Objection, Plaque, PublicNotice, Selection
from families.rules import selection as rules
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.families import VILLAGE, a_round, do, entries, households, rate
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
COUNTY, PLACES = VILLAGE[:6], 3
MONDAY = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
AUTHORITY = {"authority": "（演示）省级协调机构", "approval_number": "演示批文〔2026〕1号"}


@pytest.fixture
def year(cast):
    """Five households of a village that the county has rated, three places, on a Monday."""
    with clock.at(MONDAY):
        households(cast.village, count=5)
        made = a_round(
            cast.coordinator,
            stages=(Stage.COUNTY, Stage.CITY),
            quotas={COUNTY: PLACES},
            **AUTHORITY,
        )
        for entry in entries(made, cast.clerk):
            rate(entry, cast.clerk)
        do("hand_in", cast.clerk, round_=made, stage=Stage.COUNTY, area=COUNTY)
        yield made


def chosen(actor):
    with transaction.atomic(), scope(actor):
        return list(Selection.objects.visible_to(actor).for_list().in_order())


def choose(year, actor, keys, was=()):
    return do("choose", actor, round_=year, area=COUNTY, keys=keys, was=was)


def keys_of(year, actor, count=PLACES):
    return [entry.pk for entry in entries(year, actor)][:count]


def post(year, actor, **given):
    plain = {"posted_on": date(2026, 3, 16), "days": 5, "place": "公示栏", "phone": "0375-0000338"}
    return do("post_notice", actor, round_=year, **plain | given)


def object_to(notice, selection, actor, **given):
    plain = {
        "received_on": date(2026, 3, 18),
        "heard_by": "phone",
        "said": "与事实不符",
        "by_whom": "",
    }
    return do("object_to", actor, notice=notice, selection=selection, **plain | given)


def test_a_county_fills_its_quota_and_no_more(year, cast):
    keys = keys_of(year, cast.clerk, 4)
    with pytest.raises(Refused, match="多1户"):
        choose(year, cast.clerk, keys)

    assert choose(year, cast.clerk, keys[:PLACES]) == PLACES
    assert choose(year, cast.coordinator, keys[1:], was=keys[:PLACES]) == PLACES
    assert [row.entry_id for row in chosen(cast.coordinator)] == keys[1:]


def test_a_list_changed_meanwhile_is_not_overwritten(year, cast):
    keys = keys_of(year, cast.clerk)
    choose(year, cast.clerk, keys[:1])

    with pytest.raises(Refused, match="刚刚有改动"):
        choose(year, cast.coordinator, keys[1:], was=[])


@pytest.mark.parametrize("who", ["village", "town", "viewer", "stranger", "police"])
def test_nobody_else_makes_the_list(year, cast, who):
    with pytest.raises(Refused):
        choose(year, getattr(cast, who), [])


def test_the_draw_is_written_down_so_that_it_can_be_repeated(year, cast):
    keys = keys_of(year, cast.clerk)
    choose(year, cast.clerk, keys)
    drawn = do("draw_recheck", cast.clerk, round_=year, area=COUNTY, size=2, seed="9 1 7")

    looked_at = {row.entry.household.number for row in chosen(cast.clerk) if row.recheck}
    assert looked_at == set(rules.draw(drawn.seed, drawn.pool, drawn.size))
    with pytest.raises(Refused, match="不能重抽"):
        do("draw_recheck", cast.clerk, round_=year, area=COUNTY, size=2, seed="another")

    choose(year, cast.clerk, keys[:2], was=keys)

    with transaction.atomic(), scope(cast.clerk):
        assert not Draw.objects.exists()
    assert [row.recheck for row in chosen(cast.clerk)] == ["", ""]


def test_who_fails_the_recheck_is_off_the_list(year, cast):
    choose(year, cast.clerk, keys_of(year, cast.clerk))
    do("draw_recheck", cast.clerk, round_=year, area=COUNTY, size=1, seed="1")
    drawn = next(row for row in chosen(cast.clerk) if row.recheck == "open")

    do("record_recheck", cast.clerk, selection=drawn, stands=False)

    row = next(row for row in chosen(cast.clerk) if row.pk == drawn.pk)
    assert (row.state, row.off_by, row.recheck) == ("off", "recheck", "fails")


def test_the_window_is_five_working_days_and_the_list_only_gets_shorter(year, cast):
    choose(year, cast.clerk, keys_of(year, cast.clerk))
    notice = post(year, cast.coordinator)

    assert notice.closes_on == date(2026, 3, 23)  # the day of posting and the weekend do not count
    with pytest.raises(Refused, match="已经公示"):
        choose(year, cast.clerk, [], was=keys_of(year, cast.clerk))
    with pytest.raises(Refused, match="期满后再结束"):
        do("close_notice", cast.coordinator, notice=notice)
    with pytest.raises(Refused, match="发起评选的单位管理"):
        do("close_notice", cast.clerk, notice=notice)


def test_from_the_notice_to_the_plaque_with_one_objection_upheld_and_one_family_gone(year, cast):
    choose(year, cast.clerk, keys_of(year, cast.clerk))
    city = cast.coordinator
    notice = post(year, city)
    first, second, _ = chosen(city)
    upheld = object_to(notice, first, city)
    with pytest.raises(Refused, match="截止"):
        object_to(notice, second, city, received_on=date(2026, 3, 24))
    do("withdraw", cast.village, entry=second.entry)
    with clock.at(MONDAY + timedelta(days=8)):
        with pytest.raises(Refused, match="1件异议没有结论"):
            do("close_notice", city, notice=notice)
        do("decide_objection", city, objection=upheld, outcome="upheld", finding="材料与事实不符")
        with pytest.raises(Refused, match="公示还没有结束"):
            do("name_households", city, round_=year, named_on=clock.today())
        do("close_notice", city, notice=notice)
        naming = do("name_households", city, round_=year, named_on=clock.today())
        count = do("issue_plaques", city, naming=naming, issued_on=clock.today())
        with pytest.raises(Refused, match="都已有牌匾"):
            do("issue_plaques", city, naming=naming, issued_on=clock.today())

    assert (naming.households, naming.approval_number, count) == (
        1,
        AUTHORITY["approval_number"],
        1,
    )
    assert [(row.state, row.off_by) for row in chosen(city)] == [
        ("off", "objection"), ("off", "family"), ("named", ""),
    ]  # fmt: skip
    with transaction.atomic(), scope(cast.village):
        plaque = Plaque.objects.get()
        assert (plaque.number, plaque.holds) == ("PA-2026-0001", True)
        assert not Objection.objects.exists()  # who said what is not the village's to read
        assert PublicNotice.objects.exists()


def plaque_of(year, cast, count=1):
    """Named without ceremony: the rows as the way above leaves them."""
    choose(year, cast.clerk, keys_of(year, cast.clerk, count))
    city, at = cast.coordinator, clock.now()
    with transaction.atomic(), scope(city):
        PublicNotice.objects.create(
            round=year, unit_code=year.unit_code, posted_on=date(2026, 3, 2),
            closes_on=date(2026, 3, 9), place="公示栏", phone="1", posted_at=at,
            posted_by_id=city.account_id, closed_at=at, closed_by_id=city.account_id,
        )  # fmt: skip
    naming = do("name_households", city, round_=year, named_on=clock.today())
    do("issue_plaques", city, naming=naming, issued_on=clock.today())
    with transaction.atomic(), scope(city):
        return list(Plaque.objects.visible_to(city).order_by("sequence"))


def test_without_authority_and_number_nobody_is_named(cast):
    households(cast.village, count=1)
    made = a_round(cast.coordinator, stages=(Stage.COUNTY,), quotas={COUNTY: 1})

    with pytest.raises(Refused, match="只作内部评定"):
        do("name_households", cast.coordinator, round_=made, named_on=clock.today())


def test_a_plaque_made_anew_voids_the_one_before(year, cast):
    (plaque,) = plaque_of(year, cast)

    again = do("reissue_plaque", cast.coordinator, plaque=plaque)

    assert again.number == "PA-2026-0001-2"
    with transaction.atomic(), scope(cast.village):
        old = Plaque.objects.get(pk=plaque.pk)
        assert (old.holds, old.ended_by) == (False, "reissued")
    with pytest.raises(Refused, match="已失效"):
        do("reissue_plaque", cast.coordinator, plaque=plaque)


@pytest.mark.parametrize(
    ("outcome", "mend_by", "holds"),
    [
        (PlaqueCheck.KEEPS, None, True),
        (PlaqueCheck.MENDS, date(2026, 6, 1), True),
        (PlaqueCheck.WITHDRAWN, None, False),
        (PlaqueCheck.FAMILY, None, False),
    ],
)
def test_what_a_years_recheck_does(year, cast, outcome, mend_by, holds):
    (plaque,) = plaque_of(year, cast)
    given = {"plaque": plaque, "year": 2026, "outcome": outcome, "mend_by": mend_by}

    do("review_plaque", cast.clerk, **given)

    with transaction.atomic(), scope(cast.village):
        assert Plaque.objects.get(pk=plaque.pk).holds is holds
    with pytest.raises(Refused):
        do("review_plaque", cast.clerk, **given)


def test_a_passer_by_learns_two_facts_and_only_where_the_city_wants_it(year, cast, settings):
    (plaque,) = plaque_of(year, cast)
    nobody, url = client_of(None), f"/families/plaque/{plaque.token}/"

    assert nobody.get(url).status_code == 404
    settings.PORTAL_PUBLIC_PLAQUES = True
    shown = nobody.get(url)
    text = shown.content.decode()
    assert "该牌证有效，2026年3月起" in text
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    for secret in (plaque.number, "崔秋禾", "光明路", "410402"):
        assert secret not in text
    assert nobody.get(f"/families/plaque/{'0' * 32}/").status_code == 404

    do("review_plaque", cast.clerk, plaque=plaque, year=2026, outcome="family", mend_by=None)

    assert "该牌证已失效，自2026年3月" in nobody.get(url).content.decode()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM families_plaque")
        assert cursor.fetchone() == (0,)  # without a scope the table itself is empty


def test_too_many_questions_of_one_address_wait_a_minute(year, cast, settings):
    settings.PORTAL_PUBLIC_PLAQUES = True
    nobody = client_of(None, REMOTE_ADDR="10.9.8.7")

    answers = [nobody.get(f"/families/plaque/{'1' * 32}/").status_code for _ in range(61)]

    assert answers == [404] * 60 + [429]


def test_the_ranking_page_shows_the_quota_and_keeps_what_was_ticked(year, cast):
    clerk, keys = client_of(cast.clerk), keys_of(year, cast.clerk, 4)
    url = f"/families/rounds/{year.pk}/selection/{COUNTY}/"

    refused = clerk.post(url, {"entry": keys, "was": ""})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "多1户" in page
    assert page.count(" checked") == 4
    assert clerk.post(url, {"entry": keys[:3], "was": ""}).status_code == 302
    assert client_of(cast.stranger).get(url).status_code == 404
    table = clerk.get(f"/families/rounds/{year.pk}/selection/table/")
    assert table.headers["Content-Type"].endswith("sheet")


def test_only_a_chosen_household_is_objected_to(year, cast):
    choose(year, cast.clerk, keys_of(year, cast.clerk))
    notice = post(year, cast.coordinator)
    gone = chosen(cast.coordinator)[0]
    do("withdraw", cast.village, entry=gone.entry)

    with pytest.raises(Refused, match="不在公示名单里"):
        object_to(notice, gone, cast.coordinator)
    assert [row.state for row in chosen(cast.coordinator)].count(SelectionState.CHOSEN) == 2
