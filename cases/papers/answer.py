"""答复意见书: the written answer to her, claim by claim, and 延期告知书."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cases.choices import CaseStatus
from cases.models import Case, CaseDeadline, CaseHappening, Registration
from cases.papers.common import about, find, first_contact, refusal, told, unit_of
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.document import Heading, Paper, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField

REVIEW = (
    "如不服本答复意见，可以自收到之日起三十日内，依照《信访工作条例》第三十五条，"
    "请求原办理机关、单位的上一级机关、单位复查。"
)
CHECK = "待核实：请对照现行文本后再生成。"
CLAIM = "claim"  # cases/data/procedures.csv: only there a review may be asked for


def last_words(case: Case, verb: str, actor: Actor) -> str:
    """What was written down with the last step of this kind."""
    lines = CaseHappening.objects.visible_to(actor).filter(case=case, verb=verb)
    last = lines.order_by("-at", "-pk").first()
    return last.data.get("text", "") if last else ""


def answer_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    contact = first_contact(case, actor)
    form = Registration.objects.visible_to(actor).filter(case=case).first()
    claims = form.request_lines if form else []
    numbered = "\n".join(f"{place}．{claim}" for place, claim in enumerate(claims, start=1))
    return {
        "addressee": contact.caller_name if contact and not contact.is_anonymous else "",
        "claims": numbered or (f"{case.category.name}问题。" if case.category else ""),
        "facts": last_words(case, "result", actor),
        "opinion": last_words(case, "answer", actor),
        "relief": REVIEW if case.procedure_id == CLAIM else "",
    }


def answer(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    if not values["addressee"]:
        raise Refused("来件人姓名不清的，不出书面答复。", "addressee")
    received = timezone.localtime(record.received_at).date()
    text = f"您于{day_in_words(received)}反映的事项（编号：{record.number}）已经办理，现答复如下："
    relief = paragraphs(values["relief"])
    return Paper(
        title=f"关于{record.category.name if record.category else '您反映'}事项的答复意见",
        kind="答复意见书",
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(
            Text(text),
            Heading("反映的事项"),
            *paragraphs(values["claims"]),
            Heading("查明的情况"),
            *paragraphs(values["facts"]),
            Heading("处理意见和依据"),
            *paragraphs(values["opinion"]),
            *((Heading("救济途径"), *relief) if relief else ()),
        ),
        day=day,
    )


def answer_refusal(case: Case, actor: Actor) -> str | None:
    if case.status in (CaseStatus.REGISTERED, CaseStatus.HANDLING):
        return "还没有结果。请先登记结果或答复，再生成答复意见书。"
    return refusal(case, actor)


ANSWER = PaperKind(
    name="case-answer",
    label="答复意见书",
    permission=Permission.CASE_UNMASK,
    build=answer,
    mark="妇维答",
    note="诉求逐条答复；送达后请保存送达回执。书面送达可能危及当事人安全的，改为当面领取。",
    fields=(
        TemplateField("addressee", "答复谁", longest=30, is_required=False),
        TemplateField("claims", "反映的事项（逐条）", rows=3, longest=1000),
        TemplateField("facts", "查明的情况", rows=4, longest=2000),
        TemplateField("opinion", "处理意见和依据", rows=4, longest=2000),
        TemplateField("relief", "救济途径", rows=2, longest=300, is_required=False, help=CHECK),
    ),
    find=find,
    about=about,
    initial=answer_words,
    refusal=answer_refusal,
    issued=told,
)


# ── 延期告知书 ──────────────────────────────────────────────────────────────────────────────────
def extended(case: Case, actor: Actor) -> CaseDeadline | None:
    """The clock that was extended with approval, if any."""
    rows = CaseDeadline.objects.visible_to(actor).filter(case=case, extension__gt=0)
    return rows.select_related("rule").prefetch_related("extensions").order_by("-pk").first()


def extension_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    contact, clock = first_contact(case, actor), extended(case, actor)
    row = clock.extensions.first() if clock else None
    until = day_in_words(clock.strict_on) if clock else ""
    return {
        "addressee": contact.caller_name if contact and not contact.is_anonymous else "",
        "reason": row.reason if row else "",
        "until": until,
    }


def extension(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    clock = extended(record, actor)
    if clock is None:
        raise Refused("这件事项没有批准延期。")
    if not values["addressee"]:
        raise Refused("来件人姓名不清的，不需书面告知。", "addressee")
    text = (
        f"您反映的事项（编号：{record.number}）因{values['reason']}，不能在原定期限内办结。"
        f"依据{clock.rule.article}，经本单位负责人批准，延长至{values['until']}办结，特此告知。"
    )
    return Paper(
        title="延期告知书",
        kind="延期告知书",
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(Text(text),),
        day=day,
    )


EXTENSION = PaperKind(
    name="case-extension",
    label="延期告知书",
    permission=Permission.CASE_UNMASK,
    build=extension,
    mark="妇维延",
    note="批准延期后告知当事人；告知后请在“期限”里登记已告知。",
    fields=(
        TemplateField("addressee", "告知谁", longest=30, is_required=False),
        TemplateField("reason", "延期的理由", longest=200),
        TemplateField("until", "延长至", longest=30),
    ),
    find=find,
    about=about,
    initial=extension_words,
    refusal=refusal,
    issued=told,
)
