"""The standards this app ships, from its file. They are the city's, and may be changed until a
round uses one."""

import json
from pathlib import Path

from families.actions import standards
from portal import clock

FILE = Path(__file__).parent / "data" / "standards.json"


def load() -> dict[str, int]:
    """Adds what is missing, by its code; what is there stays as it is."""
    outlines = json.loads(FILE.read_text(encoding="utf-8"))
    return {"评分标准": standards.load_standards(outlines=outlines, at=clock.now())}
