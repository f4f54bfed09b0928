"""A round as it is set up."""

from typing import Any

from django import forms

from families.actions import Plan
from families.choices import STAGES
from families.models import Standard
from families.rules.steps import level_of
from portal import clock
from portal.ui.forms import DayField, NumberField, PortalFormMixin
from portal.units.models import Unit

KINDS_BELOW = {"city": ("federation", "zone"), "county": ("town_federation",)}


def units_below(actor):
    """Units that get a quota: the counties of a city, the towns of a county."""
    kinds = KINDS_BELOW.get(level_of(actor.unit_code), ())
    units = Unit.objects.valid_on(clock.today()).filter(kind__in=kinds)
    return units.filter(code__gte=actor.unit_code, code__lt=actor.unit_code + "~").order_by("code")


class RoundForm(PortalFormMixin, forms.Form):
    """Year, standard, stages with their days, quotas; who approved the naming, if anybody did."""

    year = NumberField(label="年度", min_value=2000, max_value=2199)
    name = forms.CharField(label="名称", max_length=40)
    standard = forms.ModelChoiceField(
        label="评分标准", queryset=Standard.objects.none(), empty_label="请选择"
    )
    difference = NumberField(label="与自评相差多少分须写说明", min_value=0, max_value=100)
    authority = forms.CharField(label="批准机关", max_length=60, required=False)
    approval_number = forms.CharField(label="批准文号", max_length=60, required=False)
    vetting_rule = forms.CharField(label="联审依据的国家规定", max_length=80, required=False)
    vetting_number = forms.CharField(label="规定文号", max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standards = Standard.objects.visible_to(self.actor).exclude(status="retired")
        self.fields["standard"].queryset = standards.order_by("code", "-version")
        self.units = list(units_below(self.actor))
        for stage in STAGES:
            self.fields[f"{stage}-on"] = forms.BooleanField(label=stage.label, required=False)
            self.fields[f"{stage}-from"] = DayField(label=f"{stage.short}自", required=False)
            self.fields[f"{stage}-to"] = DayField(label=f"{stage.short}至", required=False)
        for unit in self.units:
            self.fields[f"quota-{unit.code}"] = NumberField(
                label=unit.short_name.removesuffix("妇联"),
                required=False,
                min_value=0,
                max_value=100_000,
            )
        for field in self.fields.values():
            is_tick = isinstance(field.widget, forms.CheckboxInput)
            is_select = isinstance(field.widget, forms.Select)
            kind = "form-check-input" if is_tick else "form-select" if is_select else "form-control"
            field.widget.attrs["class"] = kind

    @property
    def stage_rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"{s}-on"], self[f"{s}-from"], self[f"{s}-to"]) for s in STAGES]

    @property
    def quota_fields(self) -> list[Any]:
        return [self[f"quota-{unit.code}"] for unit in self.units]

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        plain = ("year", "name", "standard", "difference", "authority", "approval_number",
                 "vetting_rule", "vetting_number")  # fmt: skip
        return Plan(
            **{name: data[name] for name in plain},
            stages={
                stage: (data[f"{stage}-from"], data[f"{stage}-to"])
                for stage in STAGES
                if data[f"{stage}-on"]
            },
            quotas={
                unit.code: data[f"quota-{unit.code}"]
                for unit in self.units
                if data[f"quota-{unit.code}"] is not None
            },
        )


def initial_of(round_: Any) -> dict[str, Any]:
    """What the form shows of a round that is there; its stages and quotas fetched."""
    plain = ("year", "name", "standard", "difference", "authority", "approval_number",
             "vetting_rule", "vetting_number")  # fmt: skip
    made = {name: getattr(round_, name) for name in plain}
    for row in round_.stages.all():
        made |= {
            f"{row.stage}-on": row.is_on,
            f"{row.stage}-from": row.opens_on,
            f"{row.stage}-to": row.closes_on,
        }
    return made | {f"quota-{row.for_code}": row.places for row in round_.quotas.all()}


def initial_new(year: int) -> dict[str, Any]:
    return {"year": year, "name": "平安家庭评选", "difference": 10} | {
        f"{stage}-on": True for stage in STAGES
    }
