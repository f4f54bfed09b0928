"""The file of a household as it is typed."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from families.choices import GroupKind, HouseholdKind
from families.models import Household, NeighbourGroup
from families.reference import villages_of
from portal import clock
from portal.ui.forms import Chips, DayField, NumberField, PortalFormMixin, Typeahead
from portal.units.models import Unit

FACTS = ("head_name", "members", "kind", "block", "door", "group", "phone")


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return unit.short_name.removesuffix("妇联")


class FactsForm(PortalFormMixin, forms.Form):
    """What is written down of a household. No identity number, no members' names."""

    head_name = forms.CharField(label="户主姓名", max_length=30)
    members = NumberField(label="人口", min_value=1, max_value=60)
    kind = forms.ChoiceField(label="家庭类型", choices=HouseholdKind.choices, widget=Chips)
    block = forms.CharField(
        label="村民组或楼栋单元",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 三组、3号楼2单元"}),
    )
    door = forms.CharField(label="门牌（选填，加密保存）", max_length=40, required=False)
    group = forms.ModelChoiceField(
        label="联创小组（选填）",
        required=False,
        queryset=NeighbourGroup.objects.none(),
        empty_label="未编组",
    )
    phone = forms.RegexField(
        label="电话（选填，加密保存）",
        regex=r"[0-9+\- ]{3,20}",
        required=False,
        error_messages={"invalid": "请填电话号码，只用数字和横线。"},
    )
    LAYOUT = (
        Row(Column("head_name"), Column("members")),
        "kind",
        Row(Column("block"), Column("door")),
        Row(Column("group"), Column("phone")),
    )

    def __init__(self, *args, village_code="", **kwargs):
        super().__init__(*args, **kwargs)
        groups = NeighbourGroup.objects.visible_to(self.actor)
        self.fields["group"].queryset = groups.filter(unit_code=village_code).order_by("name")
        if not village_code:
            del self.fields["group"]
        self.helper.layout = self.layout()

    def layout(self):
        if "group" in self.fields:
            return Layout(*self.LAYOUT)
        return Layout(*self.LAYOUT[:-1], "phone")

    def facts(self):
        return {name: self.cleaned_data.get(name) for name in FACTS}


class NewForm(FactsForm):
    """建档. A village writes for itself; above it the village is chosen."""

    village = UnitField(
        label="村（社区）", queryset=Unit.objects.none(), widget=Typeahead(), empty_label="请选择"
    )
    is_other = forms.BooleanField(
        label="确是另一户，不是上面列出的", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        actor = kwargs["actor"]
        villages = villages_of(actor, clock.today())
        is_village = villages.filter(code=actor.unit_code).exists()
        super().__init__(*args, village_code=actor.unit_code if is_village else "", **kwargs)
        self.fields["village"].queryset = villages
        if is_village:
            self.fields["village"].initial = villages.get(code=actor.unit_code)
            self.fields["village"].widget = forms.HiddenInput()
        self.helper.layout = Layout("village", *self.layout().fields, "is_other")

    def ask_whether_other(self):
        """Somebody with this head or door is there: the answer becomes visible."""
        self.fields["is_other"].widget = forms.CheckboxInput(attrs={"class": "form-check-input"})


class EditForm(FactsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def layout(self):
        return Layout("version", *super().layout().fields)


class SplitForm(FactsForm):
    """分户: the new household's own facts."""


class DayForm(PortalFormMixin, forms.Form):
    on = DayField(label="日期", lean="past")


class JoinForm(DayForm):
    """并户: into which household of the village."""

    into = forms.ModelChoiceField(
        label="并入哪一户", queryset=Household.objects.none(), widget=Typeahead()
    )
    field_order = ("into", "on")

    def __init__(self, *args, household, **kwargs):
        super().__init__(*args, **kwargs)
        others = Household.objects.visible_to(self.actor).active()
        others = others.filter(unit_code=household.unit_code).exclude(pk=household.pk)
        self.fields["into"].queryset = others.order_by("sequence")
        self.fields["into"].label_from_instance = lambda row: f"{row.sequence} {row.head_name}"


class TotalForm(PortalFormMixin, forms.Form):
    """总户数: a typed figure."""

    village = UnitField(label="村（社区）", queryset=Unit.objects.none(), empty_label=None)
    year = NumberField(label="年", min_value=2000, max_value=2199)
    households = NumberField(label="总户数", min_value=0, max_value=100_000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages_of(self.actor, clock.today())
        self.helper.layout = Layout(Row(Column("village"), Column("year"), Column("households")))


class GroupForm(PortalFormMixin, forms.Form):
    """联创小组."""

    village = UnitField(label="村（社区）", queryset=Unit.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="形式", choices=GroupKind.choices, widget=Chips)
    name = forms.CharField(label="名称", max_length=40)
    leader_name = forms.CharField(label="组长（选填）", max_length=30, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages_of(self.actor, clock.today())
        self.helper.layout = Layout(
            Row(Column("village"), Column("name"), Column("leader_name")), "kind"
        )
