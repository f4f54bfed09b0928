"""What is typed about a late case: the call that was noted, and the answer of the unit below."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.pressing import PressStep, PressWay
from cases.forms.case import words
from portal.ui.forms import Chips, PortalFormMixin


class PressForm(PortalFormMixin, forms.Form):
    """记一次电话: who took it, what was said."""

    spoke_with = forms.CharField(label="谁接的", max_length=40, required=False)
    answer = forms.CharField(label="怎么答复", max_length=200, required=False)
    step = forms.ChoiceField(choices=PressStep.choices, widget=forms.HiddenInput)
    way = forms.ChoiceField(
        choices=PressWay.choices, widget=forms.HiddenInput, initial=PressWay.PHONE
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.render_hidden_fields = True
        self.helper.layout = Layout(Row(Column("spoke_with"), Column("answer")))


class PressSkipForm(PortalFormMixin, forms.Form):
    """不按次序: which step, and why it cannot wait for the one before. 督办 goes out on paper."""

    step = forms.ChoiceField(label="直接", choices=PressStep.choices[1:], widget=Chips)
    why_skipped = words("为什么不按次序", least=6, most=200, rows=2)

    def __init__(self, *args, steps=(), **kwargs):
        super().__init__(*args, **kwargs)
        if steps:
            self.fields["step"].choices = [(step.value, step.label) for step in steps]

    def clean(self):
        data = super().clean()
        is_last = data.get("step") == PressStep.SUPERVISE
        return data | {"way": PressWay.PAPER if is_last else PressWay.PLATFORM}


class PressReplyForm(PortalFormMixin, forms.Form):
    reply = words("办理到哪一步、为什么逾期、什么时候办完", least=6, most=500, rows=3)
    original = forms.FileField(label="盖章的书面回复（选填，照片、PDF或OFD）", required=False)
