"""What is typed about a 转介: whom to ask, what they read, and each step of both sides."""

import hashlib
import re

from crispy_forms.layout import Column, Div, Layout, Row
from django import forms

from cases.actions import Answer, Brought, Sharing, Target
from cases.choices.referral import (
    Acceptance,
    ChaseStep,
    ChaseWay,
    Delivery,
    ReferralKind,
    ReportResult,
    ReturnReason,
    Ruling,
    SharingBasis,
    Told,
)
from cases.forms.case import words
from portal import clock
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import ONCE, draftable
from portal.ui.forms import Chips, DayField, ManyChips, NumberField, PortalFormMixin, Typeahead
from portal.ui.moment import MomentField
from portal.units.models import Unit

OUTSIDE = [(way.value, way.label) for way in Delivery if way != Delivery.PLATFORM]
MOST_OUTSIDE = 6


class UnitField(forms.ModelChoiceField):
    """A unit that may be asked; one of the city is marked, it goes by way of the city office."""

    own = ""

    def label_from_instance(self, unit):
        by_city = self.own and not unit.code.startswith(self.own)
        return f"{unit.short_name}（经市妇联转出）" if by_city else unit.short_name


def askable(actor):
    """Units of the same county first, then those of the city (users.md c5)."""
    units = Unit.objects.valid_on(clock.today()).filter(kind="member")
    own = actor.unit_code[:6] if len(actor.unit_code) > 4 else actor.unit_code
    city = actor.unit_code[:4]
    return units.filter(code__startswith=f"{own}M"), units.filter(code__startswith=f"{city}M"), own


@draftable("case-refer")
class ReferForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """转介: one lead, any number that help; a unit outside the portal is typed by its name."""

    lead = UnitField(
        label="主办单位", required=False, queryset=Unit.objects.none(), widget=Typeahead()
    )
    lead_outside = forms.CharField(
        label="或系统外单位（镇政府、派出所、法院等）", required=False, max_length=40
    )
    co = forms.ModelMultipleChoiceField(
        label="协办单位", required=False, queryset=Unit.objects.none(), widget=ManyChips
    )
    co_outside = forms.CharField(
        label="系统外协办单位（几个的用顿号隔开）", required=False, max_length=120
    )
    what = words("情况摘要（不写姓名、电话、住址）", least=10, most=1000, rows=4)
    asked_for = words("商请办理什么", least=6, most=500, rows=2)
    with_name = forms.BooleanField(label="同时提供当事人姓名", required=False)
    with_phone = forms.BooleanField(label="同时提供联系电话", required=False)
    with_whereabouts = forms.BooleanField(label="同时提供现住址", required=False)
    basis = forms.ChoiceField(
        label="提供信息的依据", choices=SharingBasis.choices, widget=forms.RadioSelect
    )
    consent_at = MomentField(label="当事人何时同意的", required=False)
    basis_note = forms.CharField(label="以何种方式同意，或依据的具体情形", max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        near, city, own = askable(self.actor)
        self.fields["lead"].queryset = (near | city).distinct().order_by("-code")
        self.fields["lead"].own = own
        self.fields["co"].queryset = near.order_by("code")
        self.fields["co"].label_from_instance = lambda unit: unit.short_name
        self.helper.layout = Layout(
            Row(Column("lead"), Column("lead_outside")),
            "co",
            "co_outside",
            "what",
            "asked_for",
            Div("with_name", "with_phone", "with_whereabouts", css_class="ticks"),
            "basis",
            Row(Column("consent_at"), Column("basis_note")),
        )

    def clean(self):
        data = super().clean()
        if data.get("lead") and data.get("lead_outside"):
            self.add_error("lead_outside", "主办单位只能有一个：请选系统内单位，或写系统外单位。")
        if len(self.outside()) > MOST_OUTSIDE:
            self.add_error("co_outside", f"一次最多{MOST_OUTSIDE}个系统外单位。")
        return data

    def digest(self):
        """Of what was typed: tells whether it is still what the preview showed."""
        typed = [(name, self.data.getlist(name)) for name in sorted(self.fields) if name != ONCE]
        return hashlib.sha256(repr(typed).encode()).hexdigest()

    def outside(self):
        typed = self.cleaned_data.get("co_outside", "")
        return [name for name in re.split(r"[、，,；;\s]+", typed) if name]

    def targets(self):
        data, lead, co = self.cleaned_data, ReferralKind.LEAD, ReferralKind.CO
        made = [Target(lead, unit=data["lead"])] if data["lead"] else []
        made += [Target(lead, name=data["lead_outside"])] if data["lead_outside"] else []
        made += [Target(co, unit=unit) for unit in data["co"]]
        return made + [Target(co, name=name) for name in self.outside()]

    def sharing(self):
        same = ("what", "asked_for", "basis", "basis_note", "consent_at", "with_name",
                "with_phone", "with_whereabouts")  # fmt: skip
        return Sharing(**{name: self.cleaned_data[name] for name in same})


class StepForm(PortalFormMixin, forms.Form):
    """One step of a referral. `on_behalf` adds how it came (代签收、代录); `values()` is what the
    action asks for besides referral, actor and at."""

    def __init__(self, *args, move, on_behalf=False, **kwargs):
        super().__init__(*args, prefix=move, **kwargs)
        self.on_behalf = on_behalf
        if not on_behalf:
            for name in ("delivery", "source", "came_at"):
                self.fields.pop(name, None)
        self.helper.layout = Layout(*self.fields)

    def brought(self):
        if not self.on_behalf:
            return {}
        data = self.cleaned_data
        return {"brought": Brought(data["delivery"], data["source"], data["came_at"])}

    def values(self):
        asked = set(self.fields) - {"delivery", "source", "came_at"}
        return {name: self.cleaned_data[name] for name in asked} | self.brought()


class BehalfFields(forms.Form):
    delivery = forms.ChoiceField(label="对方怎么告知的", choices=OUTSIDE, widget=Chips)
    source = forms.CharField(label="对方是谁，或哪份来函", max_length=80)
    came_at = MomentField(label="什么时候（选填，默认现在）", required=False)


class BareForm(StepForm):
    """A step that asks nothing more."""


class ReceiveForm(BehalfFields, StepForm):
    field_order = ["delivery", "source", "came_at"]


class ReturnForm(BehalfFields, StepForm):
    reason = forms.ChoiceField(label="为什么退回", choices=ReturnReason.choices, widget=Chips)
    text = words("具体说明，应由哪个单位办理", least=10, most=300)
    field_order = ["reason", "text", "delivery", "source", "came_at"]


class RuleForm(StepForm):
    ruling = forms.ChoiceField(
        label="裁定", choices=[one for one in Ruling.choices if one[0]], widget=Chips
    )
    text = words("理由（不同意的必填）", least=2, most=300, required=False)


class NoteForm(BehalfFields, StepForm):
    text = words("进展", least=4, most=300)
    field_order = ["text", "delivery", "source", "came_at"]


class ExtensionForm(BehalfFields, StepForm):
    days = NumberField(label="延长几日（最多30日）", min_value=1, max_value=30)
    text = words("理由", least=4, most=200)
    field_order = ["days", "text", "delivery", "source", "came_at"]


class ReasonForm(StepForm):
    """Why: 收回, 不予转出, 退回补充."""

    text = words("原因", least=4, most=300)


class ReportForm(BehalfFields, StepForm):
    """反馈: five things (users.md d2). 已答复 is empty on purpose."""

    acceptance = forms.ChoiceField(
        label="是否受理", choices=Acceptance.choices, widget=Chips, initial=Acceptance.ACCEPTED
    )
    document = forms.CharField(label="警情号或文号（选填）", required=False, max_length=60)
    results = forms.MultipleChoiceField(
        label="处理结果", choices=ReportResult.choices, required=False, widget=ManyChips
    )
    text = words("一句话说明结果", least=10, most=1000, rows=2)
    told = forms.ChoiceField(label="是否已答复当事人", choices=Told.choices, widget=Chips)
    told_on = DayField(label="哪天答复的", required=False, lean="past")
    told_note = forms.CharField(label="未答复或不宜答复的原因", required=False, max_length=200)
    late_reason = forms.CharField(label="超期原因（一句话）", required=False, max_length=200)
    original = forms.FileField(
        label="盖章件（选填，照片、PDF或OFD）", required=False, help_text="也可以以后在下面补传。"
    )
    field_order = ["acceptance", "document", "results", "text", "told", "told_on", "told_note",
                   "late_reason", "original", "delivery", "source", "came_at"]  # fmt: skip

    def __init__(self, *args, is_late=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]
        late = ["late_reason"] if is_late else []
        behalf = [Row(Column("delivery"), Column("source"), Column("came_at"))]
        self.helper.layout = Layout(
            Row(Column("acceptance"), Column("document")),
            "results",
            "text",
            Row(Column("told"), Column("told_on"), Column("told_note")),
            *late,
            "original",
            *(behalf if self.on_behalf else []),
        )

    def values(self):
        data = self.cleaned_data
        asked = set(self.fields) - {"delivery", "source", "came_at"}
        return {"answer": Answer(**{name: data[name] for name in asked})} | self.brought()


class ChaseForm(PortalFormMixin, forms.Form):
    """记一次电话: three things."""

    spoke_with = forms.CharField(label="谁接的", max_length=40, required=False)
    answer = forms.CharField(label="怎么答复", max_length=200, required=False)
    promised_on = DayField(label="答应哪天（选填）", required=False, lean="future")
    step = forms.ChoiceField(choices=ChaseStep.choices, widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=ChaseWay.choices, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.render_hidden_fields = True
        self.helper.layout = Layout(
            Row(Column("spoke_with"), Column("answer"), Column("promised_on"))
        )


class TransferForm(PortalFormMixin, forms.Form):
    """转送: to which federation, and what it should know. No name: it is read before accepting."""

    unit = forms.ModelChoiceField(
        label="转给", queryset=Unit.objects.none(), widget=Typeahead(), empty_label=None
    )
    note = words("转送说明（不写姓名、电话、住址）", least=6, most=300, rows=3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ["office", "federation", "zone"]
        units = Unit.objects.valid_on(clock.today()).filter(kind__in=kinds)
        self.fields["unit"].queryset = units.exclude(code=self.actor.unit_code).order_by("code")


class DeclineForm(PortalFormMixin, forms.Form):
    note = words("不接收的理由，应由哪个单位办理", least=6, most=300)


class ComplaintForm(PortalFormMixin, forms.Form):
    """被反映单位: its people find nothing of the case from now on. Empty: no unit is."""

    unit = forms.ModelChoiceField(
        label="被反映单位", required=False, queryset=Unit.objects.none(), widget=Typeahead(),
        empty_label="没有被反映单位",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="complaint", **kwargs)
        self.fields["unit"].queryset = Unit.objects.valid_on(clock.today()).order_by("code")
