"""What is typed between the county's decision and the plaque."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from families.choices import HeardBy, Outcome, PlaqueCheck
from families.models import Selection
from portal import clock
from portal.ui import text
from portal.ui.forms import Chips, DayField, NumberField, PortalFormMixin, Typeahead

LONGEST = 1000


def keys_in(typed: str) -> set[int]:
    """ "3,17" → {3, 17}; anything else in it is left out."""
    parts = (part.strip() for part in typed.split(","))
    return {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 19}


class DrawForm(PortalFormMixin, forms.Form):
    seed = forms.CharField(label="种子", max_length=40, help_text="例如当场摇出的几个数字。")
    size = NumberField(label="抽几户", min_value=1, max_value=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row(Column("seed"), Column("size")))


class NoticeForm(PortalFormMixin, forms.Form):
    posted_on = DayField(label="公示开始", lean="future")
    days = NumberField(label="公示几个工作日", min_value=3, max_value=30)
    place = forms.CharField(
        label="公示地点", max_length=80, help_text="例如：各村（社区）公示栏、市妇联网站。"
    )
    phone = forms.CharField(label="受理异议电话", max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("posted_on"), Column("days")), Row(Column("place"), Column("phone"))
        )


class ObjectionForm(PortalFormMixin, forms.Form):
    selection = forms.ModelChoiceField(
        label="对哪一户",
        queryset=Selection.objects.none(),
        widget=Typeahead(),
        empty_label="请选择",
    )
    received_on = DayField(label="收到日期", lean="past")
    heard_by = forms.ChoiceField(label="收到方式", choices=HeardBy.choices, widget=Chips)
    said = forms.CharField(
        label="反映内容", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    by_whom = forms.CharField(label="提出人（可不填）", max_length=60, required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["selection"].queryset = rows
        self.fields["selection"].label_from_instance = lambda row: (
            f"{row.entry.household.head_name}（{row.entry.household.region or ''}）"
        )
        self.fields["received_on"].initial = clock.today()
        self.helper.layout = Layout(
            "selection", Row(Column("received_on"), Column("heard_by")), "said", "by_whom"
        )


class FindingForm(PortalFormMixin, forms.Form):
    outcome = forms.ChoiceField(label="核实结论", choices=Outcome.choices, widget=Chips)
    finding = forms.CharField(
        label="核实情况", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class NamingForm(PortalFormMixin, forms.Form):
    named_on = DayField(label="命名日期", lean="past")


class IssueForm(PortalFormMixin, forms.Form):
    issued_on = DayField(label="挂牌日期", lean="past")


class ReviewForm(PortalFormMixin, forms.Form):
    year = NumberField(label="复核年度", min_value=2000, max_value=2199)
    outcome = forms.ChoiceField(label="结论", choices=PlaqueCheck.choices, widget=Chips)
    mend_by = DayField(
        label="改进期限", lean="future", required=False, help_text="只在“限期改进”时填。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row(Column("year"), Column("mend_by")), "outcome")


def plaque_words(typed: str) -> str:
    """What is looked for in the register: a number or a part of one, upper case, no blanks."""
    return text.normalised(typed).upper().replace(" ", "")[:40]
