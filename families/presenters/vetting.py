"""The vetting of a county's list as its page tells it."""

from typing import Any

from families.choices import OffBy
from families.models import PublicNotice, Round, Selection, Vetting, VettingConsent
from families.rules import vetting as rules
from portal.access import Actor


def listed(round_: Round, actor: Actor) -> Any:
    """The households on the actor's own list."""
    rows = Selection.objects.visible_to(actor).filter(round=round_, for_code=actor.unit_code)
    return rows.standing().for_list().in_order()


def vetting_page(round_: Round, actor: Actor) -> dict[str, Any]:
    mine = Vetting.objects.visible_to(actor).filter(round=round_, unit_code=actor.unit_code)
    vetting = mine.first()
    rows = list(listed(round_, actor))
    consents = VettingConsent.objects.visible_to(actor).filter(selection__in=rows)
    by_row = {consent.selection_id: consent for consent in consents}
    answers = list(vetting.answers.order_by("answered_on", "pk")) if vetting else []
    is_posted = PublicNotice.objects.visible_to(actor).filter(round=round_).exists()
    out = Selection.objects.visible_to(actor).filter(
        round=round_, for_code=actor.unit_code, off_by=OffBy.NOT_LISTED
    )
    refused = rules.asking_refusal(
        has_rule=round_.has_vetting, is_open=round_.is_open, is_posted=is_posted
    )
    return {
        "round": round_,
        "vetting": vetting,
        "rows": [(row, by_row.get(row.pk)) for row in rows],
        "waiting": [row for row in rows if row.pk not in by_row],
        "consenting": len(by_row),
        "answers": answers,
        "out": out.count(),
        "most_out": rules.most_out(vetting.households, [row.cleared for row in answers])
        if vetting
        else 0,
        "refused": refused,
        "may_prepare": refused is None and vetting is None,
        "may_work": refused is None and vetting is not None and not vetting.is_ended,
        "sealed": rules.SEALED,
    }
