"""The papers of a case: 受理告知书, 呈阅件 without names, and the blank 登记表."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from cases import rules
from cases.choices import CLOSED_STATUSES, CaseStatus, PartyRole, Safety, Sex
from cases.models import Case, Contact, Party
from cases.papers.answer import ANSWER, EXTENSION
from cases.papers.common import RECORD, about, find, first_contact, refusal, told, unit_of
from cases.papers.course import LONGEST, progress_of
from cases.papers.leader import form
from cases.papers.pressing import SUPERVISE
from cases.papers.review import REVIEW_RESULT, last_given
from cases.papers.safety import EXTRACT, ORDER_APPLICATION
from portal import clock
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.document import Paper, Table, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField
from portal.units.models import Unit, county_code

__all__ = ["BLANK", "KINDS", "NOTICE", "READING", "RECORD", "buttons", "visible"]
WITH_RESULT = (CaseStatus.RESULT, CaseStatus.ANSWERED, *CLOSED_STATUSES)


@dataclass(frozen=True, slots=True)
class Article:
    """An article a paper rests on; until a lawyer of the office has compared it with the text in
    force, the form says 待核实."""

    words: str
    is_checked: bool = False

    @property
    def help(self) -> str:
        return "" if self.is_checked else "待核实：请对照现行文本后再生成。"


TELLING = Article("《信访工作条例》第二十三条")
WHERE_TO = {
    CaseStatus.REDIRECTED: "您反映的事项不属于我单位职责范围，请依照法定途径向有权处理的机关提出。",
    CaseStatus.ANSWERED: "您反映的事项，我单位已当场答复。",
}
OWN = "您反映的事项由我单位办理，办理情况将及时告知您。"


# ── 受理告知书 ──────────────────────────────────────────────────────────────────────────────────
def notice_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    contact = first_contact(case, actor)
    phone = unit_of(actor).phone or settings.PORTAL_DESK_PHONE
    return {
        "addressee": contact.caller_name if contact and not contact.is_anonymous else "",
        "basis": TELLING.words,
        "where_to": WHERE_TO.get(case.state, OWN),
        "contact": f"联系电话：{phone}",
    }


def notice(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    if not values["addressee"]:
        raise Refused("来件人姓名不清的，不需书面告知。", "addressee")
    issuer = unit_of(actor).name
    received = timezone.localtime(record.received_at).date()
    text = (
        f"您于{day_in_words(received)}反映的事项收悉，已登记（编号：{record.number}）。"
        f"依据{values['basis']}，现告知如下："
    )
    return Paper(
        title="受理告知书",
        kind="受理告知书",
        issuers=(issuer,),
        recipients=(values["addressee"],),
        blocks=(Text(text), *paragraphs(values["where_to"]), Text(values["contact"])),
        day=day,
    )


NOTICE = PaperKind(
    name="case-notice",
    label="受理告知书",
    permission=Permission.CASE_UNMASK,
    build=notice,
    mark="妇维告",
    note="书面送达可能危及当事人安全的，改为当面领取或安全电话口头告知（须征得本人同意）。",
    fields=(
        TemplateField("addressee", "告知谁", longest=30, is_required=False),
        TemplateField("basis", "依据", longest=60, help=TELLING.help),
        TemplateField("where_to", "怎么办理、去向", rows=4, longest=600),
        TemplateField("contact", "联系方式", longest=60),
    ),
    find=find,
    about=about,
    initial=notice_words,
    refusal=refusal,
    issued=told,
)


PARTS = (("summary", "基本情况"), ("progress", "办理情况"), ("proposal", "拟办意见"))


# ── 呈阅件 ──────────────────────────────────────────────────────────────────────────────────────
def reading_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    """A draft of the text; no story, no name: the clerk writes those she may."""
    contact, about_what = (
        first_contact(case, actor),
        case.category.name if case.category else "有关",
    )
    return {
        "summary": f"{who(case, actor, contact)}反映{about_what}问题。",
        "progress": progress_of(case, actor, contact=contact, day=day),
        "proposal": "",
    }


def who(case: Case, actor: Actor, contact: Contact | None) -> str:
    """Who reports it, as far as a leader needs it."""
    if contact is None or contact.relation_id != "self":
        return "群众"
    person = Party.objects.visible_to(actor).filter(case=case, role=PartyRole.CONCERNED).first()
    return "某妇女" if person is None or person.sex == Sex.FEMALE else "某群众"


def reading(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    """One page for who does not sign in (users.md a13). Refused while a name stands in it."""
    for field, _ in PARTS:
        if named := name_in(values[field], record, actor):
            raise Refused(f"呈阅件不写当事人姓名和电话，请改写“{named}”。", field)
    county = Unit.objects.get(code=county_code(record.unit_code)).short_name
    facts = (
        ("编号", record.number, "登记日期", day_in_words(clock.day_of(record.registered_at))),
        ("类别", str(record.category or "未分类"), "经办单位", county),
        ("安全状况", Safety(record.safety).label, "办理状态", record.state.label),
    )
    parts = [(label, values[name]) for name, label in PARTS]
    issuer = unit_of(actor).name
    return Paper(
        title="呈阅件",
        kind="呈阅件",
        issuers=(issuer,),
        blocks=(form(facts, parts, issuer=issuer, day=day),),
        is_sealed=False,
    )


def name_in(text: str, case: Case, actor: Actor) -> str:
    """A name or phone of somebody in the case that stands in the text, masked for the message."""
    people = Party.objects.visible_to(actor).filter(case=case)
    contacts = Contact.objects.visible_to(actor).filter(case=case)
    known = [(person.name, person.phone) for person in people]
    known += [(contact.caller_name, contact.caller_phone) for contact in contacts]
    for name, phone in known:
        if len(name) > 1 and name in text:
            return rules.mask_name(name)
        if phone and phone in text:
            return "电话号码"
    return ""


READING = PaperKind(
    name="case-reading",
    label="呈阅件",
    permission=Permission.CASE_HANDLE,
    build=reading,
    note="尽量一页，不写姓名、电话、住址；领导批示写在纸上，原件扫描后作为附件。",
    fields=(
        TemplateField("summary", "基本情况", rows=4, longest=300),
        TemplateField("progress", "办理情况", rows=6, longest=LONGEST),
        TemplateField("proposal", "拟办意见", rows=2, longest=200, is_required=False),
    ),
    find=find,
    about=about,
    initial=reading_words,
    refusal=refusal,
    issued=told,
)


# ── 登记表 ──────────────────────────────────────────────────────────────────────────────────────
def blank(*, actor: Actor, record: Any, values: Mapping[str, str], day: date) -> Paper:
    """The same questions as on the page, for when the power is gone (users.md a14)."""
    rows = (
        ("来件时间", "", "方式", "□来电 □来访 □来信 □其他"),
        ("怎么称呼", "", "来电号码", ""),
        ("与当事人关系", "", "所在地", ""),
        ("反映什么", "", "接待人", ""),
        ("现在安全吗", "□安全 □有危险（先报警） □没说"),
        ("说了什么", ""),
        ("先怎么办", "□当场答复 □本单位办 □转介 □告知另提"),
        ("怎样联系是安全的", ""),
    )
    story = 5
    return Paper(
        title="来电来访登记表",
        kind="登记表",
        issuers=(unit_of(actor).name,),
        blocks=(
            Table(rows[:story], widths=(18, 32, 18, 32), has_head=False, height=13),
            Table(rows[story : story + 1], widths=(18, 82), has_head=False, height=70),
            Table(rows[story + 1 :], widths=(18, 82), has_head=False, height=13),
            Text("系统恢复后请及时补录，来件时间以本表为准。"),
        ),
    )


BLANK = PaperKind(
    name="case-form",
    label="空白登记表",
    permission=Permission.CASE_REGISTER,
    build=blank,
    note="停电断网时手写，恢复后补录；来件时间以表为准。",
    is_blank=True,
    find=lambda actor, key: key if key == "blank" else None,
)
KINDS = (
    NOTICE,
    ANSWER,
    EXTENSION,
    REVIEW_RESULT,
    SUPERVISE,
    READING,
    BLANK,
    ORDER_APPLICATION,
    EXTRACT,
)


def visible(actor: Actor) -> Any:
    return Case.objects.visible_to(actor).values("pk")


def buttons(case: Case, actor: Actor) -> list[tuple[str, str]]:
    """(kind, label) of the papers this person may make of the case now."""
    if not actor.can(Permission.PAPER_ISSUE) or refusal(case, actor):
        return []
    has_result = case.status in WITH_RESULT
    told = (REVIEW_RESULT,) if last_given(case, actor) else ()
    kinds = (NOTICE, *((ANSWER,) if has_result else ()), *told, READING)
    return [(kind.name, kind.label) for kind in kinds if actor.can(kind.permission)]
