"""The pack of one city, as files: places and units. Loading adds what is missing."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from portal.units.models import Region, Unit, UnitName

DATA = Path(__file__).parent / "data"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_regions() -> int:
    known = dict(Region.objects.values_list("code", "pk"))
    made = 0
    for row in rows(DATA / "regions.csv"):  # parents stand before their children
        if row["code"] in known:
            continue
        region = Region.objects.create(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent_id=known.get(row["parent"]),
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            is_demo=row["is_demo"] == "true",
        )
        known[region.code] = region.pk
        made += 1
    return made


def load_units() -> int:
    regions = dict(Region.objects.values_list("code", "pk"))
    known = dict(Unit.objects.values_list("code", "pk"))
    names = []
    for row in rows(DATA / "units.csv"):
        if row["code"] in known:
            continue
        unit = Unit.objects.create(**unit_fields(row, regions=regions, known=known))
        known[unit.code] = unit.pk
        names.append(
            UnitName(
                unit=unit,
                name=unit.name,
                short_name=unit.short_name,
                valid_from=unit.valid_from,
            )
        )
    UnitName.objects.bulk_create(names)
    return len(names)


def unit_fields(
    row: dict[str, str], *, regions: dict[str, int], known: dict[str, int]
) -> dict[str, Any]:
    plain = ("code", "name", "short_name", "addressee", "kind", "level", "duties", "phone")
    return {name: row[name] for name in plain} | {
        "parent_id": known.get(row["parent"]),
        "region_id": regions.get(row["region"]),
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        "is_demo": row["is_demo"] == "true",
    }


def load() -> dict[str, int]:
    return {"行政区划": load_regions(), "单位": load_units()}
