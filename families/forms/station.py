"""阵地 as they are typed: five facts, who works there, and what the place has."""

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from families.choices import ModelLevel, StationKind
from families.models import Station
from families.models.station import BASELINE, MODEL
from portal import clock
from portal.ui.forms import Chips, DayField, NumberField, PortalFormMixin, Typeahead
from portal.units.models import Unit


def words(name):
    return Station._meta.get_field(name).verbose_name


def units_of(actor):
    """Federations of the actor's range that may run a station: no member units."""
    units = Unit.objects.valid_on(clock.today()).exclude(kind="member").exclude(kind="coordination")
    if not actor.scope:
        return units.none()
    return units.filter(code__gte=actor.scope, code__lt=actor.upto).order_by("code")


class Whole(NumberField):
    """How many people; empty is none."""

    def clean(self, value):
        return super().clean(value) or 0


class StationForm(PortalFormMixin, forms.Form):
    unit = forms.ModelChoiceField(
        label="所属单位", queryset=Unit.objects.none(), widget=Typeahead(), empty_label="请选择"
    )
    kind = forms.ChoiceField(label="类型", choices=StationKind.choices, widget=Chips)
    name = forms.CharField(label="名称", max_length=60)
    address = forms.CharField(
        label="地址", max_length=80, required=False, help_text="庇护所的地址不填。"
    )
    phone = forms.CharField(label="电话", max_length=30, required=False)
    head = forms.CharField(label="负责人", max_length=30, required=False)
    staff = Whole(label="工作人员", min_value=0, max_value=999, required=False)
    lawyers = Whole(label="法律服务团（人）", min_value=0, max_value=999, required=False)
    agents = Whole(label="信访代理员（人）", min_value=0, max_value=999, required=False)
    volunteers = Whole(label="志愿者（人）", min_value=0, max_value=99_999, required=False)
    model_level = forms.ChoiceField(
        label="示范级别", choices=[("", "不是示范站"), *ModelLevel.choices], required=False
    )
    approval = forms.CharField(label="批准文号", max_length=60, required=False)
    opened_on = DayField(label="挂牌日期", lean="past", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*BASELINE, *MODEL):
            self.fields[name] = forms.BooleanField(label=words(name), required=False)
        units = units_of(self.actor)
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name
        self.fields["unit"].initial = units.filter(code=self.actor.unit_code).first()
        self.helper.layout = self.layout()

    def layout(self):
        return Layout(
            *self.first(),
            Row(Column("name"), Column("phone")),
            Row(Column("address"), Column("head")),
            Fieldset("四有（每个站都要有）", Row(*(Column(name) for name in BASELINE))),
            Fieldset("五个一（示范站）", Row(*(Column(name) for name in MODEL))),
            Row(Column("model_level"), Column("approval"), Column("opened_on")),
            Row(Column("staff"), Column("lawyers"), Column("agents"), Column("volunteers")),
        )

    def first(self):
        return "unit", "kind"

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "unit"}


class StationEditForm(StationForm):
    """The unit stays; the version says what it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["unit"]

    def first(self):
        return "version", "kind"

    def values(self):
        return {name: value for name, value in super().values().items() if name != "version"}


class CloseForm(PortalFormMixin, forms.Form):
    on = DayField(label="撤销日期", lean="past")


class TargetForm(PortalFormMixin, forms.Form):
    """应建数 of one county."""

    unit = forms.ModelChoiceField(
        label="县（市、区）", queryset=Unit.objects.none(), empty_label=None
    )
    year = NumberField(label="年", min_value=2000, max_value=2199)
    towns = NumberField(label="应建乡镇（街道）维权站", min_value=0, max_value=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        counties = units_of(self.actor).filter(code__regex=r"^.{6}$")
        self.fields["unit"].queryset = counties
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name
        self.helper.layout = Layout(Row(Column("unit"), Column("year"), Column("towns")))
