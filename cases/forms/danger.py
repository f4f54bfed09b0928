"""What is asked and typed about her safety."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.danger import (
    FIRST_QUESTIONS,
    ITEMS,
    PLAIN_ANSWERS,
    ActKind,
    MinorOutcome,
    MinorSituation,
    RiskLevel,
)
from cases.forms.case import words
from cases.forms.fields import PhoneField
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, DayField, PortalFormMixin
from portal.ui.moment import MomentField


def asked(number, item):
    """One question: a yes, a no or 不知道, and where the item has one the yes that is red."""
    star = "（红线）" if item.is_red_line else ""
    field = forms.ChoiceField(
        label=f"{number}. {item.words}{star}", choices=item.answers, widget=Chips
    )
    field.error_messages["required"] = "请选择；没有问到的选“不知道”。"
    return field


class QuestionsForm(PortalFormMixin, forms.Form):
    """A list of questions; `answers()` is what the actions keep."""

    items = ()

    def answers(self):
        return {item.name: self.cleaned_data[item.name] for item in self.items}


class CheckForm(QuestionsForm):
    """家暴四问: asked before anything else."""

    items = FIRST_QUESTIONS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="check", **kwargs)
        for item in self.items:
            self.fields[item.name] = forms.ChoiceField(
                label=item.words,
                choices=PLAIN_ANSWERS,
                widget=Chips,
                error_messages={"required": "请选择。"},
            )
        self.helper.layout = Layout(*self.fields)


# Declared, not added later: a draft keeps declared fields alone.
Asked = type(
    "Asked", (forms.Form,), {item.name: asked(number, item) for number, item in enumerate(ITEMS, 1)}
)


@draftable("case-screening")
class ScreeningForm(OnceFormMixin, QuestionsForm, Asked):
    """十五项评估: every item is asked; 不知道 is an answer. Kept while the woman is telling."""

    items = ITEMS
    note = words("说明（选填）", most=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*[item.name for item in self.items], "note")


class DeclineForm(PortalFormMixin, forms.Form):
    reason = words("本人怎么说的，为什么没有现实危险", least=8, most=300, rows=3)


class NoChangeForm(PortalFormMixin, forms.Form):
    note = words("怎么联系的，情况怎样", most=500)


class RiskForm(PortalFormMixin, forms.Form):
    """Another colour by judgement, with its reason."""

    level = forms.ChoiceField(label="调整为", choices=RiskLevel.choices, widget=Chips)
    reason = words("理由", least=8, most=500)


class ActForm(PortalFormMixin, forms.Form):
    """What was done for her safety, and where it is kept from others."""

    kind = forms.ChoiceField(label="做了什么", choices=ActKind.choices)
    done_at = MomentField(label="什么时候")
    whom = forms.CharField(label="单位或人（选填）", required=False, max_length=60)
    place = forms.CharField(
        label="地点（选填，加密保存，不打印不导出）", required=False, max_length=100
    )
    phone = PhoneField(label="联系电话（选填，加密保存）", required=False)
    until = DayField(label="到哪天（选填）", required=False, lean="future")
    note = words("说明（选填）", most=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("kind"), Column("done_at"), Column("whom")),
            Row(Column("place"), Column("phone"), Column("until")),
            "note",
        )


class MinorForm(PortalFormMixin, forms.Form):
    """强制报告: who reported, when, to whom; or why none is due."""

    outcome = forms.ChoiceField(label="怎么处理", choices=MinorOutcome.choices, widget=Chips)
    situation = forms.ChoiceField(
        label="情形", choices=[("", "请选择"), *MinorSituation.choices], required=False
    )
    reported_at = MomentField(label="报告时间", required=False)
    reporter = forms.CharField(label="报告人", required=False, max_length=30)
    reported_to = forms.CharField(label="接报单位和人", required=False, max_length=60)
    receipt_number = forms.CharField(
        label="回执号或警情号（可后补）", required=False, max_length=40
    )
    reason = words("不需报告的，写明理由", least=8, most=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "outcome",
            Row(Column("situation"), Column("reported_at"), Column("reporter")),
            Row(Column("reported_to"), Column("receipt_number")),
            "reason",
        )

    def clean(self):
        data = super().clean()
        reported = data.get("outcome") == MinorOutcome.REPORTED
        needed = (
            ("situation", "reported_at", "reporter", "reported_to") if reported else ("reason",)
        )
        for name in needed:
            if data.get("outcome") and not data.get(name) and name not in self.errors:
                self.add_error(name, "请填写。")
        if data.get("outcome") and not reported:
            data |= {"situation": "", "reported_at": None, "reporter": "", "reported_to": "",
                     "receipt_number": ""}  # fmt: skip
        return data


class ContactForm(PortalFormMixin, forms.Form):
    """安全联系: how and when she may be reached."""

    safe_contact = words("用什么方式联系她是安全的", least=0, most=200, required=False)
    safe_times = forms.CharField(
        label="什么时间联系是安全的",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "如 工作日上午，孩子上学时"}),
    )
    code_word = forms.CharField(
        label="暗语（对方接电话时怎么说）",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    no_message = forms.BooleanField(label="不能发短信", required=False)
    no_paper = forms.BooleanField(
        label="不宜书面送达（书面送达可能危及安全，本人同意改为当面领取或安全电话告知）",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "safe_contact",
            Row(Column("safe_times"), Column("code_word")),
            "no_message",
            "no_paper",
        )
