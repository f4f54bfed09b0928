"""The papers of a campaign: the notice. Made and published in one act."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from campaigns import actions
from campaigns.choices import CampaignStatus, PartKind
from campaigns.models import Campaign
from campaigns.presenters import summary as shown
from campaigns.rules import notice, planning
from campaigns.rules import summary as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.choices import NumberSource
from portal.papers.document import Annex, Block, Head, Heading, Paper, Text, paragraphs
from portal.papers.registry import About, PaperKind

RECORD = "campaigns.campaign"


def find(actor: Actor, key: str) -> Campaign | None:
    if not key.isdigit() or len(key) > 15:
        return None
    own = Campaign.objects.visible_to(actor).within(actor)
    return own.filter(pk=key).prefetch_related("parts").first()


def about(campaign: Campaign) -> About:
    return About(RECORD, campaign.pk, str(campaign), campaign.get_absolute_url())


def refusal(campaign: Campaign, actor: Actor) -> str | None:
    if campaign.status != CampaignStatus.PLANNED:
        return "通知已经印发，可在文书登记簿中下载。"
    has_body = any(part.kind == PartKind.SECTION for part in campaign.parts.all())
    return planning.publish_refusal(campaign, actor, has_body=has_body)


def blocks_of(sections: list[notice.Section]) -> tuple[Block, ...]:
    made: list[Block] = []
    for section in sections:
        if section.heading:
            made.append(Heading(section.heading))
        made += paragraphs(section.text)
    return tuple(made)


def contact_lines(campaign: Campaign) -> list[Text]:
    """联系人、联系电话、电子信箱, each on its line, those that there are."""
    named = f"联系人：{campaign.contact_name}　" if campaign.contact_name else ""
    lines = [Text(f"{named}联系电话：{campaign.contact_phone}")] if campaign.contact_phone else []
    if campaign.contact_mail:
        lines.append(Text(f"电子信箱：{campaign.contact_mail}"))
    return lines


def paper_of(campaign: Campaign) -> Paper:
    """The whole notice as a paper, as it stands in the plan; the number is given at issuing."""
    parts = sorted(campaign.parts.all(), key=lambda part: part.position)
    sections = [
        notice.Section(part.heading, part.text) for part in parts if part.kind == PartKind.SECTION
    ]
    annexes = [part for part in parts if part.kind == PartKind.ANNEX]
    return Paper(
        title=notice.turned(campaign.notice_title),
        kind="通知",
        head=Head.DOCUMENT,
        issuers=tuple(campaign.issuers),
        number=campaign.number,
        recipients=(campaign.recipients.rstrip("：:"),),
        blocks=(*blocks_of(sections), *contact_lines(campaign)),
        annexes=tuple(
            Annex(part.heading, blocks_of(notice.sections_of(part.text))) for part in annexes
        ),
        day=campaign.issued_on,
        printed_by=settings.PORTAL_OFFICE,
        printed_on=campaign.issued_on,
    )


def build(*, actor: Actor, record: Campaign, values: Mapping[str, str], day: date) -> Paper:
    return paper_of(record)


def publish(actor: Actor, at: datetime, campaign: Campaign, text: str) -> None:
    number = text.removeprefix(NOTICE.label)
    actions.publish_campaign(campaign=campaign, number=number, actor=actor, at=at)


def first_words(actor: Actor, campaign: Campaign, day: date) -> dict[str, str]:
    """The number of a notice is the office's own (users.md a5)."""
    return {"source": NumberSource.OFFICE}


NOTICE = PaperKind(
    name="campaign-notice",
    label="活动通知",
    permission=Permission.CAMPAIGN_PLAN,
    build=build,
    mark="平维协字",
    note="生成即印发：文号登记入簿，各单位同时收到签收提醒。印发后通知不再改动。",
    fields=(),
    find=find,
    about=about,
    initial=first_words,
    refusal=refusal,
    issued=publish,
)


# ── 总结 ────────────────────────────────────────────────────────────────────────────────────────
def summary_refusal(campaign: Campaign, actor: Actor) -> str | None:
    summary = shown.summary_of(campaign, actor)
    if summary is None:
        return "总结还没有保存，请先写好、保存。"
    return "总结已经印发，可在文书登记簿中下载、上传定稿。" if summary.is_issued else None


def summary_paper(*, actor: Actor, record: Campaign, values: Mapping[str, str], day: date) -> Paper:
    """The words with every number filled in from what is accepted at this moment."""
    text = shown.text_of(record, shown.summary_of(record, actor))
    if rules.OPENING in text:
        raise Refused("开头语还没有写，请先在总结页上写好。")
    if empty := rules.unwritten(text):
        raise Refused(f"“{'”“'.join(empty)}”下面还没有写，请先写好；不要的把标题删去。")
    filled = rules.words_of(text, shown.counted(text, record, actor))
    return Paper(
        title=notice.turned(planning.summary_title(record.year, record.name)),
        kind="总结",
        issuers=tuple(record.issuers),
        blocks=blocks_of(notice.sections_of(filled)),
        day=day,
    )


def freeze(actor: Actor, at: datetime, campaign: Campaign, text: str) -> None:
    summary = shown.summary_of(campaign, actor)
    if summary is None:
        raise Refused("总结还没有保存，请先写好、保存。")
    actions.freeze_summary(
        summary=summary,
        made=shown.counted(summary.text, campaign, actor),
        paper=text,
        actor=actor,
        at=at,
    )


SUMMARY = PaperKind(
    name="campaign-summary",
    label="活动总结",
    permission=Permission.CAMPAIGN_PLAN,
    build=summary_paper,
    mark="平维协总",
    note="生成即印发：此刻的数字和来源冻结下来；领导改过的，在文书页上传定稿比对。",
    find=find,
    about=about,
    initial=first_words,
    refusal=summary_refusal,
    issued=freeze,
)
KINDS = (NOTICE, SUMMARY)


def visible(actor: Actor) -> Any:
    return Campaign.objects.visible_to(actor).within(actor).values("pk")
