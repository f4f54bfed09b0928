"""What a reviewer of a text is pointed to, 仅供核对: nothing here refuses anything."""

from collections.abc import Iterable

from django.db.models import QuerySet

from campaigns.models import ActivityFile, Duty, DutyFile, DutyVersion
from campaigns.reference import damage_signs
from campaigns.reports.table import cells_of
from campaigns.reports.text_material import anchored, photos_of
from campaigns.rules import damage
from campaigns.rules import texts as rules
from campaigns.rules.planning import INDICATORS
from portal.access import Actor
from portal.files.models import AttachmentBase
from portal.files.presenters import near
from portal.files.registry import holder
from portal.units.models import Region, Unit

MOST_COMPARED = 120


def of_text(duty: Duty, version: DutyVersion, actor: Actor) -> list[str]:
    """Damage, left-over XX, other cities and years, figures, recycled text, pictures."""
    text = "\n".join(paragraph for _, _, paragraph in anchored(version.content))
    year = duty.participation.campaign.year
    said = [found.says for found in damage.look(text, damage_signs())]
    said += [
        f"“三八”{number}周年与{year}年不符，请核对。"
        for number in damage.wrong_anniversaries(text, year=year)
    ]
    own = Region.objects.filter(level__in=["city", "county"]).values_list("name", flat=True)
    said += [f"出现外地单位“{name}”，请核对是否转抄。" for name in damage.foreign_places(text, own)]
    said += above_the_table(duty, text, actor)
    return said + recycled(duty, text, actor) + alike_pictures(duty, actor)


def above_the_table(duty: Duty, text: str, actor: Actor) -> list[str]:
    """Figures of the text that are more than the unit's own table says."""
    own = DutyVersion.objects.visible_to(actor).filter(
        duty__participation=duty.participation_id, duty__kind=INDICATORS
    )
    table = own.order_by("-number").first()
    if table is None:
        return []
    names = {code: cell["name"] for code, cell in table.content.get("cells", {}).items()}
    return damage.above(
        text, {names[code]: value for code, value in cells_of(table.content).items()}
    )  # fmt: skip


# ── Text of others ──────────────────────────────────────────────────────────────────────────────
def recycled(duty: Duty, text: str, actor: Actor) -> list[str]:
    """Where much of this text stood before: in other units' materials, in earlier years."""
    mine, said = rules.shingles(text), []
    if not mine:
        return []
    for other in latest_of(newest_like(duty, actor), actor):
        their = "\n".join(paragraph for _, _, paragraph in anchored(other.content))
        if rules.likeness(mine, rules.shingles(their)) >= rules.ALIKE:
            asked = other.duty.participation
            said.append(f"与{asked.campaign.year}年{asked.unit}的材料文字相近较多，请核对。")
    return said


def newest_like(duty: Duty, actor: Actor) -> list[int]:
    """The latest materials of its kind: a whole campaign and more."""
    sent = Duty.objects.visible_to(actor).filter(kind=duty.kind, submitted_at__isnull=False)
    newest = sent.exclude(pk=duty.pk).order_by("-submitted_at", "-pk")
    return list(newest.values_list("pk", flat=True)[:MOST_COMPARED])


def latest_of(duties: Iterable[int], actor: Actor) -> QuerySet[DutyVersion]:
    versions = DutyVersion.objects.visible_to(actor).filter(duty__in=list(duties))
    named = versions.select_related("duty__participation__unit", "duty__participation__campaign")
    return named.order_by("duty", "-number").distinct("duty")


# ── Pictures of others ──────────────────────────────────────────────────────────────────────────
def alike_pictures(duty: Duty, actor: Actor) -> list[str]:
    """The same or nearly the same picture twice in this material, in another one, or in an
    activity of another unit; one taken outside the period."""
    said, seen = [], {photo.pk: number for number, photo in enumerate(photos_of(duty), 1)}
    campaign = duty.participation.campaign
    for number, photo in enumerate(photos_of(duty), 1):
        others = near(holder("duties"), photo, actor)
        earlier = [seen[one.pk] for one in others if seen.get(one.pk, number) < number]
        if earlier:
            said.append(f"第{number}张图片与第{min(earlier)}张相近，请核对。")
        elsewhere = [one for one in others if one.duty_id != duty.pk]
        if elsewhere:
            unit = elsewhere[0].duty.participation.unit
            said.append(f"第{number}张图片与{unit}材料中的图片相近，请核对。")
        if words := in_activities(duty, photo, actor):
            said.append(f"第{number}张图片与{words}的照片相近，请核对。")
        taken = photo.taken_on
        if taken and not campaign.begins_on <= taken <= campaign.ends_on:
            said.append(f"第{number}张图片拍摄于{taken:%Y-%m-%d}，不在活动期间，请核对。")
    return said


def in_activities(duty: Duty, photo: DutyFile, actor: Actor) -> str:
    """Whose activity shows the same; the unit's own of this campaign is where photos come from."""
    campaign = duty.participation.campaign
    found: list[AttachmentBase] = near(holder("activities"), photo, actor)
    for one in found:
        held = one.activity if isinstance(one, ActivityFile) else None
        if held is None or held.is_withdrawn:
            continue
        is_own = held.unit_code.startswith(duty.unit_code)
        if not is_own or not campaign.begins_on <= held.held_on <= campaign.ends_on:
            unit = Unit.objects.filter(code=held.unit_code).first()
            return f"{unit or '另一单位'}{held.held_on.year}年{held.held_on.month}月活动"
    return ""
