"""批量收件: one row a file — whose it is, what it is, how and when it came."""

from django import forms

from campaigns.actions import Received
from campaigns.choices import Way
from campaigns.forms.review import WAYS
from portal.ui.forms import DayField, PortalFormMixin


class IntakeRow(PortalFormMixin, forms.Form):
    """`units` and `things`: (value, label) pairs of this campaign; the prefix: the file's key."""

    unit = forms.ChoiceField(label="单位")
    kind = forms.ChoiceField(label="材料")
    way = forms.ChoiceField(label="收到方式", choices=WAYS)
    received_on = DayField(label="收到日期", lean="past")
    basis = forms.CharField(
        label="依据（选填）", max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": "不填则记日期和方式"}),
    )  # fmt: skip

    def __init__(self, *args, units, things, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "选单位"), *units]
        self.fields["kind"].choices = [("", "选材料"), *things]
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def received(self):
        """Without words of her own the ground is day and way: 3月10日电子邮件."""
        data = self.cleaned_data
        day = data["received_on"]
        usual = f"{day.month}月{day.day}日{Way(data['way']).label}"
        return Received(data["way"], day, data["basis"] or usual)
