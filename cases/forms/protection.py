"""告诫书, 人身安全保护令, evidence and the safety plan, as they are typed."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.protection import (
    EVIDENCE,
    PLAN,
    Applicant,
    CheckKind,
    EvidenceState,
    Ground,
    Measure,
)
from cases.forms.case import words
from portal import clock
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, DayField, ManyChips, PortalFormMixin
from portal.ui.moment import MomentField

NOT_LATER = "不能晚于今天。"


def past(form, data, *names):
    """Days that have been: an error beside each that lies ahead."""
    for name in names:
        if data.get(name) and data[name] > clock.today():
            form.add_error(name, NOT_LATER)


class WarningForm(PortalFormMixin, forms.Form):
    issued_on = DayField(label="出具日期", lean="past")
    issuer = forms.CharField(label="出具单位（派出所）", max_length=60)
    number = forms.CharField(label="文号（选填）", required=False, max_length=40)
    note = words("说明（选填）", most=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = Row(Column("issued_on"), Column("issuer"), Column("number"))
        self.helper.layout = Layout(row, "note")

    def clean(self):
        data = super().clean()
        past(self, data, "issued_on")
        return data


class GuardForm(PortalFormMixin, forms.Form):
    """查访 or 违反 of a warning or an order."""

    kind = forms.ChoiceField(label="类别", choices=CheckKind.choices, widget=Chips)
    seen_on = DayField(label="哪天", lean="past")
    by_whom = forms.CharField(label="谁去查访、谁发现", max_length=60)
    found = words("情况", most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = Row(Column("kind"), Column("seen_on"), Column("by_whom"))
        self.helper.layout = Layout(row, "found")

    def clean(self):
        data = super().clean()
        past(self, data, "seen_on")
        return data


class OrderForm(PortalFormMixin, forms.Form):
    """An application: by herself, or on her behalf with its ground and her will."""

    applicant = forms.ChoiceField(label="谁申请", choices=Applicant.choices, widget=Chips)
    ground = forms.ChoiceField(
        label="代为申请的法定情形",
        choices=[("", "本人申请，不选"), *Ground.choices],
        required=False,
        help_text="反家庭暴力法第二十三条、法释〔2022〕17号第二条",
    )
    will = words(
        "本人意愿：什么时候、怎样表示的（代为申请必填）", least=0, most=300, required=False
    )
    court = forms.CharField(label="向哪个法院", max_length=60)
    is_urgent = forms.BooleanField(label="情况紧急", required=False)
    measures = forms.MultipleChoiceField(
        label="请求法院采取的措施", choices=Measure.choices, widget=ManyChips
    )
    note = words("说明（选填）", most=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "applicant",
            Row(Column("ground"), Column("court")),
            "will",
            "measures",
            "is_urgent",
            "note",
        )


class OrderStepForm(PortalFormMixin, forms.Form):
    """The fields one step of an order asks for (rules.protection.STEPS)."""

    filed_on = DayField(label="提交日期", lean="past")
    accepted_at = MomentField(label="法院受理时间")
    decided_on = DayField(label="裁定日期", lean="past")
    number = forms.CharField(label="裁定文号", max_length=40)
    expires_on = DayField(label="有效期至（不超过六个月）", lean="future")
    note = words("说明", most=500)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in step.asks:
                del self.fields[name]
        self.helper.layout = Layout(*self.fields)

    def clean(self):
        data = super().clean()
        past(self, data, "filed_on", "decided_on")
        return data


class EvidenceForm(PortalFormMixin, forms.Form):
    """The eleven kinds: whether there is one, and a word about it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = []
        for name, label in EVIDENCE:
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=EvidenceState.choices,
                widget=Chips,
                required=False,
                initial=EvidenceState.UNKNOWN,
            )
            self.fields[f"{name}_note"] = forms.CharField(
                label="在哪、要补什么", required=False, max_length=100
            )
            rows.append(Row(Column(name, css_class="col-md-7"), Column(f"{name}_note")))
        self.helper.layout = Layout(*rows)
        self.helper.form_show_labels = True

    def items(self):
        data = self.cleaned_data
        return {
            name: {"state": data[name] or EvidenceState.UNKNOWN, "note": data[f"{name}_note"]}
            for name, _ in EVIDENCE
        }


Planned = type(
    "Planned",
    (forms.Form,),
    {
        name: words(label, least=0, most=500, required=False, help_text=hint)
        for name, label, hint in PLAN
    },
)


@draftable("case-plan")
class PlanForm(OnceFormMixin, PortalFormMixin, Planned):
    """安全计划, element by element; her word about paper at the end."""

    consent = forms.CharField(
        label="本人要求打印带走：什么时候、怎样表示的（没有要求的空着）",
        required=False,
        max_length=200,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [name for name, *_ in PLAN]
        pairs = [
            Row(Column(first), Column(second))
            for first, second in zip(names[::2], names[1::2], strict=True)
        ]
        self.helper.layout = Layout(*pairs, "consent")

    def parts(self):
        return {name: self.cleaned_data[name] for name, *_ in PLAN if self.cleaned_data[name]}
