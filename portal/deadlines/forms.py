"""A day and a rule, to be told the last day."""

from datetime import datetime, time

from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from portal.deadlines.choices import Basis, Counting
from portal.deadlines.models import ClockRule
from portal.deadlines.rules import FAR_DAY, FIRST_YEAR, LAST_YEAR, MOST, WRONG_LENGTH
from portal.ui.forms import DayField, NumberField, PortalFormMixin

OWN = "own"
START_OF_DAY = time(0, 0)


class CalculatorForm(PortalFormMixin, forms.Form):
    """Either a rule of the table, or a length and a way of counting typed by hand."""

    on = DayField(label="从哪天起算（收到、登记、受理之日）")
    at = forms.TimeField(
        label="几点（按小时计的才填）",
        required=False,
        input_formats=["%H:%M", "%H：%M", "%H.%M", "%H点%M分", "%H点"],
        error_messages={"invalid": "请填时刻，例如 16:20。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "如 16:20"}),
    )
    rule = forms.ChoiceField(label="哪一项期限")
    length = NumberField(
        label="自填时限",
        required=False,
        min_value=1,
        max_value=MOST,
        error_messages={"invalid": WRONG_LENGTH, "min_value": WRONG_LENGTH,
                        "max_value": WRONG_LENGTH},
    )  # fmt: skip
    counting = forms.ChoiceField(
        label="自填计法", required=False, choices=[("", "—"), *Counting.choices]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = {rule.code: rule for rule in ClockRule.objects.present().counted()}
        self.fields["rule"].choices = self.offers()
        self.helper.layout = Layout(
            Row(Column("on"), Column("at")), "rule", Row(Column("length"), Column("counting"))
        )

    def offers(self):
        """Our own first: law, then policy; what is only for comparison last."""
        groups = {label: [] for label in (*Basis.labels, "外地或旧规定，仅供参考")}
        for rule in self.rules.values():
            group = "外地或旧规定，仅供参考" if rule.is_local else Basis(rule.basis).label
            groups[group].append((rule.code, str(rule)))
        return [*groups.items(), (OWN, "自填时限和计法")]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(FAR_DAY)
        return day

    def clean(self):
        data = super().clean()
        if data.get("rule") == OWN:
            if data.get("length") is None and "length" not in self.errors:
                self.add_error("length", WRONG_LENGTH)
            if not data.get("counting"):
                self.add_error("counting", "请选工作日、日或小时。")
        return data

    def question(self):
        """What presenters.told asks for."""
        data = self.cleaned_data
        rule = self.rules.get(data["rule"])
        at = datetime.combine(data["on"], data["at"] or START_OF_DAY)
        return {
            "at": timezone.make_aware(at),
            "length": rule.length if rule else data["length"],
            "counting": Counting(rule.counting if rule else data["counting"]),
            "event": rule.event if rule else "起算",
            "duty": rule.duty if rule else "办理",
            "source": rule.source if rule else "",
            "title": str(rule) if rule else "自填期限",
        }
