"""Every write about papers: numbers, the register, what comes back."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.papers import comparison, incoming, rules
from portal.papers.choices import NumberSource
from portal.papers.document import Paper, Text
from portal.papers.docx import write
from portal.papers.models import IssuedPaper, NumberSeries
from portal.papers.parsing import parse
from portal.papers.registry import About, PaperKind, tell_followers


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the number comes from: `text` is the mark (本处自编) or the whole number (手填)."""

    source: str = NumberSource.NONE
    text: str = ""


# ── Issuing ─────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def issue_paper(
    *, kind: PaperKind, record: Any, paper: Paper, numbering: Numbering, actor: Actor, at: datetime
) -> IssuedPaper:
    """Give the paper its number, write the file, enter both in the register.

    The number comes last: what fails before it costs none. Raises Refused.
    """
    _ensure_may_issue(kind, record, actor)
    series, number = None, ""
    if numbering.source == NumberSource.OWN:
        series = take_number(kind=kind.name, mark=numbering.text, actor=actor, at=at)
        number = rules.number_of(series.mark, series.year, series.last)
    elif numbering.source == NumberSource.OFFICE:
        number = checked_number(numbering.text, actor)
    paper = replace(paper, number=number)
    content = write(paper)
    try:
        with transaction.atomic():
            issued = IssuedPaper.objects.create(
                **_of(kind, record),
                unit_code=actor.unit_code,
                title=paper.title.replace("\n", ""),
                source=numbering.source,
                number=number,
                series=series,
                sequence=series.last if series else None,
                issued_at=at,
                issued_by_id=actor.account_id,
                content=content,
                digest=hashlib.sha256(content).hexdigest(),
            )
    except IntegrityError as error:
        raise Refused(f"文号“{number}”已经用过，请核对。", "number") from error
    kind.issued(actor, at, record, f"{kind.label}{number}")
    tell_followers(issued)
    audit.record(actor=actor, action="paper.issue", target=issued, at=at, text=issued.about_label)
    return issued


def _ensure_may_issue(kind: PaperKind, record: Any, actor: Actor) -> None:
    """Raises Refused in words."""
    if not actor.can(kind.permission) or not actor.can(Permission.PAPER_ISSUE):
        raise Refused(f"您可以查看，但不能生成文书：{kind.label}。如需办理，请联系本单位经办人。")
    if refusal := kind.refusal(record, actor):
        raise Refused(refusal)


def _of(kind: PaperKind, record: Any) -> dict[str, Any]:
    """The columns that say what the paper is and which record it is about."""
    about = kind.about(record) if record is not None else About()
    columns = {f"about_{name}": getattr(about, name) for name in ("type", "id", "label", "url")}
    return columns | {"kind": kind.name, "kind_label": kind.label}


@transaction.atomic
def take_number(*, kind: str, mark: str, actor: Actor, at: datetime) -> NumberSeries:
    """The series with its next number in `last`; locked until the transaction ends.

    Raises Refused for a mark that is none, that another kind has this year, or that stands in
    numbers typed from the OA.
    """
    if refusal := rules.mark_refusal(mark):
        raise Refused(refusal, "mark")
    year = timezone.localtime(at).year
    mine = {"unit_code": actor.unit_code, "kind": kind, "year": year}
    if not NumberSeries.objects.filter(**mine).exists():
        typed = rules.number_of(mark, year, 1).removesuffix("1号")
        if (
            IssuedPaper.objects.within(actor)
            .filter(source=NumberSource.OFFICE, number__startswith=typed)
            .exists()
        ):
            raise Refused(f"“{mark}”本年已有手填的文号，不能再由本处自编。", "mark")
        NumberSeries.objects.bulk_create([NumberSeries(**mine, mark=mark)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().filter(**mine).first()
    if series is None:
        raise Refused(f"机关代字“{mark}”本年已用于其他文种，请另用一个。", "mark")
    series.last += 1
    series.save(update_fields=["last"])
    return series


def checked_number(text: str, actor: Actor) -> str:
    """A number typed from the OA, in the standard's form."""
    number, refusal = rules.typed_number(text)
    if refusal:
        raise Refused(refusal, "number")
    year = int(number.partition("〔")[2][:4])
    own = {"unit_code": actor.unit_code, "mark": rules.mark_of(number), "year": year}
    if NumberSeries.objects.filter(**own).exists():
        raise Refused(f"“{own['mark']}”的文号由门户自编，请改选“本处自编”。", "number")
    return number


@transaction.atomic
def void_paper(*, paper: IssuedPaper, actor: Actor, at: datetime, reason: str) -> IssuedPaper:
    """作废: the number stays in the register with the reason and is never given again."""
    paper = locked(paper, actor)
    if not actor.can(Permission.PAPER_ISSUE):
        raise Refused("您可以查看，但不能作废文书。")
    if refusal := rules.void_refusal(paper, actor):
        raise Refused(refusal)
    paper.voided_at, paper.voided_by_id, paper.void_reason = at, actor.account_id, reason
    paper.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.record(actor=actor, action="paper.void", target=paper, at=at, reason=reason)
    return paper


def locked(paper: IssuedPaper, actor: Actor) -> IssuedPaper:
    return IssuedPaper.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=paper.pk)


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────
def read_paper(
    *, paper: IssuedPaper, how: str, actor: Actor, at: datetime
) -> tuple[Paper, Callable[[], bytes]]:
    """The paper as data and its file; `how` is read, print or download, and is written down."""
    audit.record(actor=actor, action=f"paper.{how}", target=paper, at=at, text=paper.about_label)
    if paper.final_confirmed_at and paper.final:
        return _final_paper(paper), lambda: bytes(paper.final)
    return parse(bytes(paper.content)), lambda: bytes(paper.content)


def _final_paper(paper: IssuedPaper) -> Paper:
    """The 定稿 as data: by our styles where it kept them, else its headings and paragraphs."""
    shown = parse(bytes(paper.final))
    if shown.title and shown.blocks:
        return shown
    blocks: list[Text] = []
    for section in incoming.read(bytes(paper.final)).sections:
        blocks += [Text(section.heading)] if section.heading else []
        blocks += [Text(line) for line in section.paragraphs]
    return Paper(title=paper.title, blocks=tuple(blocks))


def preview_paper(*, kind: PaperKind, record: Any, actor: Actor, at: datetime) -> None:
    """Somebody saw what the paper would say: of a record with a person in it, that is a reading."""
    audit.record(actor=actor, action="paper.preview", target=record, at=at, text=kind.label)


# ── 定稿 ────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def take_back(
    *, paper: IssuedPaper, content: bytes, words: str, actor: Actor, at: datetime
) -> IssuedPaper:
    """Keep the 定稿 beside the draft and say how its numbers stand to it.

    `words` is its text (incoming.read). One without a difference is confirmed by itself.
    """
    paper = locked(paper, actor)
    if not actor.can(Permission.PAPER_ISSUE):
        raise Refused("您可以查看，但不能上传定稿。")
    if paper.unit_code != actor.unit_code or paper.is_void:
        raise Refused("只能由生成单位上传未作废文书的定稿。")
    if paper.final_confirmed_at:
        raise Refused("定稿已经确认，不能再换。如有更正，请另行生成。")
    found = comparison.compare(incoming.read(bytes(paper.content)).words, words)
    paper.final, paper.final_at = content, at
    paper.final_digest = hashlib.sha256(content).hexdigest()
    paper.findings = [finding.as_data() for finding in found]
    fields = ["final", "final_at", "final_digest", "findings"]
    if not comparison.open_ones(paper.findings):
        paper.final_confirmed_at = at
        fields.append("final_confirmed_at")
    paper.save(update_fields=fields)
    count = len(comparison.open_ones(paper.findings))
    audit.record(actor=actor, action="paper.final", target=paper, at=at, count=count)
    return paper


@transaction.atomic
def confirm_final(
    *, paper: IssuedPaper, checked: set[int], actor: Actor, at: datetime
) -> IssuedPaper:
    """Every differing number was looked at: from now on the 定稿 is the paper, and is frozen."""
    paper = locked(paper, actor)
    if not actor.can(Permission.PAPER_ISSUE) or paper.unit_code != actor.unit_code:
        raise Refused("您可以查看，但不能确认定稿。")
    if paper.final is None or paper.final_confirmed_at or paper.is_void:
        raise Refused("没有待确认的定稿。")
    if left := set(comparison.open_ones(paper.findings)) - checked:
        raise Refused(f"还有{len(left)}个数字没有逐个确认。")
    paper.findings = [
        finding | {"checked": index in checked} for index, finding in enumerate(paper.findings)
    ]
    paper.final_confirmed_at = at
    paper.save(update_fields=["findings", "final_confirmed_at"])
    audit.record(actor=actor, action="paper.confirm", target=paper, at=at, count=len(checked))
    return paper
