"""One line on the page of a case and one entry in the log, always together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.choices import AccessLabel, ReadingKind
from cases.models import Case, CaseHappening
from portal.access import Actor, SystemActor
from portal.access.refusal import Refused
from portal.audit import actions as audit


def happened(
    case: Case,
    verb: str,
    *,
    actor: Actor | SystemActor,
    at: datetime,
    text: str = "",
    kept: Mapping[str, Any] | None = None,
    **data: Any,
) -> None:
    """`text` and `kept` stay with the case; the log gets `data` alone: states and numbers."""
    CaseHappening.objects.create(
        case=case,
        unit_code=case.unit_code,
        at=at,
        verb=verb,
        account_id=actor.account_id,
        actor_name=actor.name,
        actor_unit=actor.unit_name,
        data=({"text": text} if text else {}) | data | dict(kept or {}),
    )
    audit.record(actor=actor, action=f"case.{verb}", target=case, at=at, **data)


def locked(case: Case, actor: Actor) -> Case:
    """The case as it is now, locked until the transaction ends.

    Raises Refused for somebody who sees it by an emergency reading alone: she reads, nothing else.
    """
    case = Case.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=case.pk)
    if case.access_label == AccessLabel.NAMED and actor.leads != case.unit_code:
        named = case.readers.filter(
            account=actor.account_id, kind=ReadingKind.NAMED, until__isnull=True
        )
        if not named.exists():
            raise Refused("应急查阅期间只能查看，不能办理。")
    return case
