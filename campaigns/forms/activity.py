"""记活动 in one minute, on a phone (users.md d3)."""

from uuid import UUID

from crispy_forms.layout import HTML, Column, Div, Field, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from campaigns.actions import Occasion
from campaigns.choices import ActivityForm, PartOfDay, WorkLine
from campaigns.reference import activity_codes
from campaigns.rules import activities as rules
from campaigns.rules import figures
from portal import clock
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import register_form
from portal.ui.forms import Chips, DayField, ManyChips, PortalFormMixin, Typeahead
from portal.units.models import Unit

DRAFT = "activity"
FIGURE = "f-"
PLAIN = {"title", "held_on", "part_of_day", "place", "line", "reported", "note", "unit"}
register_form(
    DRAFT,
    fields=PLAIN | {"held_as", "joint"} | {f"{FIGURE}{code}" for code in activity_codes()},
    many={"held_as", "joint"},
)


class FigureField(forms.CharField):
    """A number as people type it; empty stays empty. Gives a Decimal or None."""

    def __init__(self, *, places=0, **kwargs):
        self.places = places
        hint = {"inputmode": "decimal" if places else "numeric", "autocomplete": "off"}
        super().__init__(
            required=False, max_length=30, widget=forms.TextInput(attrs=hint), **kwargs
        )

    def clean(self, value):
        try:
            return figures.parse(super().clean(value), places=self.places)
        except ValueError as error:
            raise ValidationError(str(error), code="figure") from error


class Suggestions(Div):
    """Buttons that fill the field above with what was used before."""

    template = "campaigns/activities/suggestions.html"

    def __init__(self, field, words):
        super().__init__()
        self.field, self.words = field, words

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        with context.update({"suggest_for": form[self.field].id_for_label, "words": self.words}):
            return super().render(form, context, template_pack, **kwargs)


class Fold(Div):
    template = "campaigns/activities/fold.html"


class ShortName(forms.ModelMultipleChoiceField):
    def label_from_instance(self, unit):
        return unit.short_name


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return unit.short_name


class ActivityEntry(OnceFormMixin, PortalFormMixin, forms.Form):
    """What was held. `indicators` are those of the present version; figures belong to forms.

    `titles` and `places` are suggestions from before; `towns` are units it may be recorded for.
    `sure` answers what is asked once before it is kept: figures left empty, perhaps a twin
    (`is_twin(data)`). Neither is ever a reason to refuse.
    """

    draft_name = DRAFT

    unit = UnitField(
        label="哪里开展的（不选为本单位）",
        queryset=Unit.objects.none(), required=False, empty_label="本单位",
        widget=Typeahead(),
    )  # fmt: skip
    title = forms.CharField(
        label="名称", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    held_on = DayField(label="哪天", lean="past")
    part_of_day = forms.ChoiceField(
        label="时段（选填）", choices=PartOfDay.choices, widget=Chips, required=False
    )
    place = forms.CharField(
        label="在哪", max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    held_as = forms.MultipleChoiceField(
        label="形式（可多选）", choices=ActivityForm.choices, widget=ManyChips
    )
    joint = ShortName(
        label="联合单位（选填）", queryset=Unit.objects.none(), widget=ManyChips, required=False
    )
    line = forms.ChoiceField(
        label="工作方向（不选按形式定）", choices=WorkLine.choices, widget=Chips, required=False
    )
    reported = forms.CharField(label="媒体报道（选填，只统计）", max_length=300, required=False)
    note = forms.CharField(label="备注（选填）", max_length=500, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sure = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        indicators,
        titles=(),
        places=(),
        towns=None,
        members=None,
        is_twin=None,
        **kwargs,
    ):
        self.indicators, self.is_twin = indicators, is_twin
        self.questions = []
        super().__init__(*args, **kwargs)
        for indicator in indicators:
            self.fields[f"{FIGURE}{indicator.code}"] = FigureField(
                label=f"{indicator.name}（{indicator.measure}）", places=indicator.places
            )
        self.fields["joint"].queryset = members if members is not None else Unit.objects.none()
        self.fields["unit"].queryset = towns if towns is not None else Unit.objects.none()
        self.helper.layout = self.layout(titles, places)

    def layout(self, titles, places):
        boxes = [
            Field(
                f"{FIGURE}{indicator.code}",
                wrapper_class="figure-box",
                data_forms=" ".join(indicator.forms),
            )
            for indicator in self.indicators
        ]
        where = ["unit"] if self.fields["unit"].queryset else []
        return Layout(
            "version",
            "title",
            Suggestions("title", titles),
            Row(Column("held_on"), Column("place")),
            Suggestions("place", places),
            "held_as",
            Div(
                HTML('<p class="quiet" data-figures-none>先选形式，再填数字。</p>'),
                *boxes,
                css_class="figure-boxes",
                data_figures_boxes="1",
            ),
            HTML('<p class="quiet" data-figures-zero hidden>没填的按0记。</p>'),
            Fold(*where, "joint", "part_of_day", "line", "reported", "note"),
        )

    def clean(self):
        data = super().clean()
        held = data.get("held_on")
        if held and held > clock.today():
            self.add_error("held_on", "活动还没有开展，请在当天或之后记。")
        given = self.given()
        for code, words in rules.too_large_parts(self.indicators, given).items():
            self.add_error(f"{FIGURE}{code}", words)
        if not self.errors and data.get("sure") != "yes":
            self.questions = self.ask(given)
        return data

    def asked(self):
        return rules.asked(self.indicators, self.cleaned_data.get("held_as") or ())

    def given(self):
        """{code: number} of the figures that the chosen forms ask for and somebody filled in."""
        found = {one.code: self.cleaned_data.get(f"{FIGURE}{one.code}") for one in self.asked()}
        return {code: value for code, value in found.items() if value is not None}

    def ask(self, given):
        found = []
        if self.is_twin and self.is_twin(self.cleaned_data):
            found.append("同一天、同一地点、同样名称的活动可能已经记过，再记一次吗？")
        if self.asked() and not given:
            found.append("数字都没有填，都按0记吗？")
        return found

    def occasion(self):
        data = self.cleaned_data
        plain = ("title", "held_on", "part_of_day", "place", "note")
        return Occasion(
            media=data["reported"],
            forms=tuple(data["held_as"]),
            line=data["line"] or rules.line_of(data["held_as"]),
            joint=tuple(unit.code for unit in data["joint"])[: rules.MOST_JOINT],
            figures=self.given(),
            **{name: data[name] for name in plain},
        )


class TapForm(PortalFormMixin, forms.Form):
    """A few taps of one kind, with the key that makes them count once."""

    key = forms.CharField(max_length=36, widget=forms.HiddenInput)
    code = forms.CharField(max_length=8, widget=forms.HiddenInput)
    amount = forms.IntegerField(
        min_value=-rules.TAP_MOST, max_value=rules.TAP_MOST, widget=forms.HiddenInput
    )

    def clean_key(self):
        try:
            return UUID(self.cleaned_data["key"])
        except ValueError as error:
            raise ValidationError("没有计入，请刷新后再试。") from error
