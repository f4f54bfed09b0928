"""What every block of the 登记表 is made of: fields nobody must fill, and whose fields they are."""

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator

from cases.forms.fields import PlaceField
from portal import clock
from portal.ui.forms import Chips, ManyChips, PortalFormMixin

ASKED = [("", "没问"), ("yes", "是"), ("no", "否")]


def text(label, most=60, **kwargs):
    return forms.CharField(label=label, required=False, max_length=most, **kwargs)


def area(label, most=2000, rows=3):
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": None})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


def tick(label):
    return forms.BooleanField(label=label, required=False)


def one(label, choices, **kwargs):
    picked = [("", "未填"), *choices.choices]
    return forms.ChoiceField(label=label, choices=picked, required=False, **kwargs)


def some(label, choices):
    picked = {"choices": choices.choices, "widget": ManyChips}
    return forms.MultipleChoiceField(label=label, required=False, **picked)


def asked(label):
    """是、否、没问: gives True, False or None."""
    return forms.TypedChoiceField(
        label=label, choices=ASKED, required=False, widget=Chips,
        coerce=lambda value: value == "yes", empty_value=None,
    )  # fmt: skip


class BlockForm(PortalFormMixin, forms.Form):
    """`version` says on which state of the case the step was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    parts: dict[str, tuple[str, ...]] = {}
    rows: tuple = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        not_later = MaxValueValidator(today.year, "出生年不能晚于今年。")
        for name, field in self.fields.items():
            if isinstance(field, PlaceField):
                field.offer(today)
            field.validators += [not_later] if name.startswith("birth_year") else []
        rows = (Row(*map(Column, names)) for names in self.rows)
        self.helper.layout = Layout("version", *rows)

    def values(self):
        """{part: {field: value}} as the action takes them."""
        data = self.cleaned_data
        return {part: {n: data[n] for n in names} for part, names in self.parts.items()}
