"""Texts in sections: what they are made of, how long they may be, what is missing. No database."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaigns.registry import Missing
from campaigns.rules.words import count

PLAN, SUMMARY, CASE = "plan", "summary", "excellent_case"
TITLE, HOSTS = "title", "hosts"
SHORT = 300  # a text this short is one section
LIMITS = {PLAN: 1500, SUMMARY: 1500, CASE: 2000}
FEWEST_PHOTOS, MOST_PHOTOS = 3, 5
SHORTEST_CAPTION = 4
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its key, heading, the question that stands grey in its box, and words of
    headings in other people's files that mean it."""

    key: str
    heading: str
    asks: str
    means: tuple[str, ...] = ()


# The five sections of seed 000's annex.
CASE_PARTS = (
    Part("idea", "活动创意思路", "为什么想到这样做？要解决什么问题？", ("创意", "思路", "背景")),
    Part(
        "facts", "基本情况", "什么时间、在什么地点、哪些人参加？（写清时间、地点、参加范围）",
        ("基本情况", "概况", "时间"),
    ),
    Part("form", "活动形式、内容", "具体怎么做的？分几步，谁来做？", ("形式", "内容", "做法")),
    Part("effect", "活动效果评估", "有什么变化？用数字和身边的事说明。", ("效果", "成效", "评估")),
    Part("insight", "启示", "别人能学到什么？哪些地方还要改进？", ("启示", "体会", "经验")),
)  # fmt: skip
PLAN_PARTS = (
    Part("aim", "总体安排", "什么主题，想达到什么效果？", ("总体", "目标", "主题", "指导")),
    Part("steps", "活动安排", "哪天、在哪、做什么、谁牵头？", ("安排", "内容", "步骤")),
    Part("needs", "有关要求", "人员、经费、安全怎么保障？", ("要求", "保障", "组织")),
)
SUMMARY_PARTS = (
    Part("overview", "基本情况", "做了几场、多少人参加？数字可从统计表取用。", ("基本", "概况")),
    Part("work", "主要做法", "按工作方向写，各举一两个例子。", ("做法", "工作", "开展", "活动")),
    Part("effect", "成效", "群众得到了什么？", ("成效", "效果", "成绩")),
    Part(
        "next",
        "存在问题和下步打算",
        "还有什么困难，下一步怎么办？",
        ("问题", "打算", "下步", "建议"),
    ),
)  # fmt: skip
SHORT_PARTS = (Part("body", "总结", "做了什么、效果怎样、有什么建议？"),)


def parts_of(kind: str, limit: int | None) -> tuple[Part, ...]:
    if kind == CASE:
        return CASE_PARTS
    if limit is not None and limit <= SHORT:
        return SHORT_PARTS
    return PLAN_PARTS if kind == PLAN else SUMMARY_PARTS


def limit_of(kind: str, limit: int | None) -> int:
    return limit or LIMITS[kind]


def total(parts: Iterable[Part], texts: Mapping[str, str]) -> int:
    """字数 of the sections together; headings of the form are not counted."""
    return sum(count(texts.get(part.key, "")) for part in parts)


def cleaned(text: str) -> str:
    """Paragraphs as people mean them: no blank lines, no blanks for an indent, no odd breaks."""
    lines = (
        re.sub(r"[ \t\u3000\u00a0]+", " ", line).strip() for line in re.split(r"[\r\n\v\f]+", text)
    )
    return "\n".join(line for line in lines if line)


def paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


# ── What stands against sending it ──────────────────────────────────────────────────────────────
def missing(kind: str, limit: int | None, texts: Mapping[str, str]) -> list[Missing]:
    parts, most = parts_of(kind, limit), limit_of(kind, limit)
    found = []
    if kind == CASE:
        if not texts.get(TITLE, "").strip():
            found.append(Missing("题目未填", "text-title"))
        if not texts.get(HOSTS, "").strip():
            found.append(Missing("办理单位未填", "text-hosts"))
    for number, part in enumerate(parts):
        if not texts.get(part.key, "").strip():
            name = f"第{NUMERALS[number]}部分" if len(parts) > 1 else part.heading
            found.append(Missing(f"{name}未填", f"text-{part.key}"))
    words = total(parts, texts)
    if words > most:
        over = f"正文{words:,}字，超出{words - most:,}字，请删减后报送，已为您保存"
        found.append(Missing(over, "text-total"))
    return found


def missing_photos(photos: Sequence[Any]) -> list[Missing]:
    """3 to 5 pictures, each with a caption, consent, and no child's face (seed 000; d5)."""
    found = []
    if not FEWEST_PHOTOS <= len(photos) <= MOST_PHOTOS:
        wanted = f"图片{len(photos)}张（需{FEWEST_PHOTOS}—{MOST_PHOTOS}张）"
        found.append(Missing(wanted, "files"))
    for number, photo in enumerate(photos, 1):
        if count(photo.caption) < SHORTEST_CAPTION:
            found.append(Missing(f"第{number}张缺说明（至少{SHORTEST_CAPTION}字）", "files"))
        if not photo.consent:
            found.append(Missing(f"第{number}张没有注明肖像同意情况", "files"))
        elif photo.consent == "not_given":
            found.append(Missing(f"第{number}张未征得同意，不能用于案例", "files"))
        if photo.has_minor and photo.blurred_at is None:
            found.append(Missing(f"第{number}张拍到未成年人，请先遮挡面部", "files"))
    return found


# ── A file that was dropped ─────────────────────────────────────────────────────────────────────
SENTENCE_ENDS = tuple("。；！？，、.;!?,")  # “开展活动3场。” is a sentence, however short
_LEAD = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．\s]*")


def mapped(parts: Sequence[Part], sections: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """{key: text} from (heading, paragraphs) of a Word file; a short first line of a paragraph that
    names a section is a heading too. What belongs to none goes to the section before it."""
    texts: dict[str, list[str]] = {part.key: [] for part in parts}
    here = parts[0].key
    for heading, lines in sections:
        here = meant(parts, heading) or here
        for line in lines:
            is_heading = count(line) <= 16 and not line.rstrip().endswith(SENTENCE_ENDS)
            found = meant(parts, line) if is_heading else None
            if found:
                here = found
            elif line.strip():
                texts[here].append(line.strip())
    return {key: "\n".join(lines) for key, lines in texts.items() if lines}


def meant(parts: Sequence[Part], heading: str) -> str | None:
    """The section a heading means: by its own name, else by a word of it."""
    plain = _LEAD.sub("", heading.strip()).rstrip("：:")
    if not plain:
        return None
    for part in parts:
        if part.heading in plain or plain in part.heading:
            return part.key
    return next((part.key for part in parts if any(word in plain for word in part.means)), None)


# ── What others wrote ───────────────────────────────────────────────────────────────────────────
SHINGLE = 13  # characters; shorter runs are everybody's phrases
ALIKE = 0.3


def shingles(text: str) -> set[str]:
    """Runs of characters without marks and digits, to see what was taken over."""
    plain = re.sub(r"[^一-鿿]", "", text)
    return {plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1)}


def likeness(mine: set[str], other: set[str]) -> float:
    """Which share of my text stands in the other."""
    return len(mine & other) / len(mine) if mine else 0.0
