"""The filters of the lists, over whatever rows the actor may see."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Exists, OuterRef

from families.choices import COUNTED, HouseholdKind, HouseholdStatus, StationKind
from families.models import Entry, Household, Plaque, Round, Station
from families.reference import villages_of
from portal import clock
from portal.search import finding
from portal.ui import text
from portal.units.models import Unit

LONGEST = 40
STARS = (
    ("5", "五星"),
    ("4", "四星"),
    ("3", "三星"),
    ("2", "二星"),
    ("1", "一星"),
    ("0", "未评上星级"),
)


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

    round = django_filters.ModelChoiceFilter(
        label="参评", queryset=Round.objects.none(), empty_label="全部", method="kept"
    )
    stars = django_filters.ChoiceFilter(
        label="星级", choices=STARS, empty_label="全部", method="kept"
    )

    class Meta:
        model = Household
        fields: list[str] = []

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        villages = villages_of(actor, clock.today())
        self.filters["village"].queryset = villages
        if not villages.exclude(code=actor.unit_code).exists():
            del self.filters["village"]
        self.filters["round"].queryset = (
            Round.objects.visible_to(actor).exclude(status="draft").order_by("-year", "-pk")
        )
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

    def kept(self, rows, name, value):
        """Both are asked of one row: filter_queryset."""
        return rows

    def filter_queryset(self, queryset):
        """Who takes part in a round, and with how many stars: the same as its figures count."""
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        entries = Entry.objects.visible_to(self.actor).filter(
            household=OuterRef("pk"), state__in=COUNTED
        )
        if asked.get("round"):
            entries = entries.filter(round=asked["round"])
        if asked.get("stars"):
            entries = entries.filter(stars=asked["stars"], points__isnull=False)
        wanted = asked.get("round") or asked.get("stars")
        return rows.filter(Exists(entries)) if wanted else rows


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


NUMBER = re.compile(r"(?:PA-?)?(?:(?P<year>\d{4})-)?0*(?P<sequence>\d{1,7})(?:-(?P<copy>\d{1,3}))?")


class PlaqueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="牌号、户主或楼栋", method="by_words")
    year = django_filters.NumberFilter(
        label="年度", field_name="year", min_value=2000, max_value=2199
    )
    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("holds", "有效"), ("ended", "已失效")],
        empty_label="全部",
        method="by_state",
    )

    class Meta:
        model = Plaque
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["q"].extra["validators"] = [
            text.refuse_hidden_characters,
            MaxLengthValidator(LONGEST, f"最多{LONGEST}个字，请只填牌号或姓名。"),
        ]
        for field in self.form.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def by_words(self, rows, name, value):
        typed = text.normalised(value).strip()
        if found := NUMBER.fullmatch(typed.upper()):
            wanted = {key: int(part) for key, part in found.groupdict().items() if part}
            return rows.filter(**wanted)
        if not finding.is_enough(typed):
            return rows.none()
        keys = finding.search_ids("household", typed)
        return rows.filter(selection__entry__household__in=keys)

    def by_state(self, rows, name, value):
        return rows.filter(ended_on__isnull=value == "holds")
