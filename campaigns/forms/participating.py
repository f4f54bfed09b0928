from django import forms

from campaigns.choices import BEHALF_WAYS
from campaigns.models import Participation
from portal.ui.forms import Chips, DayField, ManyChips, PortalFormMixin
from portal.units.models import Unit

WAYS = [(way.value, way.label) for way in BEHALF_WAYS]


class SignForm(PortalFormMixin, forms.Form):
    """代签收: how the unit said so, who, on what ground."""

    way = forms.ChoiceField(label="方式", choices=WAYS, widget=Chips, initial="phone")
    name = forms.CharField(label="对方是谁", max_length=60, required=False)
    note = forms.CharField(label="依据", max_length=200, help_text="如 2月27日电话，办公室值班人员")


class ForwardForm(PortalFormMixin, forms.Form):
    """转发 with a unit's own words."""

    words = forms.CharField(
        label="转发意见",
        max_length=1_000,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写在通知前面，下级单位先看到这一段。",
    )
    number = forms.CharField(label="转发文号（选填）", max_length=60, required=False)


class TownsForm(PortalFormMixin, forms.Form):
    """The towns a county asks for the table of figures; none by default."""

    codes = forms.MultipleChoiceField(label="请哪些乡镇（街道）报", widget=ManyChips)
    due_on = DayField(label="报送日", lean="future")

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        asked = Participation.objects.visible_to(self.actor).filter(campaign=campaign)
        towns = Unit.objects.filter(
            code__startswith=self.actor.unit_code, kind="town_federation", valid_to=None
        ).exclude(code__in=asked.values("unit_code"))
        self.fields["codes"].choices = list(
            towns.order_by("code").values_list("code", "short_name")
        )


class ReopenForm(PortalFormMixin, forms.Form):
    reason = forms.CharField(label="为什么重新打开", min_length=4, max_length=200)
