"""盖章件 of a 转介: put there by the unit asked, or in 代录 by the sender; read by both."""

from datetime import datetime
from typing import Any

from cases.actions.happening import locked
from cases.actions.referral_lines import line
from cases.models import Referral, ReferralFile
from cases.rules import referral as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.files.actions import attach
from portal.files.choices import SCANS, FileRole
from portal.files.registry import Holder


def find(actor: Actor, key: str) -> Referral | None:
    if not key.isascii() or not key.isdigit() or len(key) > 12:
        return None
    return Referral.objects.visible_to(actor).filter(pk=int(key)).first()


def lock(referral: Referral, actor: Actor) -> Referral:
    """The referral as it is now; of the sender the case is locked first, as in every step."""
    if rules.Side.SENDER in rules.sides_of(referral, actor):
        locked(referral.case, actor)
    rows = Referral.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.get(pk=referral.pk)


def owner(referral: Referral, actor: Actor) -> dict[str, Any]:
    return {
        "unit_code": actor.unit_code, "from_code": referral.from_code, "to_code": referral.to_code
    }  # fmt: skip


FILES = Holder(
    name="referrals",
    title="盖章件",
    model=ReferralFile,
    parent="referral",
    permission=Permission.REFERRAL_VIEW,
    find=find,
    lock=lock,
    refusal=rules.file_refusal,
    told=line,
    key=lambda referral: str(referral.pk),
    roles=(FileRole.SEALED, FileRole.PLAIN, FileRole.PHOTO),
    most=20,
    owner=owner,
    is_shared=True,
)


def keep_original(referral: Referral, upload: Any, *, actor: Actor, at: datetime) -> None:
    """The stamped original that came with an answer. Raises Refused at its field."""
    try:
        attach(
            holder=FILES, record=referral, upload=upload, actor=actor, at=at,
            role=FileRole.SEALED, only=SCANS,
        )  # fmt: skip
    except Refused as refusal:
        raise Refused(refusal.words, "original") from refusal
