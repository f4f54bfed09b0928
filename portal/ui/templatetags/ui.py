"""The alphabet of the interface: every component is one tag and one template.

Built in for all templates (settings.TEMPLATES), so no page loads it. /ui/gallery/ shows all.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import clock
from portal.ui import words

register = template.Library()
UNDO_SECONDS = 8
WIDE, NARROW, GAP = 14, 8, 60  # px of a Chinese character, of a digit, between two watermarks


# ── Words ──────────────────────────────────────────────────────────────────────────────────────
@register.filter
def day_long(day: date | None) -> str:
    """2026年3月3日"""
    return words.day_long(day) if day else ""


@register.filter
def day_week(day: date | None) -> str:
    """3月11日（星期三）"""
    return words.day_week(day, today=clock.today()) if day else ""


@register.filter
def day_short(day: date | None) -> str:
    """今天、3月11日"""
    return words.day_short(day, today=clock.today()) if day else ""


@register.filter
def moment(at: datetime | None) -> str:
    """今天 14:20"""
    return words.moment(at, today=clock.today()) if at else ""


@register.filter
def thousands(number: float | None) -> str:
    """85,822"""
    return "" if number is None else words.thousands(number)


@register.filter
def undo_url(tags: str | None) -> str:
    """The address `views.say(undo=…)` put among a message's tags."""
    found = [tag for tag in (tags or "").split() if tag.startswith("undo:")]
    return found[0].removeprefix("undo:") if found else ""


# ── Small pieces ───────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of static/img/icons.svg, invisible to screen readers: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/status.html")
def status(choice: Any = None, *, label: str = "", tone: str = "") -> dict[str, Any]:
    """A badge. A choice brings `label` and `tone`; either may be given instead."""
    return {
        "label": label or getattr(choice, "label", choice),
        "tone": tone or getattr(choice, "tone", "neutral"),
    }


@register.inclusion_tag("components/deadline.html")
def deadline(
    due: date | None, *, label: str = "", tone: str = "", why: str = "", done: Any = None
) -> dict[str, Any]:
    """The badge of a date. `label`/`tone` replace natural days where working days are counted;
    `done` (day or words) makes it green; `why` is the sentence that explains the date."""
    if done:
        shown = words.day_short(done, today=clock.today()) if isinstance(done, date) else done
        return {"due": due, "label": shown, "tone": "good", "why": why}
    usual = words.until(due, today=clock.today()) if due else ("不计期限", "neutral")
    return {"due": due, "label": label or usual[0], "tone": tone or usual[1], "why": why}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*pieces: str) -> dict[str, Any]:
    """`{% breadcrumb "事项台账" url "新华·118" %}`: label, address, …, the last without one."""
    pairs = [(pieces[i], pieces[i + 1]) for i in range(0, len(pieces) - 1, 2)]
    return {"links": pairs, "here": pieces[-1] if len(pieces) % 2 else ""}


@register.inclusion_tag("components/page_header.html")
def page_header(title: str, *, note: str = "") -> dict[str, str]:
    """The h1 of a page and the grey line under it; belongs into block `heading`."""
    return {"title": title, "note": note}


@register.inclusion_tag("components/figure.html")
def figure(label: str, value: Any, *, note: str = "", tone: str = "", url: str = "") -> dict:
    """One big number of the desk, with what it is above and what it means below."""
    return {"label": label, "value": value, "note": note, "tone": tone, "url": url}


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any], *, label: str = "进度") -> dict[str, Any]:
    """Stations of a way: each has `label`, `state` (done, now, todo) and perhaps `note`."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened: each has `at` (datetime), `by`, `text` and perhaps `tone`, `url`."""
    return {"items": items}


@register.inclusion_tag("components/definitions.html")
def definitions(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Terms and values in two columns; one on a phone."""
    return {"items": items}


@register.inclusion_tag("components/masked.html", takes_context=True)
def masked(
    context: Context, value: str, *, url: str = "", key: str = "", label: str = "查看"
) -> dict[str, Any]:
    """A masked value with the button that shows it; the view behind `url` (POST) logs who looked
    and answers with this place filled. `key` tells several on one page apart.
    Stands in a dd, td or div: a form may not stand in a p."""
    return {
        "value": value,
        "url": url,
        "key": key,
        "label": label,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: Any,
    form: Any,
    *,
    url: str,
    label: str,
    target: str = "",
    method: str = "get",
    submit: str = "筛选",
    is_filtered: bool = False,
    form_id: str = "",
) -> dict[str, Any]:
    """The fields of a filter; with `target` a change asks for that part of the page. By POST where
    a name may be typed: it stands in no address then."""
    return {
        "form": form, "url": url, "label": label, "target": target, "method": method,
        "submit": submit, "is_filtered": is_filtered, "form_id": form_id,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("components/pager.html")
def pager(*, newer: str = "", older: str = "", total: str = "") -> dict[str, str]:
    """Keyset pages: two links instead of numbers; `total` is a sentence such as 共128件."""
    return {"newer": newer, "older": older, "total": total}


@register.inclusion_tag("components/progress.html")
def progress(
    value: float,
    total: float = 100,
    *,
    label: str,
    note: str = "",
    tone: str = "brand",
    poll: str = "",
) -> dict[str, Any]:
    """A bar. With `poll` it asks that address every two seconds until the answer has none."""
    return {
        "value": value, "total": total, "label": label, "note": note, "tone": tone, "poll": poll,
    }  # fmt: skip


@register.inclusion_tag("components/undo.html", takes_context=True)
def undo(context: Context, text: str, url: str, *, seconds: int = UNDO_SECONDS) -> dict[str, Any]:
    """已保存 · 撤销(8): a line that takes the act back while it counts down."""
    return {
        "text": text,
        "url": url,
        "seconds": seconds,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/watermark.html", takes_context=True)
def watermark(context: Context) -> dict[str, Any]:
    """Unit, name and minute over the page, and over every print of it. `width` of a tile in px."""
    shell = context.get("shell")
    text = shell.watermark if shell else ""
    width = sum(WIDE if ord(character) > 0xFF else NARROW for character in text)
    return {"text": text, "width": width + GAP}


@register.inclusion_tag("components/wechat_hint.html", takes_context=True)
def wechat_hint(context: Context) -> dict[str, bool]:
    """Stands above downloads; says something inside WeChat's browser only."""
    shell = context.get("shell")
    return {"is_wechat": bool(shell and shell.is_wechat)}


@register.inclusion_tag("components/error_list.html")
def error_list(form: Any) -> dict[str, Any]:
    """Everything wrong in a form at once, each a link to its field."""
    wrong = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    return {"wrong": wrong, "general": form.non_field_errors()}


# ── Frames: tags with something inside ─────────────────────────────────────────────────────────
@register.simple_block_tag
def card(content: str, *, title: str = "", note: str = "", tone: str = "") -> SafeString:
    """A white panel with a heading and a grey note at its right."""
    context = {"title": title, "note": note, "tone": tone, "body": content}
    return render_to_string("components/card.html", context)


@register.simple_block_tag
def empty_state(content: str, *, text: str, icon: str = "check") -> SafeString:
    """Nothing here: says why and, inside, what to do next."""
    return render_to_string(
        "components/empty_state.html", {"text": text, "icon": icon, "body": content}
    )


@register.simple_block_tag
def table_frame(content: str, *, label: str) -> SafeString:
    """Around a <table class="table">: scrolls by itself, also by keyboard, never the page."""
    return render_to_string("components/table_frame.html", {"label": label, "body": content})


@register.simple_block_tag(takes_context=True)
def confirm_button(
    context: Context,
    content: str,
    *,
    label: str,
    url: str,
    question: str,
    yes: str,
    no: str = "再看看",
    tone: str = "plain",
    target: str = "",
) -> SafeString:
    """A button that asks before it acts; inside may stand fields (a reason). Both answers are
    verbs. Without a script it is a fold that opens."""
    names = ("label", "url", "question", "yes", "no", "tone", "target")
    given = dict(zip(names, (label, url, question, yes, no, tone, target), strict=True))
    given |= {"body": content, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/confirm_button.html", given)


@register.simple_block_tag(takes_context=True)
def portal_form(
    context: Context,
    content: str,
    form: Any,
    *,
    submit: str,
    action: str = "",
    target: str = "",
    draft: str = "",
    name: str = "",
) -> SafeString:
    """A whole form: fields by crispy, errors on top, the main button, and inside more buttons.

    `target` is the id of the element that holds the form (sent by htmx); without it the form
    is sent plainly. `draft` is the address that keeps the draft; `name` the form's id, where
    fields stand beside it.
    """
    given = {
        "form": form,
        "submit": submit,
        "action": action,
        "target": target,
        "draft": draft,
        "name": name,
        "body": content,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/form.html", given)
