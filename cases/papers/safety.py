"""人身安全保护令申请书, and 来件登记情况证明: what was written down when she asked for help.

Neither holds an address or a telephone number: where she is goes to the court by itself.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from cases import rules
from cases.choices import PartyRole, Sex
from cases.choices.protection import EVIDENCE, Applicant, EvidenceState, Ground
from cases.models import Case, CaseHappening, Contact, EvidenceList, Party, ProtectionOrder
from cases.papers.common import about, find, first_contact, refusal, told, unit_of
from cases.rules.danger import reads_protection
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.document import Heading, Paper, Table, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField

CHECK = "待核实：请对照现行文本后再生成。"
RECORDS = "法释〔2022〕17号第六条"
ADDRESS_APART = "住址和联系方式由申请人另行向人民法院提供，请予保密。"
# What shows that she asked for help, and when; nothing that tells where she is.
TOLD_TO_COURT = {
    "register": "登记来件",
    "alarm": "登记报警情况",
    "check": "询问安全状况",
    "screen": "危险性评估",
    "warning": "登记告诫书",
    "minor": "强制报告",
}


def order_of(case: Case, actor: Actor) -> ProtectionOrder | None:
    return ProtectionOrder.objects.visible_to(actor).filter(case=case).order_by("-pk").first()


def order_refusal(case: Case, actor: Actor) -> str | None:
    if words := record_refusal(case, actor):
        return words
    if order_of(case, actor) is None:
        return "请先在“安全与保护”里登记保护令申请。"
    return None


def record_refusal(case: Case, actor: Actor) -> str | None:
    if not reads_protection(case, actor):
        return "这件事项由经办单位办理，您可以查看，不能代为办理。"
    return refusal(case, actor)


# ── 申请书 ──────────────────────────────────────────────────────────────────────────────────────
def application_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    order = order_of(case, actor)
    party = concerned(case, actor)
    evidence = EvidenceList.objects.visible_to(actor).filter(case=case).first()
    return {
        "applicant": party.name if party else "",
        "respondent": "",
        "requests": "\n".join(order.measure_words) if order else "",
        "facts": case.story,
        "evidence": "\n".join(evidence_lines(evidence.items if evidence else {})),
        "court": order.court if order else "",
    }


def concerned(case: Case, actor: Actor) -> Party | None:
    parties = Party.objects.visible_to(actor).filter(case=case, role=PartyRole.CONCERNED)
    return parties.order_by("pk").first()


def evidence_lines(items: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The kinds she has, as the court's list names them."""
    return [
        label + (f"（{items[name]['note']}）" if items[name].get("note") else "")
        for name, label in EVIDENCE
        if items.get(name, {}).get("state") == EvidenceState.HAVE
    ]


def application(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    order, party = order_of(record, actor), concerned(record, actor)
    if order is None:
        raise Refused("请先在“安全与保护”里登记保护令申请。")
    sex = f"，{Sex(party.sex).label}" if party and party.sex != Sex.UNKNOWN else ""
    behalf: tuple[Text, ...] = ()
    if order.applicant == Applicant.ON_BEHALF:
        ground = Ground(order.ground).label
        behalf = (
            Text(f"代为申请：{unit_of(actor).name}（申请人{ground}；本人意愿：{order.will}）"),
        )
    return Paper(
        title="人身安全保护令申请书",
        kind="申请书",
        blocks=(
            Text(f"申请人：{values['applicant']}{sex}。{ADDRESS_APART}"),
            *behalf,
            Text(f"被申请人：{values['respondent'] or '＿＿＿＿＿＿'}"),
            Heading("请求事项"),
            *paragraphs(values["requests"]),
            Heading("事实与理由"),
            *paragraphs(values["facts"]),
            Heading("证据"),
            *(paragraphs(values["evidence"]) or (Text("另附。"),)),
            Text("此致"),
            Text(values["court"]),
            Text("申请人（签名）：　　　　　　　　　　　　年　　月　　日"),
        ),
    )


ORDER_APPLICATION = PaperKind(
    name="protection-order",
    label="人身安全保护令申请书",
    permission=Permission.CASE_UNMASK,
    build=application,
    note="由申请人核对后签名。文书里不写住址和电话，请当事人另行向法院提供。",
    fields=(
        TemplateField("applicant", "申请人", longest=30),
        TemplateField("respondent", "被申请人（可手写）", longest=30, is_required=False),
        TemplateField("requests", "请求事项", rows=4, longest=600),
        TemplateField("facts", "事实与理由", rows=8, longest=4000, help="请按当事人的话改写核对。"),
        TemplateField("evidence", "证据", rows=4, longest=1000, is_required=False),
        TemplateField("court", "向哪个法院", longest=60),
    ),
    find=find,
    about=about,
    initial=application_words,
    refusal=order_refusal,
    issued=told,
)


# ── 登记情况证明 ────────────────────────────────────────────────────────────────────────────────
def extract_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    order = order_of(case, actor)
    return {"court": order.court if order else "", "basis": RECORDS, "story": case.story}


def lines_of(case: Case, actor: Actor) -> list[tuple[str, str]]:
    """(moment to the second, what was done), oldest first."""
    lines = CaseHappening.objects.visible_to(actor).filter(case=case, verb__in=TOLD_TO_COURT)
    return [(stamp(line.at), TOLD_TO_COURT[line.verb]) for line in lines.order_by("at", "pk")]


def stamp(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"


def caller_of(case: Case, contact: Contact | None) -> str:
    if contact is None or contact.is_anonymous:
        return "不愿留姓名"
    return "来件人要求保密" if rules.hides_caller(case) else contact.caller_name


def extract(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    contact = first_contact(record, actor)
    rows = (
        ("登记编号", record.number),
        ("来件时间", stamp(record.received_at)),
        ("登记时间", f"{stamp(record.registered_at)}（系统记录，不能更改）"),
        ("来件方式", contact.channel.name if contact else ""),
        ("来件人", caller_of(record, contact)),
        ("登记人", record.registered_by.name),
        ("反映内容", values["story"]),
    )
    done = tuple(lines_of(record, actor))
    digest = hashlib.sha256("\n".join("\t".join(row) for row in (*rows, *done)).encode())
    return Paper(
        title="来件登记情况证明",
        kind="证明",
        issuers=(unit_of(actor).name,),
        recipients=(values["court"],),
        blocks=(
            Text(f"依据{values['basis']}，现将我单位收到求助的登记情况摘录如下，与系统记录一致。"),
            Table(rows, widths=(20, 80), has_head=False),
            Heading("其后的记录"),
            Table((("时间", "事项"), *done), widths=(40, 60)),
            Text(f"以上摘录的校验值（SHA-256）：{digest.hexdigest()}"),
            Text(f"摘录日期：{day_in_words(day)}"),
        ),
        day=day,
    )


EXTRACT = PaperKind(
    name="intake-extract",
    label="来件登记情况证明",
    permission=Permission.CASE_UNMASK,
    build=extract,
    mark="妇维证",
    note="交人民法院作为收到求助的记录。不含住址、电话和去向；请核对后盖章。",
    fields=(
        TemplateField("court", "交给哪个法院", longest=60),
        TemplateField("basis", "依据", longest=60, help=CHECK),
        TemplateField(
            "story", "反映内容（摘录）", rows=8, longest=4000, help="不要写出她现在的住处。"
        ),
    ),
    find=find,
    about=about,
    initial=extract_words,
    refusal=record_refusal,
    issued=told,
)
