"""A paper as its page tells it: WeChat shows a page where it will not open a file."""

import base64
from dataclasses import dataclass
from typing import Any

from portal.papers import rules
from portal.papers.choices import TONES, Verdict
from portal.papers.document import (
    Block,
    Head,
    Heading,
    Paper,
    Picture,
    Table,
    annex_names,
    day_in_words,
    imprint,
    numbered,
)
from portal.papers.models import IssuedPaper

SENTENCES = {
    "paper.preview": "预览文书",
    "paper.issue": "生成文书",
    "paper.void": "作废文书",
    "paper.read": "打开文书",
    "paper.print": "打印文书",
    "paper.download": "下载文书",
    "paper.final": "上传定稿",
    "paper.confirm": "确认定稿",
    "paper.list": "查看文书登记簿",
}
PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the page: `kind` is a class of papers.css."""

    kind: str
    text: str = ""
    rows: tuple[tuple[tuple[str, int], ...], ...] = ()  # (words, columns it spans)
    widths: tuple[int, ...] = ()
    head: tuple[str, ...] = ()
    source: str = ""
    has_room: bool = False  # the last row is left for a hand to write in


def sheet(paper: Paper) -> dict[str, Any]:
    """What templates/papers/sheet.html shows."""
    return {
        "paper": paper,
        "has_red_head": paper.head == Head.DOCUMENT,
        "title": paper.title.split("\n"),
        "recipients": "、".join(paper.recipients),
        "pieces": pieces(paper.blocks),
        "annex_names": annex_names(paper),
        "annexes": [
            (f"附件{number if len(paper.annexes) > 1 else ''}", annex.title, pieces(annex.blocks))
            for number, annex in enumerate(paper.annexes, 1)
        ],
        "day": day_in_words(paper.day) if paper.day else "",
        "imprint": imprint(paper),
    }


def pieces(blocks: tuple[Block, ...]) -> list[Piece]:
    return [piece(block, numeral) for block, numeral in numbered(blocks)]


def piece(block: Block, numeral: str) -> Piece:
    if isinstance(block, Heading):
        return Piece(f"heading-{block.level}", numeral + block.text)
    if isinstance(block, Table):
        head = block.rows[0] if block.has_head else ()
        body = block.rows[1:] if block.has_head else block.rows
        rows = tuple(spanned(row, block.columns) for row in body)
        return Piece("table", rows=rows, head=head, widths=block.widths, has_room=bool(block.room))
    if isinstance(block, Picture):
        kind = "png" if block.data.startswith(PNG) else "jpeg"
        data = base64.b64encode(block.data).decode()
        return Piece("picture", block.caption, source=f"data:image/{kind};base64,{data}")
    return Piece("text", block.text)


def spanned(row: tuple[str, ...], columns: int) -> tuple[tuple[str, int], ...]:
    """Each cell with how many columns it takes: the last one takes what is left."""
    last = len(row) - 1
    return tuple((cell, columns - last if n == last else 1) for n, cell in enumerate(row))


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One number of the 定稿 on the page; `asks` for a tick."""

    index: int
    label: str
    tone: str
    draft: str
    final: str
    beside: str
    asks: bool


def finding_lines(paper: IssuedPaper) -> list[FindingLine]:
    """What differs first, then what is the same."""
    lines = [
        FindingLine(
            index,
            Verdict(finding["verdict"]).label,
            TONES[Verdict(finding["verdict"])],
            finding["draft"] or "—",
            finding["final"] or "—",
            finding["beside"],
            finding["verdict"] in {Verdict.CHANGED, Verdict.UNKNOWN},
        )
        for index, finding in enumerate(paper.findings)
    ]
    return sorted(lines, key=lambda line: not line.asks)


def summary(paper: IssuedPaper) -> str:
    """定稿中3个数字与初稿不同，1个数字在门户中没有来源。"""
    verdicts = [finding["verdict"] for finding in paper.findings]
    changed, unknown = verdicts.count(Verdict.CHANGED), verdicts.count(Verdict.UNKNOWN)
    if not changed and not unknown:
        return f"定稿中的{len(verdicts)}个数字与初稿相同。" if verdicts else "定稿中没有数字。"
    parts = [f"{changed}个数字与初稿不同"] * bool(changed)
    parts += [f"{unknown}个数字在门户中没有来源"] * bool(unknown)
    return f"定稿中{'，'.join(parts)}。"


def may_void(paper: IssuedPaper, actor: Any) -> bool:
    return rules.void_refusal(paper, actor) is None
