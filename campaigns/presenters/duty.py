"""One owed thing: what it says, what was remarked, what may be done with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from campaigns.choices import DutyStatus, Way
from campaigns.models import Duty, DutyFile, DutyRemark, DutyVersion
from campaigns.presenters.campaign import standing
from campaigns.registry import DutyKind, duty_kind, label_of
from campaigns.rules import duties as rules
from portal.access import Actor
from portal.files.choices import FileRole

STEP_SAYS = {
    "submit": "已报送。",
    "nothing": "已答复：本单位无此项活动。",
    "withdraw": "已撤回，可以继续修改。",
    "accept": "已通过。",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of what happened to a duty (timeline)."""

    at: Any
    by: str
    text: str
    tone: str = ""


def kind_of(duty: Duty) -> DutyKind | None:
    """None when no part of the house brings this kind (an older campaign)."""
    try:
        return duty_kind(duty.kind)
    except KeyError:
        return None


def latest(duty: Duty, actor: Actor) -> DutyVersion | None:
    return DutyVersion.objects.visible_to(actor).filter(duty=duty).order_by("-number").first()


def said(duty: Duty) -> str:
    """已报送，3月10日，按时。: the line after a step."""
    if duty.status == DutyStatus.SUBMITTED and duty.received_on:
        day = f"{duty.received_on.month}月{duty.received_on.day}日"
        return f"已报送，{day}，{'按时' if duty.is_on_time else '逾期补报'}。"
    return {
        DutyStatus.NOTHING: STEP_SAYS["nothing"],
        DutyStatus.DRAFT: STEP_SAYS["withdraw"],
        DutyStatus.ACCEPTED: STEP_SAYS["accept"],
    }.get(duty.state, "已办理。")


def events_of(duty: Duty, actor: Actor) -> list[Event]:
    """Versions and remarks, newest first."""
    made = []
    for version in DutyVersion.objects.visible_to(actor).filter(duty=duty):
        text = f"第{version.number}次报送" if not version.content.get("nothing") else "无此项活动"
        if version.way != Way.PORTAL:
            text = f"{version.by_name}代报（{version.get_way_display()}），依据：{version.basis}"
        made.append(Event(version.at, version.by_name, text))
    for remark in DutyRemark.objects.visible_to(actor).filter(duty=duty):
        where = f"{remark.label}：" if remark.label else ""
        done = "（已改）" if remark.settled_at else ""
        made.append(Event(remark.at, remark.by_name, f"退回：{where}{remark.text}{done}", "soon"))
    return sorted(made, key=lambda event: event.at, reverse=True)


def open_remarks(duty: Duty, actor: Actor) -> list[DutyRemark]:
    rows = DutyRemark.objects.visible_to(actor).filter(duty=duty, settled_at__isnull=True)
    return list(rows.order_by("pk"))


def papers_of(duty: Duty, actor: Actor) -> list[DutyFile]:
    """What lies beside the text: what came by mail, a stamped copy. Photos stand in the text."""
    files = DutyFile.objects.visible_to(actor).filter(duty=duty, removed_at=None)
    return list(files.exclude(role=FileRole.PHOTO).order_by("position", "added_at", "pk"))


def came_of(duty: Duty, actor: Actor) -> dict[str, Any]:
    """How the latest paper beside it came: what 代报 begins with."""
    came = [file for file in papers_of(duty, actor) if file.way]
    if not came:
        return {}
    last = came[-1]
    return {"way": last.way, "received_on": last.received_on, "basis": last.caption}


def page_of(duty: Duty, actor: Actor, today: date) -> dict[str, Any]:
    """The page of one duty, for its unit and for who asked."""
    kind, version = kind_of(duty), latest(duty, actor)
    steps = {step.name for step in rules.available(duty, actor)}
    note, tone = standing(duty, today)
    may_fill = kind is not None and rules.fill_refusal(duty, actor) is None
    is_mine = duty.unit_code == actor.unit_code
    shows = version is not None and kind is not None and not version.content.get("nothing")
    return {
        "duty": duty,
        "campaign": duty.participation.campaign,
        "unit": duty.participation.unit,
        "label": label_of(duty.kind),
        "note": note,
        "tone": tone,
        "kind": kind,
        "version": version,
        "review": kind.review_context(duty, version, actor) if shows else {},
        "shows_content": shows,
        "remarks": open_remarks(duty, actor) if duty.status == DutyStatus.RETURNED else [],
        "events": events_of(duty, actor),
        "steps": steps,
        "is_mine": is_mine,
        "may_confirm": rules.confirm_refusal(duty, actor) is None,
        "papers": papers_of(duty, actor),
        "fill_url": reverse(kind.fill_url, args=[duty.pk]) if may_fill and is_mine else "",
        "fill_behalf_url": reverse(kind.fill_url, args=[duty.pk])
        if may_fill and not is_mine and kind.take_text is None
        else "",
    }
