"""What is typed into an indicator report, and what is corrected after it was sent."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.actions.duties import touch_duty
from campaigns.actions.happening import happened, locked_duty
from campaigns.choices import CellSource, TypedReason
from campaigns.models import Duty, DutyVersion, IndicatorSet, ReportCell
from campaigns.rules import reports as rules
from campaigns.rules.figures import computed
from portal.access import Actor
from portal.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell as it was typed; `value` None means: what the activities say."""

    value: Decimal | None = None
    reason: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self.value is None and not self.note


@transaction.atomic
def save_cells(
    *,
    duty: Duty,
    indicator_set: IndicatorSet,
    cells: Mapping[str, TypedCell],
    actor: Actor,
    at: datetime,
) -> Duty:
    """Keep what was typed; an emptied cell goes back to what the activities say.

    From the first save on the version of the indicators is frozen.
    """
    duty = touch_duty(duty=duty, actor=actor, at=at)
    kept = {cell.code: cell for cell in ReportCell.objects.filter(duty=duty)}
    for code, typed in cells.items():
        cell = kept.get(code)
        if typed.is_empty:
            if cell is not None:
                cell.delete()
            continue
        cell = cell or ReportCell(duty=duty, unit_code=duty.unit_code, code=code)
        if (cell.pk, cell.value, cell.reason, cell.note) != (
            cell.pk or 0, typed.value, typed.reason, typed.note,
        ):  # fmt: skip
            cell.value, cell.reason, cell.note = typed.value, typed.reason, typed.note
            cell.save()
    if indicator_set.frozen_at is None:
        IndicatorSet.objects.filter(pk=indicator_set.pk, frozen_at=None).update(frozen_at=at)
    return duty


@transaction.atomic
def correct_cell(
    *, duty: Duty, code: str, value: Decimal, reason: str, actor: Actor, at: datetime
) -> DutyVersion:
    """更正 one figure after it was sent: a new version beside the old ones, with its reason.

    What was issued from the old version stays as it is and says so. Raises Refused.
    """
    duty = locked_duty(duty, actor)
    if refusal := rules.correct_refusal(duty, actor):
        raise Refused(refusal)
    if len(reason.strip()) < rules.SHORTEST_REASON:
        raise Refused("请写清楚为什么更正，至少4个字。", "reason")
    last = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
    content = corrected(last.content if last else {}, code, value, reason, actor.name, at)
    duty.content_version += 1
    duty.save(update_fields=["content_version"])
    version = DutyVersion.objects.create(
        duty=duty,
        unit_code=duty.unit_code,
        number=duty.content_version,
        content=content,
        at=at,
        by_id=actor.account_id,
        by_name=actor.name,
        received_on=duty.received_on or timezone.localdate(at),
    )
    happened(duty, "correct", actor=actor, at=at, kind=duty.kind, code=code)
    return version


def corrected(
    content: Mapping[str, Any], code: str, value: Decimal, reason: str, by: str, at: datetime
) -> dict[str, Any]:
    """The frozen table with one figure changed and its rates counted anew."""
    made = deepcopy(dict(content))
    cells = made.get("cells", {})
    cell = cells.get(code)
    if cell is None or cell["source"] == CellSource.COMPUTED:
        raise Refused("没有这一项数字，不能更正。", "code")
    before, after = cell["value"], rules.as_text(value)
    if Decimal(before) == value:
        raise Refused("更正后的数与原来相同。", "value")
    cell |= {"value": after, "source": CellSource.TYPED.value, "reason": TypedReason.MENDED.value}
    lines = [rules.line_of(one, given) for one, given in cells.items()]
    values = {one: Decimal(given["value"]) for one, given in cells.items()}
    if wrong := rules.contradiction(lines, values, code):
        raise Refused(wrong, "value")
    for one, rate in computed(lines, values).items():
        cells[one]["value"] = rules.as_text(rate) if rate is not None else None
    made.setdefault("corrections", []).append(
        {
            "code": code, "name": cell["name"], "before": before, "after": after,
            "reason": reason.strip(), "by": by, "at": at.isoformat(),
        }
    )  # fmt: skip
    return made
