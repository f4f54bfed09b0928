from typing import Any

from django.utils.html import format_html_join

from campaigns.models import Suggestion
from portal import clock
from portal.ui.words import day_long, moment


def facts_of(one: Suggestion) -> list[tuple[str, Any]]:
    """Terms and values of the page of a suggestion."""
    links = format_html_join("　", '<a href="{}">{}</a>', ((link, link) for link in one.links))
    answer = "未答复"
    if one.state and one.answered_on:
        note = f"：{one.answer_note}" if one.answer_note else ""
        answer = f"{one.state.label}，{day_long(one.answered_on)}{note}"
    facts = [
        ("问题", one.problem),
        ("建议", one.proposal),
        ("数据", one.data),
        ("数据所在页", links),
        ("送谁", f"{one.sent_to}，{day_long(one.sent_on)}"),
        ("采纳情况", answer),
        ("记录", f"{one.made_by_name}　{moment(one.made_at, today=clock.today())}"),
    ]
    return [(term, value) for term, value in facts if value]
