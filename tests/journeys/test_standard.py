"""A second version of a standard: what it would change is read first, last year stays as it was."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from families.models import StageScore, Standard
from portal.access import scope
from tests.factories.families import again, rate
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def last_year(city):
    """A household of five stars, with one line lacking."""
    home, worker = city.home, city.cast["village"]
    rate(home.entry, worker, {"safety": [1]})
    with transaction.atomic(), scope(worker):
        return StageScore.objects.get(entry=home.entry)


def test_a_second_version_says_what_it_would_change_and_changes_nothing(house, city, last_year):
    coordinator = city.cast["coordinator"]
    page = house.window(coordinator)
    page.goto(city.home.standard.get_absolute_url())
    expect(page.get_by_role("link", name="修改")).to_have_count(0)  # used, so frozen
    page.get_by_text("另存新版", exact=True).click()
    page.get_by_role("button", name="另存", exact=True).click()
    page.locator("#s-good").fill("90")
    shot(page, "standard-edit")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已保存")
    page.get_by_role("link", name="与上一版比").click()
    expect(page.locator("main")).to_contain_text("算“好”的比例80% → 90%")
    expect(page.locator("main")).to_contain_text("五星 → 四星：1户")
    shot(page, "standard-change")
    page.go_back()
    page.get_by_text("启用", exact=True).first.click()
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("从现在起不能再改")
    shot(page, "standard-second")

    kept = again(last_year, coordinator)
    assert (kept.points, kept.stars, kept.answers) == (
        last_year.points, last_year.stars, last_year.answers,
    )  # fmt: skip
    assert again(city.home.round, coordinator).standard_id == city.home.standard.pk
    with transaction.atomic(), scope(coordinator):
        versions = Standard.objects.visible_to(coordinator).filter(code="city-100")
        assert sorted(versions.values_list("version", "good_percent")) == [(1, 80), (2, 90)]
