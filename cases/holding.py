"""What a case is to portal.files, and what its page shows of its files."""

from cases.actions.case_files import HOLDER
from cases.models import Case
from portal.access import Actor
from portal.files.presenters import Board, board

__all__ = ["HOLDER", "section"]


def section(case: Case, actor: Actor) -> dict[str, Board]:
    """What the page of a case shows of its files."""
    return {"board": board(HOLDER, case, actor)}
