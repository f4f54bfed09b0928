"""复查、复核结果告知书: what the office above answered, with the next right and its term."""

from collections.abc import Mapping
from datetime import date

from cases.choices.review import ReviewKind, ReviewOutcome
from cases.models import Case, CaseReview
from cases.papers.answer import CHECK
from cases.papers.common import about, find, first_contact, refusal, told, unit_of
from cases.presenters.review import reviews_seen
from cases.rules import review as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.document import Heading, Paper, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField

RECHECK = (
    "如不服本复查意见，可以自收到之日起三十日内，依照《信访工作条例》第三十六条，"
    "请求复查机关、单位的上一级机关、单位复核。"
)
AGAIN = "原答复意见已经撤销，我单位将重新办理，并书面答复您。"
ENDED = (
    "依照《信访工作条例》第三十六条，对复核意见不服，仍然以同一事实和理由提出投诉请求的，不再受理。"
)


def last_given(case: Case, actor: Actor) -> CaseReview | None:
    """The latest result she is to be told; what she took back herself she knows."""
    rows = rules.standing(case, reviews_seen(case, actor))
    given = [row for row in rows if row.outcome not in ("", ReviewOutcome.WITHDRAWN)]
    return given[-1] if given else None


def relief_of(row: CaseReview) -> str:
    """What she may do next; nothing further where it was not taken up."""
    if row.outcome == ReviewOutcome.NOT_TAKEN:
        return ""
    if row.outcome == ReviewOutcome.REVOKED:
        return AGAIN
    return RECHECK if row.kind == ReviewKind.REVIEW else ENDED


def result_words(actor: Actor, case: Case, day: date) -> dict[str, str]:
    contact, row = first_contact(case, actor), last_given(case, actor)
    return {
        "addressee": contact.caller_name if contact and not contact.is_anonymous else "",
        "opinion": row.opinion if row else "",
        "relief": relief_of(row) if row else "",
    }


def result(*, actor: Actor, record: Case, values: Mapping[str, str], day: date) -> Paper:
    row = last_given(record, actor)
    if row is None or row.answered_on is None:
        raise Refused("还没有复查、复核结果。")
    if not values["addressee"]:
        raise Refused("来件人姓名不清的，不出书面告知。", "addressee")
    label = row.get_kind_display()
    numbered = f"（{row.number}）" if row.number else ""
    relief = paragraphs(values["relief"])
    return Paper(
        title=f"{label}结果告知书",
        kind=f"{label}结果告知书",
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(
            Text(
                f"您就反映的事项（编号：{record.number}）于{day_in_words(row.asked_on)}向{row.body}"
                f"申请{label}。{row.body}于{day_in_words(row.answered_on)}作出结果{numbered}："
                f"{row.get_outcome_display()}。现告知如下："
            ),
            Heading(f"{label}意见"),
            *paragraphs(values["opinion"]),
            *((Heading("救济途径"), *relief) if relief else ()),
        ),
        day=day,
    )


def result_refusal(case: Case, actor: Actor) -> str | None:
    if last_given(case, actor) is None:
        return "还没有复查、复核结果。请先登记结果，再生成告知书。"
    return refusal(case, actor)


REVIEW_RESULT = PaperKind(
    name="case-review-result",
    label="复查、复核结果告知书",
    permission=Permission.CASE_UNMASK,
    build=result,
    mark="妇维复",
    note="附复查、复核意见的复印件；书面送达可能危及当事人安全的，改为当面领取。",
    fields=(
        TemplateField("addressee", "告知谁", longest=30, is_required=False),
        TemplateField("opinion", "复查、复核意见", rows=4, longest=2000),
        TemplateField("relief", "救济途径", rows=2, longest=300, is_required=False, help=CHECK),
    ),
    find=find,
    about=about,
    initial=result_words,
    refusal=result_refusal,
    issued=told,
)
