"""督办单: within the own system alone, with a number and the term of the answer."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cases.actions.pressing import late_clocks
from cases.choices.pressing import SUPERVISE_PAPER, PressStep
from cases.models import Case
from cases.papers.common import about, find, told, unit_of
from cases.presenters.pressing import presses_seen
from cases.rules import pressing as rules
from portal import clock
from portal.access import Actor, Permission
from portal.papers.document import Head, Paper, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField
from portal.units.models import Unit


def supervise_refusal(case: Case, actor: Actor) -> str | None:
    """Where a step may be skipped the paper may be made; why, is written when it is registered."""
    rows, late = presses_seen(case, actor), late_clocks(case, clock.now())
    ground = rules.skip_ground(case, late)
    return rules.press_refusal(
        case, actor, PressStep.SUPERVISE, rows, late=late, why_skipped=ground
    )


def supervise_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    done = [
        f"{day_in_words(timezone.localtime(row.at).date())}{row.get_step_display()}"
        for row in rules.standing(presses_seen(case, actor))
    ]
    terms = [
        f"“{one.rule.name}”应于{day_in_words(one.strict_on)}前完成"
        for one in late_clocks(case, clock.now())
    ]
    return {
        "addressee": Unit.objects.get(code=case.unit_code).name,
        "facts": "；".join([*terms, *done]) + "。",
        "demand": "请依法依规抓紧办理，保证当事人安全。",
        "until": "收到本督办单之日起5个工作日内",
    }


def supervise(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    """Number, terms and steps; nothing of a person."""
    return Paper(
        title="事项督办单",
        kind="督办单",
        head=Head.DOCUMENT,
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(
            Text(f"你单位经办的事项（编号：{record.number}）已过期限。"),
            *paragraphs(values["facts"]),
            *paragraphs(values["demand"]),
            Text(f"请于{values['until']}书面回复办理情况。"),
        ),
        day=day,
    )


SUPERVISE = PaperKind(
    name=SUPERVISE_PAPER,
    label="督办单",
    permission=Permission.REFERRAL_SEND,
    build=supervise,
    mark="妇维办",
    note="只用于妇联系统；对成员单位用函。打印盖章发出后，回到事项页“提醒、催办、督办”里登记。",
    fields=(
        TemplateField("addressee", "主送", longest=60),
        TemplateField("facts", "逾期和催办情况", rows=3, longest=500),
        TemplateField("demand", "督办要求", rows=3, longest=500),
        TemplateField("until", "回复时限", longest=40),
    ),
    find=find,
    about=about,
    initial=supervise_words,
    refusal=supervise_refusal,
    issued=told,
)
