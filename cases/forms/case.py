"""What is typed on the page of a case."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices import AccessLabel, NoticeWay, Safety
from cases.forms.fields import CategoryField, PlaceField, StoryField
from portal import clock
from portal.accounts.models import Account
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, PortalFormMixin
from portal.ui.moment import MomentField
from portal.units.models import Unit

SHORTEST_REASON = 4


def words(label, *, least=SHORTEST_REASON, most=500, rows=2, **kwargs):
    return forms.CharField(
        label=label,
        min_length=least,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
        error_messages={
            "min_length": "请写清楚一些，至少%(limit_value)s个字（现在%(show_value)s个）。",
            "max_length": "最多%(limit_value)s个字，现在%(show_value)s个字，请删减。",
        },
        **kwargs,
    )


class AlarmForm(PortalFormMixin, forms.Form):
    """报警登记条: three fields, and nothing else first."""

    alarm_at = MomentField(label="几点报的警")
    taken_by = forms.CharField(label="接警单位和人", max_length=60)
    number = forms.CharField(label="警情号（可后补）", required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row(Column("alarm_at"), Column("taken_by"), Column("number")))


@draftable("case-edit")
class EditForm(PortalFormMixin, forms.Form):
    """Correct what was registered. `version` says on which state the form was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    category = CategoryField()
    place = PlaceField()
    safety = forms.ChoiceField(label="安全状况", choices=Safety.choices, widget=Chips)
    story = StoryField(label="反映情况", rows=8)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["category"].offer(today)
        self.fields["place"].offer(today)
        self.helper.layout = Layout(
            "version", Row(Column("category"), Column("place")), "safety", "story"
        )


class TellForm(PortalFormMixin, forms.Form):
    """告知当事人: in which way, and what was agreed with her."""

    way = forms.ChoiceField(label="怎样告知", choices=NoticeWay.choices, widget=forms.RadioSelect)
    note = words("说明（选填）", most=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="tell", **kwargs)


class LabelForm(PortalFormMixin, forms.Form):
    label = forms.ChoiceField(label="知悉范围", choices=AccessLabel.choices, widget=Chips)


def colleagues(unit_code):
    """People with a present posting in the unit."""
    return Account.objects.filter(
        is_active=True, postings__valid_to=None, postings__unit__code=unit_code
    ).order_by("name")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, account):
        return account.name


class ReaderForm(PortalFormMixin, forms.Form):
    account = PersonField(label="知悉人员", queryset=Account.objects.none())

    def __init__(self, *args, unit_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = colleagues(unit_code)


class RecusalForm(PortalFormMixin, forms.Form):
    """One person of the unit, or one unit, and why."""

    account = PersonField(label="回避人员", required=False, queryset=Account.objects.none())
    unit = forms.ModelChoiceField(label="或回避单位", required=False, queryset=Unit.objects.none())
    reason = words("理由", most=200)

    def __init__(self, *args, unit_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = colleagues(unit_code)
        self.fields["unit"].queryset = Unit.objects.valid_on(clock.today()).order_by("code")
        self.helper.layout = Layout(Row(Column("account"), Column("unit")), "reason")

    def clean(self):
        data = super().clean()
        if bool(data.get("account")) == bool(data.get("unit")):
            self.add_error("account", "请选一个人员或一个单位。")
        return data


class EmergencyForm(PortalFormMixin, forms.Form):
    reason = words("为什么现在要看", least=8, most=200)
