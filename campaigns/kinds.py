"""The kinds of owed things whose content this app brings, and how a campaign is found."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from campaigns.models import Campaign
from campaigns.registry import DutyKind
from campaigns.reports import hints, indicator_report, sheet_read, text_material
from campaigns.rules import texts
from portal.access import Actor, Permission
from portal.search.registry import Hit, Kind
from portal.search.tokens import Document
from portal.ui.words import day_long


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
        hints=hints.of_text,
        review_context=text_material.review_context,
        take_text=None if is_case else text_material.take_text,
        take_file=text_material.take_file,
        reads=("docx",),
        complete_beside=None if is_case else text_material.too_long,
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
        take_file=sheet_read.take_file,
        reads=("xlsx",),
        words=("统计表", "数据", "报表"),
    ),
    text_kind(texts.SUMMARY, "总结", 30, ("总结", "小结")),
    text_kind(texts.CASE, "优秀案例（自愿）", 40, ("案例",)),
)


# ── What the search box finds ───────────────────────────────────────────────────────────────────
def documents(keys: Iterable[int]) -> Iterator[Document]:
    """Everybody's: it goes down to units outside its planner's range. `resolve` says who sees it,
    and no person is named in it."""
    for campaign in Campaign.objects.filter(pk__in=list(keys)):
        yield Document(
            object_id=campaign.pk,
            unit_code="",
            at=campaign.made_at,
            titles=[f"{campaign.year}年{campaign.name}", campaign.notice_title, campaign.theme],
            numbers=[campaign.number] if campaign.number else [],
        )


def keys_of(unit_code: str) -> Iterable[int]:
    rows = Campaign.objects.filter(unit_code=unit_code)
    return rows.order_by("pk").values_list("pk", flat=True)


def resolve(actor: Actor, keys: Iterable[int]) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(actor).filter(pk__in=list(keys))


def hit(campaign: Campaign) -> Hit:
    return Hit(
        number=f"{campaign.year}年",
        title=campaign.name,
        url=campaign.get_absolute_url(),
        note=f"{day_long(campaign.begins_on)}至{day_long(campaign.ends_on)}",
        state=campaign.state,
    )


CAMPAIGNS = Kind(
    "campaign", "活动", Permission.CAMPAIGN_VIEW, documents, keys_of, resolve, hit, order=30,
    is_open=True,
)  # fmt: skip
