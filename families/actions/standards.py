"""A standard: written as one tree, copied into a new version, frozen by its first use."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from families.choices import StandardStatus
from families.models import Standard, StandardBlock, StandardItem
from families.reference import outlines
from families.rules.outline import checked, outline_of
from portal.access import Actor, Permission, SystemActor, scope
from portal.access.refusal import Refused
from portal.audit import actions as audit

Outline = Mapping[str, Any]
HEAD = ("code", "name", "source", "note", "is_proposal", "kinds", "from_year", "to_year",
        "star_by", "good_percent", "levels")  # fmt: skip

EDITABLE = [name for name in HEAD if name not in {"code", "is_proposal"}]


def write_standard(
    *,
    outline: Outline,
    unit_code: str,
    version: int,
    made_by: int | None,
    at: datetime,
    based_on: Standard | None = None,
) -> Standard:
    """A draft with its whole tree. The outline has been checked. In the caller's transaction."""
    standard = Standard.objects.create(
        unit_code=unit_code,
        version=version,
        status=StandardStatus.DRAFT,
        based_on=based_on,
        made_at=at,
        made_by_id=made_by,
        **{name: outline[name] for name in HEAD if name in outline},
    )
    write_tree(standard, outline)
    return standard


def write_tree(standard: Standard, outline: Outline) -> None:
    """Blocks and items of a draft, written anew. The database refuses it for a frozen one."""
    StandardItem.objects.filter(standard=standard).delete()
    StandardBlock.objects.filter(standard=standard).delete()
    for place, block in enumerate(outline["blocks"]):
        made = StandardBlock.objects.create(
            standard=standard,
            unit_code=standard.unit_code,
            position=place,
            **{name: block[name] for name in ("code", "kind", "title", "base", "cap")},
        )
        StandardItem.objects.bulk_create(
            [
                StandardItem(
                    standard=standard,
                    block=made,
                    unit_code=standard.unit_code,
                    position=row,
                    code=item["code"],
                    title=item["title"],
                    points=item["points"],
                    rule=item["rule"],
                    settings=item["settings"],
                    exempt_when=item.get("exempt_when", ""),
                    evidence=item.get("evidence", ""),
                )
                for row, item in enumerate(block["items"])
            ]
        )


def ensure_may_edit(standard: Standard, actor: Actor) -> None:
    if not actor.can(Permission.FAMILY_STANDARD):
        raise Refused("您可以查看，但不能编制评分标准。如需修改，请联系市、县（市、区）妇联。")
    if standard.unit_code != actor.unit_code:
        raise Refused("这份标准由编制单位修改；需要调整的，请另存为本单位的标准。")


def locked_standard(standard: Standard, actor: Actor) -> Standard:
    """The actor's own unit's standard, locked. A row of a unit above is read but cannot be locked:
    its policy says so, hence the question before. Raises Refused."""
    rows = Standard.objects.visible_to(actor)
    ensure_may_edit(rows.get(pk=standard.pk), actor)
    return rows.select_for_update(of=("self",)).get(pk=standard.pk)


@transaction.atomic
def load_standards(*, at: datetime) -> int:
    """The shipped standards that are not there yet become the city's drafts; answers how many."""
    city = settings.PORTAL_CITY_CODE
    made = 0
    with scope(SystemActor("基础数据", scope=city)):
        known = set(Standard.objects.filter(unit_code=city).values_list("code", flat=True))
        for outline in outlines():
            if outline["code"] not in known:
                write_standard(outline=outline, unit_code=city, version=1, made_by=None, at=at)
                made += 1
    return made


@transaction.atomic
def copy_standard(*, standard: Standard, actor: Actor, at: datetime) -> Standard:
    """A new version (of one's own) or a standard of one's own (from a unit above), as a draft."""
    if not actor.can(Permission.FAMILY_STANDARD):
        raise Refused("您可以查看，但不能编制评分标准。如需修改，请联系市、县（市、区）妇联。")
    source = Standard.objects.visible_to(actor).for_page().get(pk=standard.pk)
    mine = Standard.objects.visible_to(actor).select_for_update()
    versions = mine.filter(unit_code=actor.unit_code, code=source.code)
    if versions.filter(status=StandardStatus.DRAFT).exclude(pk=source.pk).exists():
        raise Refused("这份标准已有一个没启用的新版，请先改好它。")
    latest = versions.aggregate(latest=Max("version"))["latest"] or 0
    made = write_standard(
        outline=outline_of(source),
        unit_code=actor.unit_code,
        version=latest + 1,
        made_by=actor.account_id,
        at=at,
        based_on=source,
    )
    audit.record(actor=actor, action="standard.copy", target=made, at=at, source=source.pk)
    return made


@transaction.atomic
def save_standard(*, standard: Standard, outline: Outline, actor: Actor, at: datetime) -> Standard:
    """Keep the edited tree of a draft. Raises Refused with the first thing that is wrong."""
    standard = locked_standard(standard, actor)
    if not standard.is_draft:
        raise Refused("已启用的标准不能修改，请另存新版；已给的分不变。")
    if wrong := checked(outline):
        raise Refused(wrong[0].words, wrong[0].place)
    for name in EDITABLE:
        setattr(standard, name, outline[name])
    standard.is_proposal = False
    standard.save(update_fields=[*EDITABLE, "is_proposal"])
    write_tree(standard, outline)
    audit.record(actor=actor, action="standard.save", target=standard, at=at)
    return standard


@transaction.atomic
def retire_standard(*, standard: Standard, actor: Actor, at: datetime) -> Standard:
    """No new round takes it any more; rounds that have it keep it."""
    standard = locked_standard(standard, actor)
    if standard.is_draft:
        raise Refused("没启用的标准不用停用，可以直接修改。")
    standard.status = StandardStatus.RETIRED
    standard.save(update_fields=["status"])
    audit.record(actor=actor, action="standard.retire", target=standard, at=at)
    return standard


@transaction.atomic
def freeze_standard(*, standard: Standard, actor: Actor, at: datetime) -> Standard:
    """启用: from now on no word of it changes, and rounds of the units below may take it."""
    standard = locked_standard(standard, actor)
    if wrong := checked(
        outline_of(Standard.objects.visible_to(actor).for_page().get(pk=standard.pk))
    ):
        raise Refused(wrong[0].words)
    if standard.is_draft:
        standard.status, standard.frozen_at = StandardStatus.FROZEN, at
        standard.save(update_fields=["status", "frozen_at"])
        audit.record(actor=actor, action="standard.freeze", target=standard, at=at)
    return standard
