"""统计表 as it is typed: one box a line, with a reason where it differs from the activities."""

from django import forms

from campaigns.actions.report import TypedCell
from campaigns.choices import TypedReason
from campaigns.forms.activity import FigureField
from campaigns.reference import indicator_codes
from portal.drafts.registry import register_form
from portal.ui.forms import PortalFormMixin

DRAFT = "indicator-report"
register_form(DRAFT, fields={f"{part}-{code}" for part in "vrn" for code in indicator_codes()})


class ReportForm(PortalFormMixin, forms.Form):
    """`v-` the figure, `r-` why it was typed, `n-` a note; for each line that is not computed."""

    draft_name = DRAFT

    def __init__(self, *args, table, **kwargs):
        self.table = table
        kwargs["initial"] = self.kept() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for row in table:
            if row.indicator.is_rate:
                continue
            self.fields[f"v-{row.code}"] = FigureField(
                label=row.indicator.name, places=row.indicator.places
            )
            self.fields[f"r-{row.code}"] = forms.ChoiceField(
                label="原因",
                choices=[("", "选原因"), *TypedReason.choices],
                required=False,
                widget=forms.Select(attrs={"aria-label": f"{row.indicator.name}的原因"}),
            )
            self.fields[f"n-{row.code}"] = forms.CharField(
                label="说明", max_length=100, required=False
            )

    def kept(self):
        found = {}
        for row in self.table:
            if row.value is not None:
                found[f"v-{row.code}"] = number(row.value)
            found[f"r-{row.code}"], found[f"n-{row.code}"] = row.reason, row.note
        return found

    def cells(self):
        """{code: TypedCell}; what equals the activities is not typed."""
        found = {}
        for row in self.table:
            if row.indicator.is_rate:
                continue
            data = self.cleaned_data
            value, note = data.get(f"v-{row.code}"), data.get(f"n-{row.code}", "")
            if row.auto and value == row.auto.value:
                value = None
            reason = data.get(f"r-{row.code}", "") if value is not None else ""
            found[row.code] = TypedCell(value, reason, note)
        return found

    def lines(self, rows):
        """The rows of the page with their boxes."""
        for row in rows:
            code = row.code
            if row.indicator.is_rate:
                yield {"row": row}
            else:
                yield {
                    "row": row,
                    "box": self[f"v-{code}"],
                    "reason": self[f"r-{code}"],
                    "note": self[f"n-{code}"],
                }


def number(value):
    """A decimal for a box: 8284, 98.7."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


class CorrectForm(PortalFormMixin, forms.Form):
    """更正 one figure after it was sent."""

    value = FigureField(label="更正为")
    reason = forms.CharField(
        label="为什么更正", max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, places=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].places = places
        self.fields["value"].required = True

    def clean_value(self):
        if self.cleaned_data["value"] is None:
            raise forms.ValidationError("请填数字；没有就填0。")
        return self.cleaned_data["value"]
