from decimal import Decimal

from crispy_forms.layout import Layout
from django import forms

from campaigns.rules import figures
from campaigns.rules import overlap as rules
from campaigns.rules.summary import Cells
from portal.ui.forms import DayField, PortalFormMixin

FIGURE = "f_"


class OverlapForm(PortalFormMixin, forms.Form):
    """One event two units reported: which, when, and how much of each figure is in both."""

    title = forms.CharField(label="什么活动", max_length=40, min_length=2)
    held_on = DayField(label="哪天", lean="past")
    kept = forms.TypedChoiceField(label="一家", coerce=int)
    taken = forms.TypedChoiceField(label="另一家", coerce=int)

    def __init__(self, *args, cells: Cells, **kwargs):
        super().__init__(*args, **kwargs)
        units = {row.source.duty: row.source.unit for rows in cells.values() for row in rows
                 if not row.is_less}  # fmt: skip
        choices = [("", "请选择"), *units.items()]
        self.fields["kept"].choices = self.fields["taken"].choices = choices
        self.codes = {f"{FIGURE}{code}": code for code in rules.offered(cells)}
        for code, (name, measure) in rules.offered(cells).items():
            self.fields[f"{FIGURE}{code}"] = forms.CharField(
                label=f"{name}（{measure}）",
                max_length=20,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        self.helper.layout = Layout(*self.fields)

    def clean(self):
        data = super().clean()
        off: dict[str, Decimal] = {}
        for name, code in self.codes.items():
            try:
                value = figures.parse(data.get(name, ""), places=2)
            except ValueError as wrong:
                self.add_error(name, str(wrong))
                continue
            if value:
                off[code] = value
        data["off"] = off
        return data
