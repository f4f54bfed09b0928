"""方案、总结、优秀案例 as kinds of owed things: what is missing, what is frozen, what is alike."""

from collections.abc import Mapping
from typing import Any

from campaigns.actions.texts import save_sections
from campaigns.choices import DutyStatus, Reading
from campaigns.models import CaseReading, Duty, DutyFile, DutyVersion
from campaigns.registry import Missing, Place
from campaigns.rules import texts as rules
from campaigns.rules.duties import asker
from campaigns.rules.words import count
from portal.access import Actor, Permission
from portal.files.choices import FileRole
from portal.papers import incoming


def texts_of(duty: Duty) -> dict[str, str]:
    return {section.key: section.text for section in duty.sections.all()}


def photos_of(duty: Duty) -> list[DutyFile]:
    files = DutyFile.objects.filter(duty=duty, removed_at__isnull=True, role=FileRole.PHOTO)
    return [file for file in files.order_by("position", "added_at", "pk") if file.is_picture]


def limit_of(duty: Duty) -> int:
    return rules.limit_of(duty.kind, duty.requirement.word_limit)


def parts_of(duty: Duty) -> tuple[rules.Part, ...]:
    return rules.parts_of(duty.kind, duty.requirement.word_limit)


def complete(duty: Duty) -> list[Missing]:
    found = rules.missing(duty.kind, duty.requirement.word_limit, texts_of(duty))
    return found + (rules.missing_photos(photos_of(duty)) if duty.kind == rules.CASE else [])


def freeze(duty: Duty) -> dict[str, Any]:
    texts = texts_of(duty)
    content: dict[str, Any] = {
        "sections": [
            {
                "key": part.key,
                "heading": part.heading,
                "text": texts.get(part.key, ""),
                "words": count(texts.get(part.key, "")),
            }
            for part in parts_of(duty)
        ],
        "words": rules.total(parts_of(duty), texts),
        "limit": limit_of(duty),
    }
    if duty.kind == rules.CASE:
        content |= {name: texts.get(name, "") for name in (rules.TITLE, rules.HOSTS)}
        content["photos"] = [
            {"file": str(photo.pk), "caption": photo.caption} for photo in photos_of(duty)
        ]
    return content


def take_text(*, duty: Duty, text: str, actor: Actor, at: Any) -> None:
    """代报: a text that came by mail, put into its sections by its headings."""
    parts = parts_of(duty)
    save_sections(
        duty=duty,
        texts=rules.mapped(parts, [("", text.splitlines())]),
        actor=actor,
        at=at,
    )


def take_file(*, duty: Duty, content: bytes, name: str, actor: Actor, at: Any) -> str:
    """A Word file that came: its headings are the sections. What somebody wrote already stays."""
    kept = texts_of(duty)
    if any(text.strip() for text in kept.values()):
        return "这份材料已有内容，没有用文件里的文字替换。"
    found = incoming.read(content)
    pairs = [(section.heading, section.paragraphs) for section in found.sections]
    texts = rules.mapped(parts_of(duty), pairs)
    if duty.kind == rules.CASE:
        texts |= {rules.HOSTS: duty.participation.unit.name, rules.TITLE: title_of(pairs, texts)}
    save_sections(duty=duty, texts=texts, actor=actor, at=at)
    return f"正文{rules.total(parts_of(duty), texts):,}字已读入。"


def title_of(pairs: list[tuple[str, Any]], texts: dict[str, str]) -> str:
    """The first heading that names no section: 题目 of a case; taken out of nobody's text."""
    named = [heading.strip() for heading, _ in pairs if heading.strip()]
    first = next((heading for heading in named if not rules.meant(rules.CASE_PARTS, heading)), "")
    return first[:60]


def too_long(duty: Duty) -> list[Missing]:
    """What is wrong even where the unit's own paper lies beside: more words than are asked for."""
    said = rules.missing(duty.kind, duty.requirement.word_limit, texts_of(duty))
    return [one for one in said if one.anchor == "text-total"]


# ── For the reviewer ────────────────────────────────────────────────────────────────────────────
def anchored(content: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(anchor, label, paragraph) of every paragraph that was sent."""
    found = []
    for section in content.get("sections", []):
        for number, paragraph in enumerate(rules.paragraphs(section["text"]), 1):
            label = f"{section['heading']} 第{number}段"
            found.append((f"text-{section['key']}-{number}", label, paragraph))
    return found


def places(duty: Duty, version: DutyVersion | None) -> list[Place]:
    content = version.content if version else freeze(duty)
    made = [Place(anchor, label) for anchor, label, _ in anchored(content)]
    photos = content.get("photos", [])
    return made + [
        Place(f"photo-{number}", f"第{number}张图片") for number in range(1, len(photos) + 1)
    ]


def review_context(duty: Duty, version: DutyVersion, actor: Actor) -> dict[str, Any]:
    """The sent text; paragraphs that are not in the version before are marked."""
    before = (
        DutyVersion.objects.filter(duty=duty, number__lt=version.number).order_by("-number").first()
    )
    known = {paragraph for _, _, paragraph in anchored(before.content)} if before else None
    sections = [
        {
            "heading": section["heading"],
            "words": section["words"],
            "paragraphs": [
                {
                    "anchor": f"text-{section['key']}-{number}",
                    "text": paragraph,
                    "is_changed": known is not None and paragraph not in known,
                }
                for number, paragraph in enumerate(rules.paragraphs(section["text"]), 1)
            ],
        }
        for section in version.content.get("sections", [])
    ]
    return {
        "content": version.content,
        "sections": sections,
        "is_resent": before is not None,
        "photos": shown_photos(duty, version.content),
        **reading_of(duty, actor),
    }


def reading_of(duty: Duty, actor: Actor) -> dict[str, Any]:
    """推荐 or 一般, for who asked for the case; nothing for anybody else."""
    if duty.kind != rules.CASE or asker(duty, actor) or duty.status != DutyStatus.ACCEPTED:
        return {"may_read": False}
    reading = CaseReading.objects.visible_to(actor).filter(duty=duty).first()
    return {
        "may_read": actor.can(Permission.CAMPAIGN_REVIEW),
        "marks": [
            (mark.value, mark.label, reading is not None and reading.mark == mark)
            for mark in Reading
        ],
    }


def shown_photos(duty: Duty, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The pictures that were sent, in their order, with the captions they had then."""
    files = {str(file.pk): file for file in DutyFile.objects.filter(duty=duty)}
    return [
        {"file": files[photo["file"]], "caption": photo["caption"]}
        for photo in content.get("photos", [])
        if photo["file"] in files
    ]


__all__ = ["complete", "freeze", "places", "review_context", "take_text"]
