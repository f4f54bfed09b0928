"""The papers of a 转介: 商请办理函 with its receipt, 催办函, 办理情况反馈表."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from cases.actions.referral_reporting import REPORT_RULES
from cases.choices.referral import OPEN_REFERRALS, ReferralStatus
from cases.models import Referral, ReferralCopy, ReferralDeadline, ReferralReport
from cases.papers import RECORD, told, unit_of
from cases.presenters.referral import shared_lines
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.document import Annex, Head, Paper, Table, Text, day_in_words, paragraphs
from portal.papers.registry import About, PaperKind, TemplateField

CARE = (
    "以上内容涉及个人信息，仅用于办理本事项，请勿扩散；"
    "涉及当事人住址、联系方式的，不得告知被反映人。"
)
CLOSING = "专此函达。"


def find(actor: Actor, key: str) -> Referral | None:
    """Of the sender's side, who sees the case: the receiver answers, she writes no letter."""
    visible = Referral.objects.visible_to(actor).filter(from_code=actor.unit_code, number=key)
    return visible.select_related("category", "to_unit", "case").first()


def about(referral: Referral) -> About:
    """A paper of the case: label and recusal of the case hold for it too."""
    url = referral.get_absolute_url()
    return About(RECORD, referral.case_id, referral.number, url)


def refusal(referral: Referral, actor: Actor) -> str | None:
    if referral.from_code != actor.unit_code:
        return "函由转出单位出具，您可以查看。"
    return None


def chase_refusal(referral: Referral, actor: Actor) -> str | None:
    if referral.status not in OPEN_REFERRALS or referral.status == ReferralStatus.REPORTED:
        return f"这件转介{referral.state.label}，不用催办。"
    return refusal(referral, actor)


def issued(actor: Actor, at: Any, referral: Referral, text: str) -> None:
    told(actor, at, referral.case, f"{text}（{referral.to_name}）")


def matter(referral: Referral) -> str:
    return referral.category.name if referral.category else "有关"


def addressee(referral: Referral) -> str:
    unit = referral.to_unit
    return (unit.addressee or unit.name) if unit else referral.to_name


def last_day(referral: Referral, actor: Actor) -> str:
    """办理期限 of the clock that runs; before 签收 the usual number of days."""
    rows = ReferralDeadline.objects.visible_to(actor).running().filter(referral=referral)
    row = rows.filter(rule__code__in=REPORT_RULES).by_day().first()
    return f"{day_in_words(row.strict_on)}前" if row else "签收之日起15日内"


def contact(actor: Actor) -> str:
    phone = unit_of(actor).phone
    return f"联系人：{actor.name}" + (f"，电话：{phone}" if phone else "")


def letter_words(actor: Actor, referral: Referral, day: date) -> dict[str, str]:
    return {
        "addressee": addressee(referral),
        "until": last_day(referral, actor),
        "contact": contact(actor),
    }


def letter(*, actor: Actor, record: Referral, values: Mapping[str, str], day: date) -> Paper:
    """What the portal shows the receiver, word for word, and a receipt to send back."""
    copy = ReferralCopy.objects.visible_to(actor).filter(referral=record).first()
    if copy is None:
        raise Refused("转介内容已不再保留，不能生成函。")
    rows = tuple(shared_lines(copy))
    sent = day_in_words(timezone.localtime(record.sent_at).date())
    opening = (
        f"我单位{sent}受理的{matter(record)}事项（编号：{record.number}），"
        f"属你单位职责范围，商请依法办理，并于{values['until']}将办理情况函复我单位。"
    )
    return Paper(
        title=f"关于商请办理{matter(record)}事项的函",
        kind="函",
        head=Head.DOCUMENT,
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(
            Text(opening),
            Table(rows, widths=(22, 78), has_head=False, height=10),
            Text(CARE),
            Text("不属你单位职责的，请在收到之日起5个工作日内说明理由退回。"),
            Text(values["contact"]),
            Text(CLOSING),
        ),
        annexes=(Annex("回执", receipt(record)),),
        day=day,
    )


def receipt(referral: Referral) -> tuple[Any, ...]:
    rows = (
        ("来函编号", referral.number),
        ("收到时间", ""),
        ("签收人、电话", ""),
        ("是否受理", "□受理　□已在办　□不予受理（理由：　　　　　　　　）"),
        ("警情号或文号", ""),
        ("处理结果", "□告诫书 □立案 □处罚 □调解 □移送 □解释"),
        ("结果说明", ""),
        ("是否已答复当事人", "□已答复（　月　日）　□未答复　□不宜答复"),
        ("单位（盖章）", ""),
    )
    return (
        Table(rows, widths=(26, 74), has_head=False, height=12),
        Text("请填写后寄回、传真或由来人带回，由转出单位代录，效力与平台反馈相同。"),
    )


LETTER = PaperKind(
    name="referral-letter",
    label="商请办理函",
    permission=Permission.REFERRAL_SEND,
    build=letter,
    mark="妇维函",
    note="函中内容与对方在平台看到的一致；附回执，不登录的单位填写寄回。",
    fields=(
        TemplateField("addressee", "主送", longest=60),
        TemplateField("until", "函复时限", longest=40),
        TemplateField("contact", "联系方式", longest=60),
    ),
    find=find,
    about=about,
    initial=letter_words,
    refusal=refusal,
    issued=issued,
)


def chase_words(actor: Actor, referral: Referral, day: date) -> dict[str, str]:
    waits = referral.status == ReferralStatus.WAITING
    return {
        "addressee": addressee(referral),
        "what": "至今尚未签收" if waits else "至今尚未反馈办理情况",
        "until": "收到本函5个工作日内",
        "contact": contact(actor),
    }


def chase(*, actor: Actor, record: Referral, values: Mapping[str, str], day: date) -> Paper:
    """Number, day and unit; nothing of a person."""
    sent = day_in_words(timezone.localtime(record.sent_at).date())
    text = (
        f"我单位于{sent}商请你单位办理的{matter(record)}事项（编号：{record.number}），"
        f"{values['what']}。请你单位于{values['until']}函复办理情况；有困难的，请及时与我单位联系。"
    )
    return Paper(
        title=f"关于催办{matter(record)}事项的函",
        kind="函",
        head=Head.DOCUMENT,
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(Text(text), Text(values["contact"]), Text(CLOSING)),
        day=day,
    )


CHASE = PaperKind(
    name="referral-chase",
    label="催办函",
    permission=Permission.REFERRAL_SEND,
    build=chase,
    mark="妇维催",
    note="函中没有当事人信息。发出后在转介页登记“催办函”。",
    fields=(
        TemplateField("addressee", "主送", longest=60),
        TemplateField("what", "情况", longest=60),
        TemplateField("until", "函复时限", longest=40),
        TemplateField("contact", "联系方式", longest=60),
    ),
    find=find,
    about=about,
    initial=chase_words,
    refusal=chase_refusal,
    issued=issued,
)


def last_report(referral: Referral, actor: Actor) -> ReferralReport | None:
    found = ReferralReport.objects.visible_to(actor).filter(referral=referral)
    return found.order_by("-at", "-pk").first()


def result_refusal(referral: Referral, actor: Actor) -> str | None:
    if last_report(referral, actor) is None:
        return "对方还没有反馈。"
    return refusal(referral, actor)


def result(*, actor: Actor, record: Referral, values: Mapping[str, str], day: date) -> Paper:
    """办理情况反馈表: the five things as they were reported."""
    report = last_report(record, actor)
    if report is None:
        raise Refused("对方还没有反馈。")
    how = (
        f"{report.get_delivery_display()}，{report.source}（代录）" if report.on_behalf else "平台"
    )
    told_words = report.get_told_display()
    if report.told_on:
        told_words += f"（{day_in_words(report.told_on)}）"
    rows = (
        ("编号", record.number),
        ("办理单位", f"{record.to_name}（{record.get_kind_display()}）"),
        ("反馈时间和方式", f"{day_in_words(timezone.localtime(report.at).date())}，{how}"),
        ("是否受理", report.get_acceptance_display()),
        ("警情号或文号", report.document or "—"),
        ("处理结果", "、".join(report.result_labels) or "—"),
        ("结果说明", report.text),
        ("是否已答复当事人", told_words + (f"：{report.told_note}" if report.told_note else "")),
        ("审核", report.get_verdict_display() if report.verdict else "待审核"),
    )
    return Paper(
        title="办理情况反馈表",
        kind="反馈表",
        issuers=(unit_of(actor).name,),
        blocks=(
            Table(rows, widths=(26, 74), has_head=False, height=11),
            *paragraphs(values["note"]),
        ),
        day=day,
        is_sealed=False,
    )


RESULT = PaperKind(
    name="referral-result",
    label="办理情况反馈表",
    permission=Permission.REFERRAL_SEND,
    build=result,
    note="按对方反馈的内容打印，存入案卷。",
    fields=(TemplateField("note", "备注", rows=2, longest=200, is_required=False),),
    find=find,
    about=about,
    refusal=result_refusal,
    issued=issued,
)
