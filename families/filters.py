"""The one filter of the household list, over whatever rows the actor may see."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from families.choices import HouseholdKind, HouseholdStatus, StationKind
from families.models import Household, Station
from families.reference import villages_of
from portal import clock
from portal.search import finding
from portal.ui import text
from portal.units.models import Unit

LONGEST = 40


def refuse_too_little(typed: str) -> None:
    if not finding.is_enough(text.normalised(typed)):
        raise ValidationError("请至少输入两个字、两个拼音字母或一个数字。")


class HouseholdFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="户主、户号或楼栋", method="by_words")
    village = django_filters.ModelChoiceFilter(
        label="村（社区）", queryset=Unit.objects.none(), empty_label="全部", method="by_village"
    )
    kind = django_filters.ChoiceFilter(
        label="家庭类型", choices=HouseholdKind.choices, empty_label="全部"
    )
    status = django_filters.ChoiceFilter(
        label="状态", choices=HouseholdStatus.choices, empty_label="全部"
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        villages = villages_of(actor, clock.today())
        self.filters["village"].queryset = villages
        if not villages.exclude(code=actor.unit_code).exists():
            del self.filters["village"]
        self.filters["q"].extra["validators"] = [
            text.refuse_hidden_characters,
            MaxLengthValidator(LONGEST, f"最多{LONGEST}个字，请只填姓名、户号或楼栋。"),
            refuse_too_little,
        ]
        for field in self.form.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def by_words(self, rows, name, value):
        return rows.filter(pk__in=finding.search_ids("household", text.normalised(value)))

    def by_village(self, rows, name, value):
        return rows.of_village(value.code)


HAS = (("full", "四有齐全"), ("short", "四有不齐"), ("model", "五个一"), ("closed", "已撤销"))


class StationFilter(django_filters.FilterSet):
    """阵地: by kind, and by what they have. Closed ones are shown only when asked for."""

    kind = django_filters.ChoiceFilter(
        label="类型", choices=StationKind.choices, empty_label="全部"
    )
    four = django_filters.ChoiceFilter(
        label="四有、五个一", choices=HAS, empty_label="全部", method="by_what_it_has"
    )

    class Meta:
        model = Station
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            field.widget.attrs["class"] = "form-select"

    def by_what_it_has(self, rows, name, value):
        baseline = rows.baseline().values("pk")
        return {
            "full": lambda: rows.baseline(),
            "short": lambda: rows.exclude(pk__in=baseline),
            "model": lambda: rows.of_five(),
            "closed": lambda: rows.exclude(closed_on=None),
        }[value]()

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("four") == "closed" else rows.open()
