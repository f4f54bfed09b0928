"""The indicators that come with the portal, and what may be asked of whom."""

from collections import Counter

import pytest

from campaigns.choices import ActivityForm, Aggregation
from campaigns.models import Indicator, IndicatorOwner, IndicatorSet

pytestmark = pytest.mark.django_db
MOST = {"county": 24, "zone": 24, "member": 6, "town": 6}


def test_there_is_a_version_for_every_kind_of_campaign():
    kinds = set(IndicatorSet.objects.values_list("kind", flat=True))

    assert kinds == {"rights_week", "annual_work", "half_year", "key_date"}


def test_nobody_owes_more_than_a_light_load_allows():
    """A county at most 24, a member unit at most 6 (users.md b1, d4); rates are computed."""
    owed = Counter()
    for owner in IndicatorOwner.objects.select_related("indicator__indicator_set"):
        if owner.required_from and not owner.indicator.is_rate:
            owed[owner.indicator.indicator_set.kind, owner.group, owner.for_code] += 1

    assert {key: n for key, n in owed.items() if n > MOST[key[1]]} == {}


def test_every_code_an_indicator_names_is_in_its_set():
    for indicator_set in IndicatorSet.objects.all():
        indicators = list(indicator_set.indicators.all())
        codes = {indicator.code for indicator in indicators}
        named = {
            code
            for one in indicators
            for code in (one.part_of, one.class_of, one.numerator, one.denominator)
            if code
        }

        assert named <= codes, indicator_set


def test_what_media_wrote_is_counted_and_never_owed():
    """Media carry no points and no duty (reference §0-2), but for whose work they are."""
    owners = IndicatorOwner.objects.filter(indicator__code__startswith="M").exclude(
        for_code="4104M02"
    )

    assert not owners.exclude(required_from="").exists()


def test_the_forms_of_activities_are_known():
    forms = {form for row in Indicator.objects.values_list("forms", flat=True) for form in row}

    assert forms <= set(ActivityForm.values)


# Every figure of seed 002, its indicator in the yearly work report and whose it is.
SEED_002 = {
    "P04": (50, "4104"), "P02": (20_000, "4104M12"), "C01": (500, "4104"), "M01": (100, "4104M02"),
    "M02": (600, "4104M02"), "M02a": (360, "4104M02"), "M03": (320, "4104M02"),
    "M05": (100, "4104M02"), "R10": (52, "4104M12"), "R09": ("98.7", "4104M12"),
    "R11": (40, "4104M12"), "H01": (99, "4104"), "R04a": (24_550, "4104M10"),
    "R05a": (24_059, "4104M10"), "C08": (650, "4104M10"), "R06": (337, "4104M10"),
    "R07": (44, "4104M10"), "R08": ("318.7", "4104M10"), "R01": (241, "4104"), "R02": (241, "4104"),
    "M06": (50_000, "4104"), "M07": (6_000, "4104"), "T01": (200, "4104M12"),
    "T02": (20_000, "4104M12"), "T03": (13, "4104"), "T04": (800, "4104"), "E03": (1_000, "4104"),
    "C07": (22_000, "4104M14"), "G04": (12, "4104"), "G04a": (12, "4104"),
    "S01": ("33.9", "4104M12"), "S02": ("15.3", "4104M12"), "S03": ("29.9", "4104M12"),
    "S04": ("13.8", "4104M12"), "G07": (637, "4104M11"), "G06": (26_662, "4104M13"),
    "G05": (102, "4104"), "G05a": (200, "4104"),
}  # fmt: skip


def test_every_figure_of_the_yearly_report_has_an_indicator_a_unit_and_a_measure():
    annual = IndicatorSet.objects.get(kind="annual_work")
    owners = set(
        IndicatorOwner.objects.filter(indicator__indicator_set=annual).values_list(
            "indicator__code", "for_code"
        )
    )
    measures = dict(annual.indicators.values_list("code", "measure"))

    assert {(code, unit) for code, (_, unit) in SEED_002.items()} <= owners
    assert all(measures[code] for code in SEED_002)


def test_the_rates_of_the_yearly_report_name_numerator_and_denominator():
    rates = dict(
        IndicatorSet.objects.get(kind="annual_work")
        .indicators.filter(aggregation=Aggregation.RATE)
        .values_list("code", "numerator")
    )

    assert rates == {"R02r": "R02", "R05b": "R05a", "R06r": "R06", "S02r": "S02", "S04r": "S04"}
