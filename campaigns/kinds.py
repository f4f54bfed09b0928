"""The kinds of owed things whose content this app brings."""

from campaigns.registry import DutyKind
from campaigns.reports import indicator_report, text_material
from campaigns.rules import texts


def text_kind(name: str, label: str, order: int, words: tuple[str, ...]) -> DutyKind:
    is_case = name == texts.CASE
    return DutyKind(
        name=name,
        label=label,
        order=order,
        freeze=text_material.freeze,
        fill_url="campaigns:text-fill",
        review_template="campaigns/text/review.html",
        complete=text_material.complete,
        places=text_material.places,
        hints=text_material.hints,
        review_context=text_material.review_context,
        take_text=None if is_case else text_material.take_text,
        words=words,
    )


KINDS = (
    text_kind(texts.PLAN, "活动方案", 10, ("方案", "计划")),
    DutyKind(
        name=indicator_report.KIND,
        label="统计表",
        order=20,
        freeze=indicator_report.freeze,
        fill_url="campaigns:report-fill",
        review_template="campaigns/report/review.html",
        complete=indicator_report.complete,
        places=indicator_report.places,
        hints=indicator_report.hints,
        review_context=indicator_report.review_context,
        words=("统计表", "数据", "报表"),
    ),
    text_kind(texts.SUMMARY, "总结", 30, ("总结", "小结")),
    text_kind(texts.CASE, "优秀案例（自愿）", 40, ("案例",)),
)
