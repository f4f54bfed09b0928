"""入选案例汇编: the recommended cases of a campaign, with their pictures, as one paper; and one
material alone."""

from typing import Any

from campaigns.choices import DutyStatus, Reading
from campaigns.models import Campaign, CaseReading, Duty, DutyVersion
from campaigns.reports.text_material import shown_photos
from campaigns.rules import texts as rules
from campaigns.rules.notice import turned
from portal.access import Actor
from portal.files import storing
from portal.files.choices import Size
from portal.papers.document import Block, Heading, Paper, Picture, Text, paragraphs


def cases_of(campaign: Campaign, actor: Actor) -> list[dict[str, Any]]:
    """Accepted cases she may see, each with its text, pictures and (for who asked) its mark."""
    owed = Duty.objects.visible_to(actor).filter(
        participation__campaign=campaign, kind=rules.CASE, status=DutyStatus.ACCEPTED
    )
    duties = {duty.pk: duty for duty in owed.for_page().order_by("participation__unit__code")}
    versions = (
        DutyVersion.objects.visible_to(actor)
        .filter(duty__in=duties)
        .order_by("duty", "-number")
        .distinct("duty")
    )
    contents = {version.duty_id: version.content for version in versions}
    readings = CaseReading.objects.visible_to(actor).filter(duty__in=duties)
    marks = {reading.duty_id: reading.mark for reading in readings}
    return [
        {
            "duty": duty,
            "unit": duty.participation.unit,
            "content": contents[key],
            "photos": shown_photos(duty, contents[key]),
            "is_chosen": marks.get(key) == Reading.RECOMMENDED,
        }
        for key, duty in duties.items()
        if key in contents
    ]


def paper_of(campaign: Campaign, cases: list[dict[str, Any]]) -> Paper:
    blocks: list[Block] = []
    for case in cases:
        content = case["content"]
        blocks.append(Heading(content["title"], begins_page=bool(blocks)))
        blocks += blocks_of(content, case["photos"], level=2)
    return Paper(title=f"{campaign}优秀案例汇编", blocks=tuple(blocks))


def material_of(duty: Duty, version: DutyVersion, label: str) -> Paper:
    """One text as it was sent: to be read on paper, signed and stamped."""
    unit, content = duty.participation.unit, version.content
    told = f"{unit.name}{duty.participation.campaign}{label}"
    photos = shown_photos(duty, content)
    return Paper(
        title=turned(content.get("title") or told),
        issuers=() if content.get("title") else (unit.name,),
        blocks=tuple(blocks_of(content, photos, level=1)),
        day=None if content.get("title") else version.received_on,
    )


def blocks_of(content: dict[str, Any], photos: list[dict[str, Any]], level: int) -> list[Block]:
    sections = content["sections"]
    made: list[Block] = [Text(f"办理单位：{content['hosts']}")] if content.get("hosts") else []
    for section in sections:
        made += [Heading(section["heading"], level)] if len(sections) > 1 else []
        made += paragraphs(section["text"])
    return [*made, *(Picture(bytes_of(photo["file"]), photo["caption"]) for photo in photos)]


def bytes_of(file: Any) -> bytes:
    with storing.fetch(storing.copy_of(file.stored, Size.LARGE)) as kept:
        return bytes(kept.read())
