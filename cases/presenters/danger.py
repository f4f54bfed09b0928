"""How her safety is told: words of the log; the cards of the case page; the page of protection."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value
from django.utils import timezone

from cases.choices import Flag
from cases.choices.danger import FIRST_QUESTIONS, ITEMS, ActKind, RiskLevel, ScreeningKind
from cases.choices.protection import OrderStatus
from cases.models import (
    Case,
    EvidenceList,
    MinorReport,
    Party,
    ProtectionOrder,
    RiskScreening,
    SafetyAct,
    SafetyPlan,
    WarningLetter,
)
from cases.presenters.people import parties_of
from cases.registry import Section
from cases.rules import concerned
from cases.rules import danger as rules
from portal import clock
from portal.access import Actor, Permission
from portal.ui import words
from portal.units.models import Unit

VERBS = {
    "check": "首次四问",
    "decline": "报警情况",
    "screen": "危险性评估",
    "unchanged": "跟进",
    "risk": "危险等级",
    "protect": "保护措施",
    "minor": "强制报告",
    "warning": "告诫书",
    "order": "人身安全保护令",
    "guard": "查访和违反",
    "evidence": "证据清单",
    "plan": "安全计划",
    "print_plan": "打印安全计划",
    "contact": "安全联系",
    "end_reader": "移出知悉人员",
}
PLACES = (ActKind.SHELTER, ActKind.SAFE_PLACE)
KEPT = "已登记（不显示）"


# ── The cards of the case page ──────────────────────────────────────────────────────────────────
def alarm_card(case: Case, actor: Actor) -> dict[str, Any] | None:
    """Nothing comes before the call to the police; whom to ring, with the numbers."""
    if not case.needs_alarm or not rules.reads_protection(case, actor):
        return None
    return {"calls": calls(case), "may_decline": rules.decline_refusal(case) is None}


def calls(case: Case) -> list[tuple[str, str]]:
    """(whom, number): the police of the place, and the chair of the unit that has the case."""
    counties = [case.place.code[:6] if case.place else "", case.county_code, case.county_code[:4]]
    police = [f"{county}M07" for county in counties if county]
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[*police, case.unit_code])}
    found = [units[code] for code in police if code in units and units[code].phone][:1]
    rung = [(f"{unit.short_name}（转辖区派出所）", unit.phone) for unit in found]
    own = units.get(case.unit_code)
    if own is not None and own.phone:
        rung.append((f"{own.short_name}主席", own.phone))
    return rung


def check_card(case: Case, actor: Actor) -> dict[str, Any] | None:
    """The four questions, before anything else but the police."""
    waits = rules.needs_check(case) and rules.protect_refusal(case, actor) is None
    return {} if waits else None


def minor_card(case: Case, actor: Actor) -> dict[str, Any] | None:
    due = rules.minor_report_due(case) and rules.protect_refusal(case, actor) is None
    return {} if due else None


def summary_card(case: Case, actor: Actor) -> dict[str, Any] | None:
    """The colour for everybody who sees the case; what stands behind it for who handles it."""
    flags = set(case.category.flags) if case.category else set()
    if not (flags & {Flag.DV, Flag.MIN, Flag.URG} or case.risk or case.alarm_at):
        return None
    made: dict[str, Any] = {"colour": case.colour, "may_open": rules.reads_protection(case, actor)}
    if case.alarm_declined_at:
        made["alarm"] = "本人明确拒绝报警，已写明理由。"
    elif case.alarm_at:
        number = f"，警情号{case.alarm_number}" if case.alarm_number else ""
        at = words.moment(case.alarm_at, today=clock.today())
        made["alarm"] = f"{at}已报警，接警：{case.alarm_taken_by}{number}"
    made["may_number"] = made["may_open"] and case.alarm_at and not case.alarm_number
    if made["may_open"]:
        made["lines"] = standing(case, actor)
    return made


def standing(case: Case, actor: Actor) -> list[str]:
    """What protects her now, a line each: warnings first. One question for both kinds."""
    warnings = WarningLetter.objects.visible_to(actor).filter(case=case)
    orders = ProtectionOrder.objects.visible_to(actor).filter(case=case)
    found = (
        warnings.annotate(kind=Value("warning"))
        .values_list("kind", "issuer", "issued_on", "pk")
        .union(
            orders.annotate(kind=Value("order")).values_list("kind", "status", "expires_on", "pk"),
            all=True,
        )
        .order_by("-kind", "pk")
    )
    return [standing_line(kind, what, day) for kind, what, day, _ in found]


def standing_line(kind: str, what: str, day: date | None) -> str:
    said = words.day_long(day) if day else ""
    if kind == "warning":
        return f"告诫书：{what}，{said}"
    return f"保护令：{OrderStatus(what).label}" + (f"，至{said}" if said else "")


def contact_card(case: Case, actor: Actor) -> dict[str, Any] | None:
    """安全联系, for who handles the case; its words open only in one's own."""
    if not rules.reads_protection(case, actor):
        return None
    party = concerned_of(case, actor)
    if party is None:
        return None
    plain = case.handler_id == actor.account_id and case.is_open
    named = (
        ("方式", party.safe_contact),
        ("时段", party.safe_times),
        ("暗语", party.code_word),
    )
    return {
        "limits": [
            label
            for label, on in (("不能发短信", party.no_message), ("不宜书面送达", party.no_paper))
            if on
        ],
        "lines": [(label, value if plain else KEPT) for label, value in named if value],
        "may_write": rules.protect_refusal(case, actor) is None,
    }


def concerned_of(case: Case, actor: Actor) -> Party | None:
    return concerned(parties_of(case, actor))


SECTIONS = (
    Section("alarm", "cases/sections/alarm.html", alarm_card, "top", 1),
    Section("check", "cases/sections/check.html", check_card, "top", 2),
    Section("minor", "cases/sections/minor.html", minor_card, "top", 3),
    Section("safety", "cases/sections/safety.html", summary_card, "main", 10),
    Section("contact", "cases/sections/contact.html", contact_card, "side", 10),
)


# ── The page of protection ──────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a colour asks for; `done` says when, empty while it waits."""

    label: str
    done: str
    kind: str = ""


def safety_page(case: Case, actor: Actor) -> dict[str, Any]:
    """Everything about her safety, at a fixed number of queries."""
    screenings = list(
        RiskScreening.objects.visible_to(actor)
        .filter(case=case)
        .select_related("made_by")
        .order_by("-at", "-pk")
    )
    acts = list(
        SafetyAct.objects.visible_to(actor)
        .filter(case=case)
        .select_related("made_by")
        .order_by("-done_at", "-pk")
    )
    plain = case.handler_id == actor.account_id and case.is_open
    plan = SafetyPlan.objects.visible_to(actor).filter(case=case).first()
    evidence = EvidenceList.objects.visible_to(actor).filter(case=case).first()
    return {
        "case": case,
        "colour": case.colour,
        "needs_check": rules.needs_check(case),
        "screenings": screenings,
        "lowering": lowering(case, screenings),
        "duties": duties(case, acts, screenings),
        "acts": [act_line(act, plain=plain) for act in acts],
        "warnings": list(WarningLetter.objects.visible_to(actor).filter(case=case).order_by("pk")),
        "orders": list(ProtectionOrder.objects.visible_to(actor).filter(case=case).order_by("pk")),
        "reports": list(MinorReport.objects.visible_to(actor).filter(case=case).order_by("pk")),
        "evidence": evidence_words(evidence),
        "plan": plan,
        "may_write": rules.protect_refusal(case, actor) is None,
        "may_lower": actor.can(Permission.CASE_LEAD),
    }


def lowering(case: Case, screenings: list[RiskScreening]) -> RiskLevel | None:
    """What the latest screening would give, where that is lower than the colour."""
    full = next((one for one in screenings if one.kind != ScreeningKind.UNCHANGED), None)
    if full is None or not full.suggested or not case.risk:
        return None
    lower = rules.is_lower(full.suggested, case.risk)
    return RiskLevel(full.suggested) if lower else None


def duties(case: Case, acts: list[SafetyAct], screenings: list[RiskScreening]) -> list[Duty]:
    """What red (and in part orange) asks for, in its order: users.md c4."""
    if case.risk not in (RiskLevel.RED, RiskLevel.ORANGE):
        return []
    today = clock.today()

    def first(*kinds: ActKind) -> str:
        done = [act.done_at for act in acts if act.kind in kinds]
        return words.moment(min(done), today=today) if done else ""

    looked = [one.at for one in screenings if one.kind != ScreeningKind.FIRST]
    made = [
        Duty(
            "安全住处（庇护、亲友、医院）", first(ActKind.SHELTER, ActKind.SAFE_PLACE), "safe_place"
        ),
        Duty("十五项评估、首次跟进", words.moment(min(looked), today=today) if looked else ""),
    ]
    if case.risk == RiskLevel.ORANGE:
        return made
    called = "本人明确拒绝" if case.alarm_declined_at else ""
    if case.alarm_at:
        called = words.moment(case.alarm_at, today=today)
    return [
        Duty("电话报警（110或派出所）", called),
        Duty("告知主席", first(ActKind.CHAIR), "chair"),
        *made,
        Duty("致同级公安机关函（24小时内）", first(ActKind.POLICE_LETTER), "police_letter"),
    ]


def act_line(act: SafetyAct, *, plain: bool) -> dict[str, Any]:
    """Where she is stands on the screen of the handler alone, and on no paper."""
    hidden = [
        (label, value if plain else KEPT)
        for label, value in (("地点", act.place), ("电话", act.phone))
        if value
    ]
    return {"act": act, "hidden": hidden, "printed": KEPT if hidden else ""}


def evidence_words(evidence: EvidenceList | None) -> str:
    if evidence is None:
        return ""
    states = [item.get("state") for item in evidence.items.values()]
    have, can = states.count("have"), states.count("can")
    return f"已有{have}类，可取得{can}类（{words.day_long(timezone.localdate(evidence.at))}更新）"


def answers_of(screening: RiskScreening) -> list[tuple[str, str]]:
    """(question, answer) of one screening, for its fold."""
    items = FIRST_QUESTIONS if screening.kind == ScreeningKind.FIRST else ITEMS
    pairs = ((item.words, screening.answer_to(item)) for item in items)
    return [(question, answer) for question, answer in pairs if answer]
