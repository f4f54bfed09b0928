"""What each step of rules.TRANSITIONS asks; most ask for one sentence."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.handling import (
    AnswerWay,
    Assistance,
    FollowUpWay,
    Result,
    Retention,
    Satisfaction,
    Settlement,
)
from cases.forms.case import words
from cases.models import HandlingWay
from portal.drafts.forms import OnceFormMixin
from portal.ui.forms import Chips, DayField, PortalFormMixin

YES_NO = [("yes", "是"), ("no", "否")]


class StepForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """One step with the sentence it asks for. A subclass adds what the step sets."""

    note = words("办理情况", most=2000, rows=3)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, prefix=step.name, **kwargs)
        self.fields["note"].label = step.asks
        self.arrange()

    def arrange(self):
        """Fields in their order; the note is last."""

    def values(self):
        """What the action sets on the case."""
        return {}


class HandleForm(StepForm):
    way = forms.ModelChoiceField(
        label="办理方式（选填）",
        required=False,
        queryset=HandlingWay.objects.none(),
        widget=Chips,
        empty_label=None,
    )

    def arrange(self):
        self.fields["way"].queryset = HandlingWay.objects.order_by("position")
        self.helper.layout = Layout("way", "note")

    def values(self):
        way = self.cleaned_data["way"]
        return {"way": way.pk if way else ""}


class ResultForm(StepForm):
    result = forms.ChoiceField(label="结果", choices=Result.choices, widget=Chips)
    settlement = forms.ChoiceField(label="化解情况", choices=Settlement.choices, widget=Chips)
    assistance = forms.ChoiceField(
        label="疏导、协理、代理（选填）",
        required=False,
        choices=Assistance.choices,
        widget=Chips,
    )

    def arrange(self):
        self.helper.layout = Layout(
            "result", Row(Column("settlement"), Column("assistance")), "note"
        )

    def values(self):
        return {name: self.cleaned_data[name] for name in ("result", "settlement", "assistance")}


class AnswerForm(StepForm):
    way = forms.ChoiceField(
        label="怎样答复", choices=AnswerWay.choices, widget=Chips, initial=AnswerWay.PHONE
    )
    wants_second = forms.BooleanField(label="本人要求复核后再办结", required=False)

    def arrange(self):
        self.helper.layout = Layout("way", "note", "wants_second")

    def values(self):
        data = self.cleaned_data
        is_written = data["way"] == AnswerWay.WRITTEN
        return {"is_answered_in_writing": is_written, "wants_second": data["wants_second"]}


class AgreeForm(StepForm):
    """One tap: the word stands ready."""

    note = words("意见", most=500, rows=2, initial="同意办结")


class ArchiveForm(StepForm):
    retention = forms.ChoiceField(
        label="保管期限", choices=Retention.choices, widget=Chips, initial=Retention.TEN
    )
    note = words("卷内材料", most=500, rows=2, initial="材料齐全，同意归档")

    def arrange(self):
        self.helper.layout = Layout("retention", "note")

    def values(self):
        return {"retention": self.cleaned_data["retention"]}


class FollowUpForm(StepForm):
    """回访. Who was not reached judged nothing; 不满意 needs its reason."""

    way = forms.ChoiceField(
        label="方式", choices=FollowUpWay.choices, widget=Chips, initial=FollowUpWay.PHONE
    )
    reached = forms.ChoiceField(label="联系上本人", choices=YES_NO, widget=Chips, initial="yes")
    answered = forms.ChoiceField(
        label="本人收到答复了吗（选填）", required=False, choices=YES_NO, widget=Chips
    )
    satisfaction = forms.ChoiceField(
        label="对妇联", choices=Satisfaction.choices, widget=Chips, initial=Satisfaction.NONE
    )
    unit_satisfaction = forms.ChoiceField(
        label="对承办单位", choices=Satisfaction.choices, widget=Chips, initial=Satisfaction.NONE
    )
    why_not = forms.CharField(label="不满意的原因", required=False, max_length=200)
    next_on = DayField(label="下次回访（选填）", required=False, lean="future")

    def arrange(self):
        self.helper.layout = Layout(
            Row(Column("way"), Column("reached"), Column("answered")),
            Row(Column("satisfaction"), Column("unit_satisfaction")),
            Row(Column("why_not"), Column("next_on")),
            "note",
        )

    def clean(self):
        data = super().clean()
        judged = [data.get("satisfaction"), data.get("unit_satisfaction")]
        if data.get("reached") == "no" and any(one != Satisfaction.NONE for one in judged):
            self.add_error("satisfaction", "没有联系上本人的，满意度选“未评价”。")
        if Satisfaction.BAD in judged and not data.get("why_not"):
            self.add_error("why_not", "不满意的，请写明原因。")
        return data

    def values(self):
        data = self.cleaned_data
        answered = {"yes": True, "no": False}.get(data["answered"])
        same = ("way", "satisfaction", "unit_satisfaction", "why_not", "next_on")
        made = {name: data[name] for name in same}
        return made | {"is_reached": data["reached"] == "yes", "was_answered": answered}


FORMS = {
    "handle": HandleForm,
    "result": ResultForm,
    "answer": AnswerForm,
    "agree": AgreeForm,
    "follow-up": FollowUpForm,
    "archive": ArchiveForm,
}


def step_form(step, *args, actor):
    """The form of one step, empty or with what was sent."""
    return FORMS.get(step.name, StepForm)(*args, actor=actor, step=step)
