"""创建情况: the same households counted by unit, by place, by type, by stars; a number's list."""

import io
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.models import Round
from families.presenters import figures
from families.rules.figures import FEW, veiled
from tests.factories.families import (
    SECOND_VILLAGE,
    VILLAGE,
    a_round,
    do,
    entries,
    households,
    rate,
)
from tests.factories.scene import client_of

IN_ZONE = "4104Z1001001"


@given(st.lists(st.integers(0, 40)))
def test_no_small_number_can_be_read_or_worked_out(counts):
    hidden = veiled(counts)

    assert all(
        is_hidden for count, is_hidden in zip(counts, hidden, strict=True) if 0 < count < FEW
    )
    assert sum(hidden) != 1 or sum(1 for count in counts if count) == 1
    assert not any(is_hidden for count, is_hidden in zip(counts, hidden, strict=True) if not count)


@pytest.fixture
def year(cast):
    households(cast.coordinator, count=3)
    households(cast.coordinator, village=SECOND_VILLAGE, count=2, kind="rural")
    round_ = a_round(cast.coordinator)
    first, second, *_ = entries(round_, cast.village, unit_code=VILLAGE)
    rate(first, cast.village)
    do("mark", cast.village, entry=second, state="declined")
    do("set_total", cast.village, village_code=VILLAGE, year=2026, households=40)
    return round_


def page(round_, actor, area=""):
    from django.db import transaction

    from portal.access import scope

    with transaction.atomic(), scope(actor):
        return figures.page(Round.objects.get(pk=round_.pk), actor, area)


def told(lines):
    return {line.name: (line.numbers["taking"], line.numbers["left"]) for line in lines}


@pytest.mark.django_db
def test_every_table_counts_the_same_households(cast, year):
    found = page(year, cast.town)

    assert told(found["units"]) == {"和顺里社区": (2, 1), "槐荫社区": (2, 0), "合计": (4, 1)}
    assert told(found["units"])["合计"] == told(found["places"])["合计"]
    assert {line.name: line.numbers["taking"] for line in found["kinds"]} == {"社区": 2, "农村": 2}
    assert [(line.name, line.numbers["taking"]) for line in found["stars"]] == [("5星", 1)]


@pytest.mark.django_db
def test_the_share_is_of_villages_whose_total_was_typed(cast, year):
    units = {line.name: line for line in page(year, cast.town)["units"]}

    assert (units["和顺里社区"].rate, units["槐荫社区"].rate) == ("5.0%", "—")
    assert (units["合计"].rate, units["合计"].missing) == ("5.0%", 1)


@pytest.mark.django_db
def test_a_number_opens_to_the_households_it_counts(cast, year):
    client = client_of(cast.town)
    for table in ("kinds", "stars"):
        for line in page(year, cast.town)[table]:
            words = f"共{line.numbers['taking']}户"
            assert words in client.get(line.url).content.decode(), line.url


@pytest.mark.django_db
def test_a_range_sees_its_own_numbers_only(cast, year):
    assert told(page(year, cast.village)["units"])["合计"] == (2, 1)
    assert told(page(year, cast.stranger)["units"]) == {"合计": (0, 0)}


@pytest.mark.django_db
def test_the_public_file_hides_small_numbers(cast, year):
    client = client_of(cast.town)
    url = f"/families/rounds/{year.pk}/figures/file/"

    def text(query):
        content = client.get(url + query).content
        book = ZipFile(io.BytesIO(content))
        return "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)

    assert "＜5或不公开" in text("?public=1")
    assert "＜5或不公开" not in text("")
