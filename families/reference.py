"""What this app ships, and the places it works in."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from portal.access import Actor
from portal.units.models import Unit

FILE = Path(__file__).parent / "data" / "standards.json"


def outlines() -> Iterable[dict[str, Any]]:
    """The shipped standards as outlines (families/rules/outline.py)."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def villages_of(actor: Actor, day: date) -> Any:
    """Present units of villages in this person's range."""
    units = Unit.objects.valid_on(day).filter(kind="village_federation")
    if not actor.scope:
        return units.none()
    return units.filter(code__gte=actor.scope, code__lt=actor.upto).order_by("code")
