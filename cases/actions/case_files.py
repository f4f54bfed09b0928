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
from portal.files.choices import FileRole
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
    reviewer=Permission.CASE_LEAD,
)


def keep_original(case: Case, upload: Any, *, caption: str, actor: Actor, at: datetime) -> Any:
    """The stamped original of a paper from above, as a CaseFile. Raises Refused at its field."""
    try:
        return attach(
            holder=HOLDER, record=case, upload=upload, actor=actor, at=at, role=FileRole.SEALED,
            caption=caption,
        )  # fmt: skip
    except Refused as refusal:
        raise Refused(refusal.words, "original") from refusal


def kept_of(case: Case, upload: Any, *, caption: str, actor: Actor, at: datetime) -> Any:
    """The same of an upload that need not be there: the CaseFile, or None."""
    if upload is None:
        return None
    return keep_original(case, upload, caption=caption, actor=actor, at=at)
