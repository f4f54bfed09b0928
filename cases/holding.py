"""What a case is to portal.files: who finds it, who may change its files, where that is told."""

from cases import rules
from cases.actions.happening import happened, locked
from cases.choices import CaseStatus
from cases.models import Case, CaseFile
from portal.access import Actor, Permission
from portal.files.presenters import Board, board
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


def section(case: Case, actor: Actor) -> dict[str, Board]:
    """What the page of a case shows of its files."""
    return {"board": board(HOLDER, case, actor)}


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
