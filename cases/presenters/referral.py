"""How a 转介 is told to both its units: what is shared, the clocks, the lines, what may be done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from cases.actions.referral_files import FILES
from cases.actions.referral_sending import Shared
from cases.choices.referral import ChaseStep, ReferralStatus, RequestKind, SharingBasis
from cases.models import (
    Case,
    Chase,
    Referral,
    ReferralCopy,
    ReferralDeadline,
    ReferralHappening,
    ReferralReport,
    Transfer,
)
from cases.presenters import Line
from cases.rules import referral as rules
from cases.rules import transfer as transfers
from portal import clock
from portal.access import Actor, Permission
from portal.deadlines import presenters as deadlines
from portal.deadlines import reference
from portal.files import presenters as files
from portal.files.presenters import Board, board
from portal.ui import words
from portal.ui.choices import Tone
from portal.units.models import Unit

VERBS = {
    "send": "转介",
    "pass-on": "市级转出",
    "turn-down": "市级不予转出",
    "receive": "签收",
    "ask-return": "申请退回",
    "rule-return": "裁定退回",
    "note": "进展",
    "ask-extension": "申请延期",
    "rule-extension": "批复延期",
    "report": "反馈",
    "accept": "审核通过",
    "send-back": "退回补充",
    "revoke": "收回",
    "chase-remind": "提醒",
    "chase-letter": "催办函",
    "chase-bring": "提请协调组协调",
    "chase-urge": "督促处理意见书",
    "hand-over": "移交",
    "move": "转入",
} | files.VERBS
CASE_VERBS = {
    "refer": "转介",
    "bring": "提请协调",
    "offer": "转送",
    "take": "接收转送",
    "withdraw-offer": "撤回转送",
    "complained": "被反映单位",
}
SENTENCES = {f"referral.{verb}": f"转介：{label}" for verb, label in VERBS.items()} | {
    "referral.list": "查看转入、转出事项",
    "referral.read": "打开转介",
    "referral.preview": "预览转介内容",
    "referral.sheet": "打印转入清单",
    "transfer.accepted": "转送：接收",
    "transfer.declined": "转送：未接收",
    "transfer.withdrawn": "转送：撤回",
    "transfer.read": "打开转送",
}
SENTENCES |= {f"case.{verb}": f"事项：{label}" for verb, label in CASE_VERBS.items()}
TITLE_ONLY = "内容不再显示：事项已办结超过30日，或已退回、收回。"


@dataclass(frozen=True, slots=True)
class Row:
    """One referral in a list, with the badge of its first clock."""

    referral: Referral
    due_label: str
    tone: Tone | str
    due: Any


def row_of(referral: Referral) -> Row:
    """Needs `running_clocks` (with_clocks)."""
    clocks = referral.running_clocks
    if not clocks:
        return Row(referral, "", Tone.NEUTRAL, None)
    label, tone = deadlines.badge(clocks[0], clock.now())
    return Row(referral, label, tone, clocks[0].strict_on)


def with_clocks(referrals: Any, actor: Actor) -> Any:
    """The same rows, each with `running_clocks`, the first to end first."""
    clocks = ReferralDeadline.objects.visible_to(actor).running().select_related("rule").by_day()
    return referrals.prefetch_related(
        Prefetch("deadlines", queryset=clocks, to_attr="running_clocks")
    )


# ── One referral ────────────────────────────────────────────────────────────────────────────────
def shared_lines(shared: Shared | ReferralCopy) -> list[tuple[str, str]]:
    """The minimum view: the preview, the receiver's page and the letter say the same."""
    made = [
        ("情况摘要", shared.what),
        ("商请办理", shared.asked_for),
        ("当事人", shared.person_name),
        ("联系电话", shared.person_phone),
        ("现住址", shared.whereabouts),
    ]
    return [(label, value) for label, value in made if value]


def given_lines(copy: ReferralCopy) -> list[tuple[str, str]]:
    """The same for the sender: she has them in her case, here it says only that they went."""
    hidden = [("联系电话", copy.person_phone), ("现住址", copy.whereabouts)]
    made = shared_lines(copy)
    given = {label for label, value in hidden if value}
    return [(label, "已提供" if label in given else value) for label, value in made]


def body(referral: Referral, actor: Actor) -> dict[str, Any]:
    """Everything the page of a referral shows one of its sides, at a fixed number of queries."""
    sides = rules.sides_of(referral, actor)
    copy = ReferralCopy.objects.visible_to(actor).filter(referral=referral).first()
    is_receiver = rules.Side.RECEIVER in sides
    content = (shared_lines(copy) if is_receiver else given_lines(copy)) if copy else []
    happenings = ReferralHappening.objects.visible_to(actor).filter(referral=referral)
    reports = ReferralReport.objects.visible_to(actor).filter(referral=referral)
    chases = list(Chase.objects.visible_to(actor).filter(referral=referral).order_by("at"))
    return {
        "referral": referral,
        "is_receiver": is_receiver,
        "facts": facts(referral),
        "content": content,
        "shut": "" if copy else TITLE_ONLY,
        "clocks": clock_lines(referral, actor),
        "note": note_of(referral),
        "reports": list(reports.select_related("by", "reviewed_by").order_by("-at", "-pk")),
        "request": rules.pending(referral),
        "lines": [line_of(one) for one in happenings.order_by("-at", "-pk")],
        "next_chase": next_chase(referral, actor, [chase.step for chase in chases]),
        "case": case_of(referral, actor),
        "files": files_of(referral, actor),
    }


def files_of(referral: Referral, actor: Actor) -> Board | None:
    """盖章件: once it was signed for; what is shut with the content is shut here as well."""
    shown = board(FILES, referral, actor)
    return shown if shown.files or shown.may_change else None


def case_of(referral: Referral, actor: Actor) -> Case | None:
    """The case itself, for who sees it; the receiver never does."""
    return Case.objects.visible_to(actor).filter(pk=referral.case_id).first()


def facts(referral: Referral) -> list[tuple[str, str]]:
    today = clock.today()
    made = [
        ("来文单位", referral.from_name),
        ("接收单位", f"{referral.to_name}（{referral.get_kind_display()}）"),
        ("类别", referral.category.name if referral.category else "未分类"),
        ("转出", words.moment(referral.sent_at, today=today)),
        ("依据", basis_of(referral)),
    ]
    if referral.received_at:
        by = referral.handler.name if referral.handler else referral.receiver_name
        how = referral.get_delivery_display()
        made.append(("签收", f"{words.moment(referral.received_at, today=today)} · {how} · {by}"))
    return made


def basis_of(referral: Referral) -> str:
    label = SharingBasis(referral.basis).label
    at = (
        f"，{words.moment(referral.consent_at, today=clock.today())}" if referral.consent_at else ""
    )
    return f"{label}{at}（{referral.basis_note}）" if referral.basis_note else f"{label}{at}"


def note_of(referral: Referral) -> str:
    """Until when it may be asked to return it."""
    if referral.is_red:
        return "评估为红色，不能申请退回；有困难请直接与转出单位联系。"
    if referral.return_until and referral.status == ReferralStatus.RECEIVED:
        day = words.day_week(referral.return_until, today=clock.today())
        return f"不属本单位职责的，可在{day}前申请退回。"
    return ""


def clock_lines(referral: Referral, actor: Actor) -> list[deadlines.Told]:
    rows = list(ReferralDeadline.objects.visible_to(actor).filter(referral=referral).for_page())
    if not rows:
        return []
    first = min(timezone.localdate(row.started_at) for row in rows)
    calendar = reference.calendar_from(first.year - 1)
    rows.sort(key=lambda row: (not row.is_open, row.strict_on))
    return deadlines.clock_lines(rows, calendar, clock.now())


def line_of(happening: ReferralHappening) -> Line:
    said = happening.data.get("text", "")
    verb = VERBS.get(happening.verb, happening.verb)
    by = f"{happening.actor_unit} {happening.actor_name}"
    return Line(happening.at, by, f"{verb}：{said}" if said else verb)


# ── 催办 ────────────────────────────────────────────────────────────────────────────────────────
def next_chase(referral: Referral, actor: Actor, done: list[str]) -> dict[str, Any] | None:
    """The step of 催办 that comes next for the sender, with the words to copy."""
    for step in reversed(rules.LADDER):
        if rules.chase_refusal(referral, actor, step, done) is None:
            return {
                "step": ChaseStep(step),
                "done": [ChaseStep(one).label for one in dict.fromkeys(done)],
                "text": chase_text(referral, actor),
            }
    return None


def chase_text(referral: Referral, actor: Actor) -> str:
    """Words for the telephone or a message: unit, number, day; never a person's data."""
    sent = words.day_week(timezone.localdate(referral.sent_at), today=clock.today())
    what = "签收" if referral.status == ReferralStatus.WAITING else "反馈"
    phone = Unit.objects.get(pk=actor.unit_id).phone
    call = f"，电话{phone}" if phone else ""
    return (
        f"【事项催办】{referral.to_name}：{referral.from_name}{sent}转介的1件事项"
        f"（{referral.short_number}）尚未{what}，请尽快{what}。"
        f"有困难请联系{referral.from_name}{call}。"
    )


# ── On the page of a case ───────────────────────────────────────────────────────────────────────
def section(case: Case, actor: Actor) -> dict[str, Any]:
    """转介和转送: every unit with its state and its clock."""
    found = Referral.objects.visible_to(actor).filter(case=case).order_by("sent_at", "pk")
    rows = [row_of(referral) for referral in with_clocks(found, actor)]
    offers = Transfer.objects.visible_to(actor).filter(case=case).for_list()
    may_send = actor.can(Permission.REFERRAL_SEND)
    may_offer = actor.can(Permission.CASE_TRANSFER)
    refusal = rules.send_refusal(case, actor) if may_send else None
    may_name = transfers.complaint_refusal(case, actor, None) is None
    return {
        "case": case,
        "rows": rows,
        "offers": list(offers.order_by("offered_at")),
        "may_refer": may_send and refusal is None,
        "may_transfer": may_offer and transfers.offer_refusal(case, actor) is None,
        "refusal": refusal if refusal == rules.ACCUSATION else "",
        "may_open": actor.can(Permission.REFERRAL_VIEW),
        "may_name": may_name,
    }


# ── On the desk ─────────────────────────────────────────────────────────────────────────────────
def act_of(referral: Referral, sides: set[rules.Side]) -> str:
    """The verb of the one next act (wording 15)."""
    if rules.Side.RECEIVER in sides:
        return "签收" if referral.status == ReferralStatus.WAITING else "反馈"
    request = rules.pending(referral)
    if referral.status == ReferralStatus.ASKED:
        return "转出"
    if request is not None:
        return "裁定" if request.kind == RequestKind.RETURN else "批复"
    return "审核" if referral.status == ReferralStatus.REPORTED else "催办"
