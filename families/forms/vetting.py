"""What a county types of the vetting of its list."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from families.choices import VettingBody
from families.models import Selection
from portal import clock
from portal.ui.forms import Chips, DayField, NumberField, PortalFormMixin, Typeahead


class ConsentForm(PortalFormMixin, forms.Form):
    selection = forms.ModelChoiceField(
        label="哪一户", queryset=Selection.objects.none(), widget=Typeahead(), empty_label="请选择"
    )
    adults = NumberField(label="签字的成年人", min_value=1, max_value=60)
    signed_on = DayField(label="签字日期", lean="past")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["selection"].queryset = rows
        self.fields["selection"].label_from_instance = lambda row: (
            f"{row.entry.household.head_name}（{row.entry.household.region or ''}，"
            f"户号{row.entry.household.number}）"
        )
        self.fields["signed_on"].initial = clock.today()
        self.helper.layout = Layout("selection", Row(Column("adults"), Column("signed_on")))


class AnswerForm(PortalFormMixin, forms.Form):
    body = forms.ChoiceField(label="答复单位", choices=VettingBody.choices, widget=Chips)
    cleared = NumberField(label="名单中通过多少户", min_value=0, max_value=1000)
    answered_on = DayField(label="答复日期", lean="past")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_on"].initial = clock.today()
        self.helper.layout = Layout("body", Row(Column("cleared"), Column("answered_on")))
