"""材料 of a case as portal.files keeps them, and the stamped original that comes with a paper."""

from datetime import datetime
from typing import Any

from cases import rules
from cases.actions.happening import happened, locked
from cases.choices import CaseStatus
from cases.models import Case, CaseFile
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.files.actions import attach
from portal.files.choices import SCANS, FileRole
from portal.files.registry import Holder


def find(actor: Actor, number: str) -> Case | None:
    return Case.objects.visible_to(actor).filter(number=number).first()


def refusal(case: Case, actor: Actor) -> str | None:
    """Why this person may look at the files of the case but not change them."""
    if not actor.can(Permission.CASE_HANDLE):
        return "您可以查看，但不能上传或修改材料。如需办理，请联系本单位经办人。"
    if case.status == CaseStatus.VOID:
        return "已作废的事项不能再上传或修改材料。"
    return rules.elsewhere(case, actor)


HOLDER = Holder(
    name="cases",
    title="材料",
    model=CaseFile,
    parent="case",
    permission=Permission.CASE_VIEW,
    find=find,
    lock=locked,
    refusal=refusal,
    told=happened,
    key=str,
    roles=(
        FileRole.PLAIN,
        FileRole.SEALED,
        FileRole.AUTHORITY,
        FileRole.PHOTO,
        FileRole.RECORDING,
    ),
    reviewer=Permission.CASE_LEAD,
)


def keep_original(
    case: Case, upload: Any, *, caption: str, actor: Actor, at: datetime,
    role: str = FileRole.SEALED, field: str = "original",
) -> Any:  # fmt: skip
    """The original of a paper that came in, as a CaseFile; None where none was uploaded. Raises
    Refused at its field."""
    if upload is None:
        return None
    try:
        return attach(
            holder=HOLDER, record=case, upload=upload, actor=actor, at=at, role=role,
            caption=caption, only=SCANS,
        )  # fmt: skip
    except Refused as refusal:
        raise Refused(refusal.words, field) from refusal


def has_letter(case: Case, actor: Actor) -> bool:
    """Whether the letter of authority of who acts for her lies here."""
    return HOLDER.files_of(case, actor).filter(role=FileRole.AUTHORITY).exists()
