"""重复计数 as it is read: what is taken off, of which two units."""

from decimal import Decimal
from typing import Any

from campaigns.models import Campaign
from campaigns.presenters.summary import overlaps_of
from campaigns.rules import figures
from campaigns.rules import overlap as rules
from campaigns.rules.summary import Cells
from portal.access import Actor


def rows_of(campaign: Campaign, cells: Cells, actor: Actor) -> list[dict[str, Any]]:
    units = {
        row.source.duty: row.source.unit
        for rows in cells.values()
        for row in rows
        if not row.is_less
    }
    names = rules.offered(cells)
    return [
        {
            "overlap": overlap,
            "units": [
                (key, units.get(key, "材料已退回")) for key in (overlap.kept_id, overlap.taken_id)
            ],
            "is_counted": overlap.kept_id in units and overlap.taken_id in units,
            "figures": "，".join(
                "".join(
                    (names.get(code, (code, ""))[0], figures.plain(Decimal(value)),
                     names.get(code, (code, ""))[1])
                )
                for code, value in sorted(overlap.figures.items())
            ),
        }
        for overlap in overlaps_of(campaign, actor)
    ]  # fmt: skip
