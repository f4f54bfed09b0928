"""Which form and which action belong to each step of a referral, and what is said after it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from cases import actions
from cases.actions.referral_lines import report_clock
from cases.forms import referral as forms
from cases.models import Referral
from cases.rules import referral as rules
from portal import clock
from portal.access import Actor
from portal.ui.words import day_week

ACCEPT = partial(actions.review, verdict="accepted")
SEND_BACK = partial(actions.review, verdict="sent_back")


@dataclass(frozen=True, slots=True)
class Way:
    """`is_main` stands open on the page, the others behind a fold; `is_plain` is one click."""

    form: type[forms.StepForm]
    action: Callable[..., Any]
    said: str
    is_main: bool = False
    is_plain: bool = False


WAYS = {
    "pass-on": Way(forms.BareForm, actions.pass_on, "已转出，对方可以签收了。", True, True),
    "turn-down": Way(forms.ReasonForm, actions.turn_down, "已告知转出单位不予转出。"),
    "receive": Way(forms.ReceiveForm, actions.receive, "已签收，由您经办。", True, True),
    "ask-return": Way(forms.ReturnForm, actions.ask_return, "已申请退回，等转出单位裁定。"),
    "rule-return": Way(forms.RuleForm, actions.rule_return, "已裁定，对方会收到通知。", True),
    "note": Way(forms.NoteForm, actions.note_progress, "已记下进展。"),
    "ask-extension": Way(forms.ExtensionForm, actions.ask_more_time, "已申请延期，等批复。"),
    "rule-extension": Way(forms.RuleForm, actions.rule_extension, "已批复，请告知当事人。", True),
    "report": Way(forms.ReportForm, actions.report, "已反馈，转出单位将审核。", True),
    "accept": Way(forms.BareForm, ACCEPT, "审核通过，这件转介已办结。", True, True),
    "send-back": Way(forms.ReasonForm, SEND_BACK, "已退回补充，对方会收到通知。"),
    "revoke": Way(forms.ReasonForm, actions.revoke, "已收回，对方不再看到内容。"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A step on the page with its form."""

    move: rules.Move
    form: forms.StepForm
    label: str
    is_main: bool
    is_plain: bool


def offered(referral: Referral, actor: Actor, wrong: forms.StepForm | None = None) -> list[Offered]:
    """What this person may do now; a form that came back wrong keeps its words and stands open."""
    made = []
    for move in rules.available(referral, actor):
        way, behalf = WAYS[move.name], is_on_behalf(move, referral, actor)
        bad = wrong if wrong is not None and wrong.prefix == move.name else None
        made.append(
            Offered(
                move,
                bad or form_for(move, referral, actor),
                label_of(move, behalf),
                way.is_main and not behalf,
                way.is_plain and not behalf,
            )
        )
    return sorted(made, key=lambda one: not one.is_main)


def is_on_behalf(move: rules.Move, referral: Referral, actor: Actor) -> bool:
    mine = move.side in rules.sides_of(referral, actor) and actor.can(move.permission)
    return not mine and move.is_on_behalf(referral, actor)


def label_of(move: rules.Move, behalf: bool) -> str:
    """代签收, 代录反馈 for a unit that does not sign in (wording 53)."""
    if not behalf:
        return move.label
    return "代签收" if move.name == "receive" else f"代录{move.label}"


def form_for(
    move: rules.Move, referral: Referral, actor: Actor, data: Any = None, files: Any = None
) -> forms.StepForm:
    given: dict[str, Any] = {"actor": actor, "move": move.name}
    given["on_behalf"] = is_on_behalf(move, referral, actor)
    if move.name == "report":
        running = report_clock(referral)
        given["is_late"] = running is not None and running.is_late(clock.now())
    return WAYS[move.name].form(data, files, **given)


def said(move: rules.Move, referral: Referral) -> str:
    """The line after a step; of 签收 with the day of the answer (wording 47)."""
    if move.name == "receive" and (running := report_clock(referral)):
        day = day_week(running.strict_on, today=clock.today())
        return f"已签收，请于{day}前反馈。"
    return WAYS[move.name].said
