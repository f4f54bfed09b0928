"""The editor of a standard: the form's fields become an outline (families/rules/outline.py)."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from families.choices import BlockKind, HouseholdKind, RuleKind, StarBy
from families.rules.outline import Wrong
from families.rules.settings import SETTINGS
from portal.ui import text

FIELD = re.compile(r"b([0-9]{1,2})(?:-i([0-9]{1,2}))?-([a-z_]{1,20})")
LEVEL = re.compile(r"l([0-9])-([a-z]{1,10})")
LONGEST = 2000
MOST_FIELDS = 4000


def cleaned(value: str) -> str:
    typed = text.normalised(value).strip()
    text.refuse_hidden_characters(typed)
    if len(typed) > LONGEST:
        raise ValidationError(f"最多{LONGEST}个字。")
    return typed


def read(data: Any, before: Mapping[str, Any]) -> tuple[dict[str, Any], list[Wrong]]:
    """The outline that was typed, and what of it was no text. `before` is what the page showed."""
    outline = dict(before)
    wrong: list[Wrong] = []
    typed: dict[str, str] = {}
    for name in list(data)[:MOST_FIELDS]:
        try:
            typed[name] = cleaned(data.get(name, ""))
        except ValidationError as error:
            wrong.append(Wrong(name.rpartition("-")[0] or name, " ".join(error.messages)))
            typed[name] = ""
    for name in ("name", "source", "note"):
        outline[name] = typed.get(name, "")[: {"name": 40, "source": 120, "note": 300}[name]]
    for name in ("from_year", "to_year", "good_percent"):
        outline[name] = whole(typed.get(name, ""))
    outline["good_percent"] = outline["good_percent"] or 0
    outline["star_by"] = typed.get("star_by", "")
    if outline["star_by"] not in StarBy.values:
        outline["star_by"] = StarBy.GOODS.value
    kinds = data.getlist("kinds") if hasattr(data, "getlist") else []
    outline["kinds"] = [kind for kind in kinds if kind in HouseholdKind.values]
    outline["levels"] = levels(typed)
    outline["blocks"] = blocks(typed)
    return outline, wrong


def whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def levels(typed: Mapping[str, str]) -> list[dict[str, Any]]:
    rows: dict[int, dict[str, str]] = {}
    for name, value in typed.items():
        if found := LEVEL.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    return [
        {
            "name": row.get("name", "")[:20],
            "stars": whole(row.get("stars", "")) or 0,
            "least": row.get("least", ""),
        }
        for _, row in sorted(rows.items())
        if any(row.values())
    ]


def blocks(typed: Mapping[str, str]) -> list[dict[str, Any]]:
    made: dict[int, dict[str, Any]] = {}
    items: dict[tuple[int, int], dict[str, str]] = {}
    for name, value in typed.items():
        found = FIELD.fullmatch(name)
        if found and found[2]:
            items.setdefault((int(found[1]), int(found[2])), {})[found[3]] = value
        elif found:
            made.setdefault(int(found[1]), {})[found[3]] = value
    return [
        {
            "code": code_of(block.get("code", ""), f"b{place}"),
            "kind": chosen(block.get("kind", ""), BlockKind.values),
            "title": block.get("title", "")[:40],
            "base": block.get("base") or "0",
            "cap": block.get("cap") or "0",
            "items": [item_of(row) for key, row in sorted(items.items()) if key[0] == place],
        }
        for place, block in sorted(made.items())
    ]


def item_of(row: Mapping[str, str]) -> dict[str, Any]:
    rule = chosen(row.get("rule", ""), RuleKind.values)
    settings = {
        name: setting(name, row[name]) for name in SETTINGS[rule] if row.get(name, "") != ""
    }
    return {
        "code": code_of(row.get("code", ""), "item"),
        "title": row.get("title", "")[:40],
        "points": "0" if rule == "veto" else row.get("points") or "0",
        "rule": rule,
        "settings": settings,
        "exempt_when": row.get("exempt_when", "")[:60],
        "evidence": row.get("evidence", "")[:60],
    }


def setting(name: str, typed: str) -> Any:
    if name == "lines":
        return [line.strip() for line in typed.splitlines() if line.strip()]
    if name == "steps":
        return [line.split() for line in typed.splitlines() if line.strip()]
    return typed


def chosen(typed: str, known: list[str]) -> str:
    return typed if typed in known else known[0]


def code_of(typed: str, fallback: str) -> str:
    plain = re.sub(r"[^a-z0-9-]", "", typed.lower())[:20]
    return plain or fallback


def new_block(outline: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": free_code("part", [block["code"] for block in outline["blocks"]]),
        "kind": BlockKind.SCORED.value,
        "title": "",
        "base": "0",
        "cap": "10",
        "items": [new_item(outline)],
    }


def new_item(outline: Mapping[str, Any]) -> dict[str, Any]:
    codes = [item["code"] for block in outline["blocks"] for item in block["items"]]
    return {
        "code": free_code("item", codes),
        "title": "",
        "points": "10",
        "rule": RuleKind.MET.value,
        "settings": {},
        "exempt_when": "",
        "evidence": "",
    }


def free_code(word: str, taken: list[str]) -> str:
    return next(f"{word}{n}" for n in range(1, 1000) if f"{word}{n}" not in taken)


def changed(outline: dict[str, Any], what: str) -> dict[str, Any]:
    """The outline after one of the editor's buttons: add-block, add-item-0, drop-0, drop-0-2,
    up-0, up-0-2. Anything else changes nothing."""
    verb, *places = what.split("-")
    numbers = [int(place) for place in places if place.isdigit() and len(place) < 3]
    blocks_ = outline["blocks"]
    if what == "add-block":
        blocks_.append(new_block(outline))
    elif what.startswith("add-item-") and numbers and numbers[0] < len(blocks_):
        blocks_[numbers[0]]["items"].append(new_item(outline))
    elif verb in {"drop", "up"} and numbers and numbers[0] < len(blocks_):
        rows = blocks_ if len(numbers) == 1 else blocks_[numbers[0]]["items"]
        place = numbers[-1]
        if verb == "drop" and place < len(rows):
            del rows[place]
        elif verb == "up" and 0 < place < len(rows):
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
    return outline
