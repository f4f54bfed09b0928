"""The kinds of owed things whose content this app brings."""

from campaigns.registry import DutyKind
from campaigns.reports import indicator_report

INDICATOR_REPORT = DutyKind(
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
)
KINDS = (INDICATOR_REPORT,)
