"""Shape of what is typed when a unit changes. Whether it is allowed, the actions say."""

from django import forms
from django.core.exceptions import ValidationError

from portal.ui.forms import DayField, PortalFormMixin, Typeahead
from portal.units.actions import CODE, NewUnit
from portal.units.models import Unit

MOST_PARTS = 6
EXAMPLE = "410498 某某区妇女联合会 某某区妇联"


class UnitChoice(forms.ModelChoiceField):
    """A unit found by typing its name or code."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Unit.objects.none(), widget=Typeahead(), **kwargs)

    def label_from_instance(self, unit):
        return f"{unit.short_name}（{unit.code}）"


class RenameForm(PortalFormMixin, forms.Form):
    name = forms.CharField(label="新全称", max_length=60)
    short_name = forms.CharField(label="新简称", max_length=30)
    on = DayField(label="启用日期", lean="past")


class EndForm(PortalFormMixin, forms.Form):
    successor = UnitChoice(label="职责转入")
    on = DayField(label="停用日期", lean="past", help_text="这一天是本单位的最后一天。")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = units


class MergeForm(PortalFormMixin, forms.Form):
    others = forms.ModelMultipleChoiceField(
        label="一并并入的其他单位", queryset=Unit.objects.none(), required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="按住 Ctrl 可多选；只并入本单位的，不用选。",
    )  # fmt: skip
    into = UnitChoice(label="并入")
    on = DayField(label="停用日期", lean="past")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = self.fields["others"].queryset = units

    def clean(self):
        data = super().clean()
        if data.get("into") and data["into"] in data.get("others", ()):
            self.add_error("into", "并入的单位不能同时被撤销。")
        return data


class SplitForm(PortalFormMixin, forms.Form):
    """One new unit a line: code, full name, short name."""

    parts = forms.CharField(
        label="分设的单位",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": EXAMPLE}),
        help_text="每行一个：代码、全称、简称，以空格分开；2至6个。",
    )
    heir = forms.CharField(label="由哪个代码的单位承接在办事项和账号", max_length=24)
    on = DayField(label="停用日期", lean="past", help_text="新单位自次日启用。")

    def clean_heir(self):
        return self.cleaned_data["heir"].upper()

    def clean_parts(self):
        parts = []
        for number, line in enumerate(self.cleaned_data["parts"].splitlines(), 1):
            words = line.split()
            if not words:
                continue
            if len(words) != 3 or not CODE.fullmatch(words[0].upper()):
                raise ValidationError(f"第{number}行应为“代码 全称 简称”。")
            parts.append(NewUnit(words[0].upper(), *words[1:]))
        if not 2 <= len(parts) <= MOST_PARTS:
            raise ValidationError(f"请填2至{MOST_PARTS}个单位。")
        if len({part.code for part in parts}) < len(parts):
            raise ValidationError("代码有重复。")
        return parts
