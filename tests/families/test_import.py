"""名册 by sheet: bad cells named, good rows in, a second run without doubles."""

import pytest
from django.db import transaction

from families.models import Household, NeighbourGroup
from portal import clock
from portal.access import scope
from portal.sheets import actions as sheets
from portal.sheets import registry
from tests.factories.families import VILLAGE, count_of

pytestmark = pytest.mark.django_db
HEAD = "村（社区）,户主,人口,家庭类型,村民组或楼栋单元,门牌,电话,联创形式,联创小组\n"
GOOD = "".join(
    f"{VILLAGE},户主{n:03},3,社区,{n // 10 + 1}号楼,{n}室,,单元联防,{n // 10 + 1}号楼\n"
    for n in range(40)
)
BAD = (
    f"{VILLAGE},,3,社区,9号楼,1室,,,\n"  # no head
    f"{VILLAGE},甲一,0,社区,9号楼,2室,,,\n"  # nobody lives there
    f"{VILLAGE},甲二,3,别墅,9号楼,3室,,,\n"  # no such kind
    f"410403001001,甲三,3,社区,9号楼,4室,,,\n"  # not hers
    f"{VILLAGE},甲四,3,社区,1号楼,0 室,,,\n"  # somebody else's door
    f"{VILLAGE},甲五,3,社区,9号楼,5室,,,无形式\n"  # a group of no form
)


def take(actor, text):
    with transaction.atomic(), scope(actor):
        return sheets.take_file(
            sheet=registry.sheet_for(actor, "households"), name="名册.csv",
            content=(HEAD + text).encode(), actor=actor, at=clock.now(),
        )  # fmt: skip


def bring_in(actor, upload):
    with transaction.atomic(), scope(actor):
        return sheets.import_file(upload=upload, mode="good", actor=actor, at=clock.now())


def test_good_rows_come_in_bad_cells_are_named_and_a_second_run_makes_no_doubles(cast):
    first = take(cast.clerk, GOOD + BAD)
    done = bring_in(cast.clerk, first)
    second = bring_in(cast.clerk, take(cast.clerk, GOOD + BAD))

    found = first.summary if hasattr(first, "summary") else None
    assert (done.made, done.known) == (40, 0)
    assert (second.made, second.known) == (0, 40)
    assert found is None or found["bad_rows"] == 6
    assert count_of(cast.village) == (40, 40)
    with transaction.atomic(), scope(cast.village):
        assert NeighbourGroup.objects.count() == 4
        row = Household.objects.get(head_name="户主007")
        assert (row.door, row.block, row.group.name) == ("7室", "1号楼", "1号楼")


def test_only_who_keeps_files_may_import(cast):
    for name in ("viewer", "police", "hotline", "auditor"):
        assert registry.sheet_for(getattr(cast, name), "households") is None
