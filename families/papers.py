"""公示 and 命名 as papers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from families.models import Round
from families.presenters import selection as shown
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.papers.choices import NumberSource
from portal.papers.document import Annex, Block, Head, Paper, Table, Text
from portal.papers.registry import About, PaperKind
from portal.ui import words

RECORD = "families.round"
WIDTHS = (12, 30, 58)
NOT_POSTED = "名单还没有公示，请先在公示页发布。"
NOT_NAMED = "还没有命名，请先在公示页办理命名。"


def find(actor: Actor, key: str) -> Round | None:
    if not key.isdigit() or len(key) > 15:
        return None
    return Round.objects.visible_to(actor).within(actor).filter(pk=key).first()


def about(round_: Round) -> About:
    return About(RECORD, round_.pk, str(round_), round_.get_absolute_url())


def visible(actor: Actor) -> Any:
    return Round.objects.visible_to(actor).within(actor).values("pk")


def tables(round_: Round, actor: Actor) -> tuple[Block, ...]:
    """Head of household and village by county: what a list may say (users.md c39)."""
    made: list[Block] = []
    for group in shown.groups_of(shown.standing(round_, actor)):
        made.append(Text(f"{group.name}（{len(group.rows)}户）"))
        lines = tuple((str(number), head, place) for number, head, place in group.rows)
        made.append(Table((("序号", "户主", "村（社区）"), *lines), WIDTHS))
    return tuple(made)


def notice_refusal(round_: Round, actor: Actor) -> str | None:
    notice = shown.notice_of(round_, actor)
    if notice is None:
        return NOT_POSTED
    return "公示已经结束。" if notice.is_closed else None


def notice_paper(*, actor: Actor, record: Round, values: Mapping[str, str], day: date) -> Paper:
    notice = shown.notice_of(record, actor)
    if notice is None:
        raise Refused(NOT_POSTED)
    window = f"{words.day_long(notice.posted_on)}至{words.day_long(notice.closes_on)}"
    body = (
        Text(f"按照{record.standard}，经家庭自荐、逐级评定，现将拟命名家庭公示如下。"),
        Text(f"公示期{window}（{notice.days}个工作日）。有异议请拨打{notice.phone}，或书面提出。"),
        *tables(record, actor),
    )
    return Paper(
        title=f"{record.year}年度平安家庭示范户拟命名名单公示",
        kind="公示",
        issuers=(settings.PORTAL_OFFICE,),
        blocks=body,
        day=day,
    )


def naming_refusal(round_: Round, actor: Actor) -> str | None:
    return None if shown.naming_of(round_, actor) else NOT_NAMED


def naming_paper(*, actor: Actor, record: Round, values: Mapping[str, str], day: date) -> Paper:
    naming = shown.naming_of(record, actor)
    if naming is None:
        raise Refused(NOT_NAMED)
    basis = f"{naming.authority}批准（{naming.approval_number}）"
    return Paper(
        title=f"关于命名{record.year}年度平安家庭示范户的通知",
        kind="通知",
        head=Head.DOCUMENT,
        issuers=(settings.PORTAL_OFFICE,),
        blocks=(
            Text(
                f"经{basis}，决定命名{naming.households}户家庭为{record.year}年度平安家庭示范户。"
            ),
        ),
        annexes=(Annex(f"{record.year}年度平安家庭示范户名单", tables(record, actor)),),
        day=day,
    )


def first_words(actor: Actor, round_: Round, day: date) -> dict[str, str]:
    """The number of such a paper is the office's own (users.md a5)."""
    return {"source": NumberSource.OFFICE}


NOTICE = PaperKind(
    name="family-notice", label="平安家庭公示", permission=Permission.FAMILY_ROUND,
    build=notice_paper, note="只公示户主姓名和所在村（社区）。", find=find, about=about,
    refusal=notice_refusal,
)  # fmt: skip
NAMING = PaperKind(
    name="family-naming", label="平安家庭命名", permission=Permission.FAMILY_ROUND,
    build=naming_paper, mark="平妇", note="名单作为附件。批准机关和文号已在评选中填写。", find=find,
    about=about, initial=first_words, refusal=naming_refusal,
)  # fmt: skip
KINDS = (NOTICE, NAMING)
