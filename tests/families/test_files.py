"""Files of households kept, standards copied and frozen."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from families.models import (
    Standard,
    StandardItem,
)
from families.rules.outline import outline_of
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.families import (
    SECOND_VILLAGE,
    VILLAGE,
    a_round,
    again,
    count_of,
    do,
    entries,
    households,
    outline,
    rate,
    standard,
)

pytestmark = pytest.mark.django_db
DAY = clock.today


def test_each_unit_sees_its_own_households_and_a_member_unit_none(cast):
    households(cast.village, count=3)
    households(cast.town, village=SECOND_VILLAGE, count=2)

    seen = {name: count_of(getattr(cast, name)) for name in vars(cast)}

    five, three, none = (5, 5), (3, 3), (0, 0)
    assert {name: pair for name, pair in seen.items() if pair != none} == {
        "village": three, "town": five, "clerk": five, "leader": five, "coordinator": five,
        "city_leader": five,
    }  # fmt: skip


def test_numbers_of_a_village_have_no_gap_and_never_change(cast):
    first = households(cast.village, count=2)
    do("move_household", cast.village, household=first[0], on=DAY())
    third = households(cast.village, count=1)[0]

    assert [h.number for h in first] + [third.number] == [f"{VILLAGE}-{n}" for n in (1, 2, 3)]


def test_the_same_head_or_door_is_shown_before_a_second_file_is_made(cast):
    from families.actions import Doubles, Facts
    from portal.units.models import Unit

    there = households(cast.village, count=1)[0]
    same_door = Facts("林金凤", 3, block="1号楼", door="1 室")
    unit = Unit.objects.get(code=VILLAGE)

    with pytest.raises(Doubles) as refused:
        do("register_household", cast.village, facts=same_door, village=unit, is_other=False)
    made = do("register_household", cast.village, facts=same_door, village=unit, is_other=True)

    assert refused.value.rows == [there]
    assert made.number.endswith("-2")


def test_a_household_splits_joins_moves_and_comes_back(cast):
    from families.actions import Facts

    old = households(cast.village, count=1, members=5)[0]
    new = do("split_household", cast.village, household=old, facts=Facts("陈铁生", 2))
    with pytest.raises(Refused):
        do("split_household", cast.village, household=old, facts=Facts("陈守田", 3))
    do("join_household", cast.village, household=new, into=old, on=DAY())

    assert again(old, cast.village).members == 5
    assert again(new, cast.village).joined_into_id == old.pk
    with pytest.raises(Refused):
        do("reopen_household", cast.village, household=new)
    do("move_household", cast.village, household=old, on=DAY())
    assert again(old, cast.village).status == "moved"
    assert do("reopen_household", cast.village, household=old).is_active


def test_a_file_changed_meanwhile_is_not_overwritten(cast):
    row = households(cast.village, count=1)[0]
    values = {"head_name": "崔秋禾", "block": "", "door": "", "members": 3, "kind": "rural",
              "group": None, "phone": "10000000001"}  # fmt: skip
    do("edit_household", cast.village, household=row, values=values, version=1)

    with pytest.raises(Refused, match="刚刚有人改过"):
        do("edit_household", cast.village, household=row, values=values, version=1)
    assert again(row, cast.village).phone == "10000000001"


@pytest.mark.parametrize("who", ["viewer", "police", "hotline", "auditor", "stranger"])
def test_others_keep_no_files(cast, who):
    with pytest.raises(Refused):
        households(getattr(cast, who), count=1)


# ── Standards ───────────────────────────────────────────────────────────────────────────────────
def test_the_shipped_standards_are_trees_and_nothing_the_federation_sends_is_scored(cast):
    from families.rules.outline import checked, tree_of

    with transaction.atomic(), scope(cast.coordinator):
        rows = list(Standard.objects.visible_to(cast.coordinator).for_page())
        trees = {row.code: tree_of(row) for row in rows}
        wrong = [checked(outline_of(row)) for row in rows]

    assert sorted(trees) == [
        "binzhou-2011", "city-100", "civil-100", "seven-seven", "shandong-2013",
    ]  # fmt: skip
    assert {code: int(tree.most) for code, tree in trees.items()} == {
        "city-100": 100, "seven-seven": 100, "civil-100": 100, "shandong-2013": 100,
        "binzhou-2011": 120,
    }  # fmt: skip
    assert not any(wrong)
    assert [row.code for row in rows if row.is_proposal] == ["city-100"]
    assert len(trees["shandong-2013"].services) == 5
    assert not set(trees["shandong-2013"].items) & {s.code for s in trees["shandong-2013"].services}


def test_a_used_standard_is_frozen_by_the_action_and_by_the_database(cast):
    a_round(cast.coordinator)
    used = standard(cast.coordinator)
    edited = outline(used, cast.coordinator)

    with transaction.atomic(), scope(cast.coordinator):
        items = StandardItem.objects.filter(standard=used)
        assert not items.update(points=1)
        assert not items.delete()[0]
        item = items.first()
    item.pk, item.code = None, "new"
    with transaction.atomic(), scope(cast.coordinator), pytest.raises(DatabaseError):
        item.save(force_insert=True)
    with pytest.raises(Refused, match="已启用"):
        do("save_standard", cast.coordinator, standard=used, outline=edited)


def test_a_new_version_leaves_given_scores_alone(cast):
    households(cast.village)
    year = a_round(cast.coordinator)
    entry = entries(year, cast.village)[0]
    given = rate(entry, cast.village, {"safety": [0]})
    new = do("copy_standard", cast.coordinator, standard=standard(cast.coordinator))
    edited = outline(new, cast.coordinator)
    edited["blocks"][1]["items"][0]["settings"] = {"lines": ["只剩一条"], "each": 10}
    do("save_standard", cast.coordinator, standard=new, outline=edited)

    assert (new.version, new.status) == (2, "draft")
    assert again(given, cast.village).points == given.points == Decimal("98.00")


def test_a_county_takes_the_citys_standard_only_when_it_is_in_force_or_its_own_copy(cast):
    with pytest.raises(Refused, match="还没有启用"):
        a_round(cast.clerk)
    do("freeze_standard", cast.coordinator, standard=standard(cast.coordinator))

    assert a_round(cast.clerk, name="区里").is_open
    with pytest.raises(Refused):
        do("freeze_standard", cast.clerk, standard=standard(cast.clerk, "civil-100"))
    assert do("copy_standard", cast.clerk, standard=standard(cast.clerk, "civil-100")).version == 1
