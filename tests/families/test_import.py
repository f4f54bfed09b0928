"""名册 by sheet: bad cells named, good rows in, a second run without doubles."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from families.actions import registering
from families.imports import households
from families.models import Household, HouseholdHappening, NeighbourGroup
from portal import clock
from portal.access import scope
from portal.search import finding
from portal.sheets import actions as sheets
from portal.sheets import registry
from tests.factories.families import SECOND_VILLAGE, VILLAGE, count_of
from tests.factories.scene import client_of

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


MANY = 2000
WRONG = 50


def a_large_file():
    """2,000 rows of two villages; every fortieth has a bad cell."""
    rows = [
        [(VILLAGE, SECOND_VILLAGE)[n % 2], f"{'赵钱孙李'[n % 4]}{n}", "3", "社区", f"{n // 80}号楼",
         f"{n}室", f"1380000{n:04}", "单元联防", f"{n // 80}号楼"]
        for n in range(MANY)
    ]  # fmt: skip
    for place, row in enumerate(rows[:: MANY // WRONG]):
        row[(1, 2, 3, 6)[place % 4]] = ("", "六十一", "别墅", "12345")[place % 4]
    return "".join(",".join(row) + "\n" for row in rows)


def test_a_large_file_its_bad_cells_its_good_rows_and_a_second_run(cast):
    """Whatever the number of rows, the statements are those of a few villages."""
    text = a_large_file()
    upload = take(cast.clerk, text)
    marked = client_of(cast.clerk).get(f"{upload.get_absolute_url()}marked/")

    with CaptureQueriesContext(connection) as asked:
        done = bring_in(cast.clerk, upload)
    again = bring_in(cast.clerk, take(cast.clerk, text))

    assert (upload.summary["total"], upload.summary["bad_cells"]) == (MANY, WRONG)
    assert b"".join(marked).startswith(b"PK")
    assert (done.made, done.known) == (MANY - WRONG, 0)
    assert (again.made, again.known) == (0, MANY - WRONG)
    assert len(asked) < 40
    with transaction.atomic(), scope(cast.clerk):
        assert len(finding.search_ids("household", "13800000004")) == 1
        assert HouseholdHappening.objects.count() == Household.objects.count() == MANY - WRONG


def test_an_import_that_breaks_in_the_middle_leaves_nothing(cast, monkeypatch):
    """As kill -9 would: what was written before it is gone with the transaction."""
    upload = take(cast.clerk, GOOD)
    whole, calls = registering.write_files, []

    def broken(placed, *given):
        if calls:
            raise RuntimeError("the machine stops")
        calls.append(1)
        return whole(placed, *given)

    monkeypatch.setattr(registering, "write_files", broken)
    monkeypatch.setattr(households, "BATCH", 20)
    with pytest.raises(RuntimeError):
        bring_in(cast.clerk, upload)
    monkeypatch.undo()

    assert count_of(cast.clerk) == (0, 0)
    assert bring_in(cast.clerk, upload).made == 40
    with transaction.atomic(), scope(cast.clerk):
        sequences = Household.objects.order_by("sequence").values_list("sequence", flat=True)
        assert list(sequences) == list(range(1, 41))


def test_only_who_keeps_files_may_import(cast):
    for name in ("viewer", "police", "hotline", "auditor"):
        assert registry.sheet_for(getattr(cast, name), "households") is None
