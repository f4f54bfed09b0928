"""What the gallery page shows: one sample of every component in every state. No database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms

from portal import clock
from portal.ui.choices import Tone
from portal.ui.forms import Chips, DayField, ManyChips, NumberField, PortalFormMixin, Typeahead

CATEGORIES = [
    ("", "请选择"),
    ("dv", "婚姻家庭权益／家庭暴力"),
    ("support", "婚姻家庭权益／抚养费"),
    ("wages", "劳动和社会保障权益／拖欠工资"),
    ("land", "财产权益／土地承包"),
]
WORDS = {
    "dv": "jtbl 打人 打老婆",
    "support": "fyf 不给抚养费",
    "wages": "tqgz 不给工资",
    "land": "tdcb",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A station of `{% steps %}`; `state` is done, now or todo."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of `{% timeline %}`."""

    at: datetime
    by: str
    text: str
    tone: str = ""


class SampleForm(PortalFormMixin, forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="怎么称呼", max_length=20, help_text="可填“某女士”。")
    relation = forms.ChoiceField(
        label="与当事人关系",
        choices=[("self", "本人"), ("kin", "亲属"), ("neighbour", "邻居"), ("other", "其他")],
        widget=Chips,
        initial="self",
    )
    needs = forms.MultipleChoiceField(
        label="需要什么",
        choices=[("law", "法律咨询"), ("mediate", "调解"), ("shelter", "庇护")],
        widget=ManyChips,
        required=False,
    )
    category = forms.ChoiceField(
        label="反映什么", choices=CATEGORIES, widget=Typeahead(words=WORDS)
    )
    happened_on = DayField(label="哪天", lean="past")
    people = NumberField(label="涉及人数", min_value=0, max_value=99_999)
    story = forms.CharField(
        label="说了什么",
        max_length=2000,
        widget=forms.Textarea(
            attrs={"rows": 3, "data-controller": "count", "data-count-max": "2000"}
        ),
    )
    is_safe = forms.BooleanField(label="现在安全", required=False)


def samples() -> dict[str, Any]:
    """Context of ui/gallery.html besides the form."""
    now, today = clock.now(), clock.today()
    return {
        "tones": [(tone.value, tone.name) for tone in Tone],
        "days": [today + timedelta(days=days) for days in (-2, 0, 1, 4, 30)],
        "today": today,
        "now": now,
        "steps": [
            Step("登记", "done", "2月24日"),
            Step("转介", "done", "新华公安分局"),
            Step("办理中", "now"),
            Step("办结", "todo"),
            Step("回访", "todo"),
            Step("归档", "todo"),
        ],
        "entries": [
            Entry(now, "系统", "反馈超过期限2个工作日，已提醒经办和主管", "late"),
            Entry(now - timedelta(days=6), "高定远", "反馈：已出具告诫书，派出所列入回访", "good"),
            Entry(now - timedelta(days=8), "李知微", "登记"),
        ],
        "facts": [
            ("来源", "12338热线"),
            ("登记时间", "2026年2月24日 16:55"),
            ("类别", "婚姻家庭权益／家庭暴力"),
            ("办理方式", "协理"),
        ],
        "figures": [("发放资料（份）", 85822), ("咨询（人次）", 8258), ("活动场次", 573)],
    }
