"""The files of units, places and demo accounts keep their promises before any database reads them.

Sources: the demo city's tables of units, places and accounts.
"""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS_DATA = ROOT / "portal/units/data"
ACCOUNTS_FILE = ROOT / "portal/demo/data/accounts.csv"

LEVELS = ["city", "county", "town", "village"]
KINDS_BY_LEVEL = {
    "city": {"office", "member"},
    "county": {"federation", "zone", "member"},
    "town": {"town_federation"},
    "village": {"village_federation"},
}
COUNTIES = [
    *("410402", "410403", "410404", "410411", "410421"),
    *("410422", "410423", "410425", "410481", "410482"),
]
COUNTY_MEMBERS = {f"M{number:02}" for number in [*range(7, 16), 25, 26, 27]}
ZONE_TOWNS = {
    "皇台街道妇联": ("4104Z1", "410403"),
    "遵化店镇妇联": ("4104Z1", "410422"),
    "湖滨路街道妇联": ("4104Z2", "410402"),
    "滍阳镇妇联": ("4104Z2", "410402"),
}
ROLES = {
    *("city_coordinator", "city_leader", "county_clerk", "county_leader", "hotline_operator"),
    *("town_worker", "village_worker", "member_liaison", "member_leader"),
    *("unit_administrator", "system_administrator", "security_administrator", "auditor"),
}
ADMINISTRATORS = {"system_administrator", "security_administrator", "auditor"}
UNIT_BY_ACCOUNT = {
    "demo-coordinator": "4104",
    "demo-leader": "4104",
    "demo-clerk": "410402",
    "demo-clerk-2": "410402",
    "demo-county-leader": "410402",
    "demo-clerk-weidong": "410403",
    "demo-hotline": "4104",
    "demo-town": "410402002",
    "demo-village": "410402002001",
    "demo-police": "4104M07",
    "demo-police-xinhua": "410402M07",
    "demo-justice": "4104M10",
    "demo-agriculture": "4104M15",
    "demo-unit-admin": "410402",
    "demo-unit-admin-police": "4104M07",
    "demo-sysadmin": "4104",
    "demo-secadmin": "4104",
    "demo-auditor": "4104",
}
# Surnames from which households are invented later; 田 is left out, demo-town bears it.
HOUSEHOLD_SURNAMES = set("陈林方吕孟崔邵龚段樊汤鲁康牛常侯贺葛卢")
GONE_OFFICES = ("综治办", "综治维稳", "人口计生", "文广新", "农委", "质检", "扶贫", "乡村振兴局")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


REGIONS = rows_of(UNITS_DATA / "regions.csv")
UNITS = rows_of(UNITS_DATA / "units.csv")
ACCOUNTS = rows_of(ACCOUNTS_FILE)
REGION_BY_CODE = {row["code"]: row for row in REGIONS}
UNIT_BY_CODE = {row["code"]: row for row in UNITS}
PATHS = [UNITS_DATA / "regions.csv", UNITS_DATA / "units.csv", ACCOUNTS_FILE]


def matching(rows: list[dict[str, str]], **wanted: str) -> list[dict[str, str]]:
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_full_rows_and_no_stray_spaces(path):
    raw = path.read_bytes()

    rows = rows_of(path)

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


@pytest.mark.parametrize("path", [*PATHS, UNITS_DATA / "README.md"], ids=lambda path: path.name)
def test_no_number_can_ring_a_real_telephone(path):
    text = path.read_text(encoding="utf-8")

    numbers = re.findall(r"0\d{2,3}-\d{4}", text)

    assert set(numbers) <= {"0375-0000"}
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)


@pytest.mark.parametrize("rows", [REGIONS, UNITS], ids=["regions", "units"])
def test_a_code_is_given_once_and_dates_are_in_order(rows):
    counts = Counter(row["code"] for row in rows)

    assert max(counts.values()) == 1
    for row in rows:
        begins = date.fromisoformat(row["valid_from"])
        assert not row["valid_to"] or date.fromisoformat(row["valid_to"]) > begins
        assert not row["successor"] or row["successor"] in counts
        assert row["is_demo"] in {"true", "false"}


def test_places_hang_one_level_below_their_parent_and_nest_as_prefixes():
    digits = {"city": 6, "county": 6, "town": 9, "village": 12}

    for row in REGIONS:
        assert re.fullmatch(rf"\d{{{digits[row['level']]}}}", row["code"], re.ASCII)
        if row["level"] == "city":
            assert row["parent"] == ""
            continue
        parent = REGION_BY_CODE[row["parent"]]
        assert LEVELS.index(row["level"]) == LEVELS.index(parent["level"]) + 1
        prefix = parent["code"][:4] if parent["level"] == "city" else parent["code"]
        assert row["code"].startswith(prefix)


def test_the_ten_counties_stand_in_the_usual_order():
    assert [row["code"] for row in matching(REGIONS, level="county")] == COUNTIES


def test_siblings_never_share_a_name():
    places = Counter((row["parent"], row["name"]) for row in REGIONS)
    units = Counter((row["parent"], row["short_name"]) for row in UNITS)

    assert max(places.values()) == 1
    assert max(units.values()) == 1


def test_every_village_is_marked_as_invented():
    assert {row["is_demo"] for row in matching(REGIONS, level="village")} == {"true"}
    assert {row["is_demo"] for row in matching(UNITS, level="village")} == {"true"}


def test_a_unit_stands_in_an_existing_place_and_its_code_nests_under_its_parent():
    for row in UNITS:
        assert re.fullmatch(r"4104(\d{2}|Z\d)?(\d{3}){0,2}(M\d{2})?", row["code"], re.ASCII)
        assert row["region"] in REGION_BY_CODE
        assert row["kind"] in KINDS_BY_LEVEL[row["level"]]
        assert row["name"]
        assert row["short_name"]
        assert row["addressee"]
        if row["code"] == "4104":
            assert row["parent"] == ""
            continue
        parent = UNIT_BY_CODE[row["parent"]]
        steps = LEVELS.index(row["level"]) - LEVELS.index(parent["level"])
        assert row["code"].startswith(parent["code"])
        assert steps == (0 if row["kind"] == "member" else 1)


def test_forty_four_units_report_to_the_city_office():
    below = Counter(row["kind"] for row in matching(UNITS, parent="4104"))

    assert below == {"federation": 10, "zone": 2, "member": 32}
    assert below.total() == 44
    assert {row["code"] for row in matching(UNITS, kind="federation")} == set(COUNTIES)


def test_every_county_has_the_twelve_member_units_with_the_numbers_of_the_city():
    for county in COUNTIES:
        members = matching(UNITS, parent=county, kind="member")

        assert {row["code"].removeprefix(county) for row in members} == COUNTY_MEMBERS
        for row in members:
            city = UNIT_BY_CODE["4104" + row["code"].removeprefix(county)]
            assert row["duties"] == city["duties"] != ""


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("4104M07", "市公安局"),
        ("410402M07", "新华公安分局"),
        ("410403M07", "卫东公安分局"),
        ("410404M07", "石龙公安分局"),
        ("410411M07", "湛河公安分局"),
        ("410421M07", "宝丰县公安局"),
        ("410481M07", "舞钢市公安局"),
        ("410402M08", "新华区人民法院"),
        ("410402M26", "共青团新华区委员会"),
    ],
)
def test_an_office_bears_its_usual_name(code, name):
    assert UNIT_BY_CODE[code]["name"] == name


def test_no_office_bears_the_name_of_one_that_is_gone():
    for row in UNITS:
        assert not any(gone in row["name"] for gone in GONE_OFFICES)


def test_towns_of_a_zone_keep_their_place_in_the_district():
    for short_name, (zone, county) in ZONE_TOWNS.items():
        [unit] = matching(UNITS, short_name=short_name)

        assert unit["parent"] == zone
        assert unit["region"].startswith(county)


def test_every_other_town_and_village_unit_bears_the_code_of_its_place():
    for row in UNITS:
        if row["level"] in {"town", "village"} and "Z" not in row["code"]:
            assert row["code"] == row["region"]


def test_every_town_and_village_has_exactly_one_federation():
    served = Counter(row["region"] for row in UNITS if row["level"] in {"town", "village"})
    places = {row["code"] for row in REGIONS if row["level"] in {"town", "village"}}

    assert set(served) == places
    assert set(served.values()) == {1}


def test_papers_to_a_zone_go_to_its_party_work_department():
    addressees = [row["addressee"] for row in matching(UNITS, kind="zone")]

    assert addressees == ["高新区党群工作部", "城乡一体化示范区党群工作部"]


def test_each_unit_has_a_telephone_of_its_own():
    counts = Counter(row["phone"] for row in UNITS)

    assert max(counts.values()) == 1
    assert all(re.fullmatch(r"0375-0000\d{3}", phone, re.ASCII) for phone in counts)


def test_the_eighteen_demo_accounts_stand_in_their_units():
    assert {row["username"]: row["unit_code"] for row in ACCOUNTS} == UNIT_BY_ACCOUNT
    assert len(ACCOUNTS) == len(UNIT_BY_ACCOUNT)
    assert set(UNIT_BY_ACCOUNT.values()) <= set(UNIT_BY_CODE)


def test_demo_roles_are_known_and_an_administrator_holds_no_second_one():
    for row in ACCOUNTS:
        roles = set(row["roles"].split())

        assert roles
        assert roles <= ROLES
        assert row["title"]
        assert row["opens"]
        assert not roles & ADMINISTRATORS or len(roles) == 1


def test_demo_people_have_names_that_meet_nobody_in_the_demo_city():
    names = [row["name"] for row in ACCOUNTS]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[一-鿿]{3}", name) for name in names)
    assert not {name[0] for name in names} & HOUSEHOLD_SURNAMES
