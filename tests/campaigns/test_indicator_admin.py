"""A new version of the indicators: copied, edited, put in force by its day; a used one stands."""

from datetime import date

import pytest
from django.test import Client

from campaigns import actions
from campaigns.models import Indicator, IndicatorOwner, IndicatorSet
from campaigns.rules import indicators as rules
from portal.access import Role
from portal.access.refusal import Refused
from tests.campaigns.conftest import AT
from tests.factories.accounts import account_of, actor_for, sign_in

pytestmark = pytest.mark.django_db
WEEK = {"kind": "rights_week"}
UNITS = {"市司法局": ("4104M10", "member")}


@pytest.fixture
def admin_of():
    return actor_for("4104", Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def browser(settings, admin_of):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    client = Client()
    sign_in(client, account_of(admin_of))
    return client


@pytest.fixture
def used():
    """Version 1 of the rights week, used by a report."""
    IndicatorSet.objects.filter(**WEEK).update(frozen_at=AT)
    return IndicatorSet.objects.get(**WEEK)


def counts(indicator_set):
    rows = IndicatorOwner.objects.filter(indicator__indicator_set=indicator_set)
    return indicator_set.indicators.count(), rows.count()


def test_a_copy_has_every_indicator_and_owner_and_begins_on_its_day(do, admin_of, used):
    made = do(admin_of, actions.begin_set, **WEEK, valid_from=date(2027, 1, 1))

    found = IndicatorSet.objects.for_campaign("rights_week", date(2027, 3, 1)).first()
    before = IndicatorSet.objects.for_campaign("rights_week", date(2026, 12, 31)).first()
    assert (made.version, found, before) == (2, made, used)
    assert counts(made) == counts(used)
    assert made.frozen_at is None


def test_what_may_not_be_is_refused_in_words(do, admin_of, people, used):
    day = {"valid_from": date(2027, 1, 1)}
    with pytest.raises(Refused, match="系统管理员"):
        do(people.coordinator, actions.begin_set, **WEEK, **day)
    with pytest.raises(Refused, match="2026年2月24日以后"):
        do(admin_of, actions.begin_set, **WEEK, valid_from=AT.date())
    made = do(admin_of, actions.begin_set, **WEEK, **day)
    with pytest.raises(Refused, match="第2版还没有启用"):
        do(admin_of, actions.begin_set, **WEEK, valid_from=date(2028, 1, 1))
    with pytest.raises(Refused, match="第1版自始使用"):
        do(
            admin_of,
            actions.move_set,
            indicator_set=IndicatorSet.objects.get(kind="key_date"),
            **day,
        )
    old, new = (s.indicators.get(code="C02") for s in (used, made))
    with pytest.raises(Refused, match="已经启用"):
        do(admin_of, actions.save_indicator, indicator=old, owners=[])
    new.part_of = "Z99"
    with pytest.raises(Refused, match="不是本版的另一个指标"):
        do(admin_of, actions.save_indicator, indicator=new, owners=[])


def test_a_campaign_that_was_sent_out_keeps_the_version_of_that_day(asked, do, admin_of, used):
    campaign = asked.campaign  # sent on 24 February, begins on 1 March
    made = do(admin_of, actions.begin_set, **WEEK, valid_from=date(2026, 2, 25))

    assert campaign.measured_on == date(2026, 2, 24)
    assert IndicatorSet.objects.for_campaign("rights_week", campaign.measured_on).first() == used
    campaign.published_at = None
    assert IndicatorSet.objects.for_campaign("rights_week", campaign.measured_on).first() == made


def test_a_used_version_is_read_and_an_unused_one_changed_on_its_page(browser, used):
    add = browser.post("/admin/campaigns/indicatorset/add/", {**WEEK, "valid_from": "2027-01-01"})
    made = IndicatorSet.objects.get(**WEEK, version=2)
    old, new = (s.indicators.get(code="P02") for s in (used, made))
    url = f"/admin/campaigns/indicator/{new.pk}/change/"
    page = browser.get(url).content.decode()
    values = {
        "name": "发放宣传品", "measure": "份", "group": "宣传", "position": "2", "places": "0",
        "aggregation": "sum", "forms": ["fair"], "asked_of": "县（市、区）：必填\n市司法局：选填",
    }  # fmt: skip

    wrong = browser.post(url, values | {"asked_of": "某某局：必填", "name": "改过的名称"})
    done = browser.post(url, values)

    frozen = browser.get(f"/admin/campaigns/indicator/{old.pk}/change/").content.decode()
    assert (add.status_code, done.status_code) == (302, 302)
    assert "县（市、区）：必填" in page
    assert "没有“某某局”" in wrong.content.decode()
    assert 'value="改过的名称"' in wrong.content.decode()
    assert 'name="name"' not in frozen
    assert "县（市、区）：必填" in frozen
    assert "集中宣传、讲座、咨询、入户" in frozen
    new.refresh_from_db()
    assert (new.name, new.forms) == ("发放宣传品", ["fair"])
    assert set(new.owners.values_list("group", "for_code", "required_from")) == {
        ("county", "", "light"), ("member", "4104M10", ""),
    }  # fmt: skip
    assert old.name == "发放宣传资料"


def test_a_refusal_stands_on_the_page_with_what_was_typed(browser):
    IndicatorSet.objects.filter(**WEEK).update(frozen_at=None)
    page = browser.post(
        "/admin/campaigns/indicatorset/add/", {**WEEK, "valid_from": "2027年1月1日"}
    ).content.decode()

    assert "第1版还没有启用，请直接修改它。" in page
    assert 'value="2027年1月1日"' in page


def test_who_is_asked_goes_into_words_and_back():
    owners = [("county", "", "light"), ("member", "4104M10", "full"), ("zone", "", "")]

    text = rules.owners_text(owners, {"4104M10": "市司法局"})

    assert text == "县（市、区）：必填\n市司法局：全负担必填\n功能区：选填"
    assert rules.owners_of(text, UNITS) == owners


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("县（市、区）：要填", "请改为必填"), ("某局：必填", "没有“某局”"),
        ("市司法局\n市司法局：必填", "第2行：“市司法局”写了两次"),
    ],
)  # fmt: skip
def test_a_line_that_names_nobody_is_refused_by_its_number(text, words):
    with pytest.raises(ValueError, match=words):
        rules.owners_of(text, UNITS)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "p1"}, "code"), ({"part_of": "X01"}, "part_of"), ({"part_of": "P21"}, "part_of"),
        ({"aggregation": "rate", "numerator": "P01"}, "numerator"),
        ({"numerator": "P01", "denominator": "P02"}, "numerator"),
    ],
)  # fmt: skip
def test_an_indicator_that_cannot_be_is_refused_at_its_field(changes, field):
    one = Indicator(code="P21", name="新", measure="场", aggregation="sum")
    for name, value in changes.items():
        setattr(one, name, value)

    refused = rules.refusal(one, {"P01", "P02"})

    assert refused is not None
    assert refused[1] == field
