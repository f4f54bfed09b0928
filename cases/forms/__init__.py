"""Shape and validation of what is typed about contacts and cases."""

from cases.forms.call import CallForm, PhoneForm
from cases.forms.case import (
    AlarmForm,
    EditForm,
    EmergencyForm,
    LabelForm,
    ReaderForm,
    RecusalForm,
    TellForm,
)
from cases.forms.steps import StepForm, step_form

__all__ = [
    "AlarmForm",
    "CallForm",
    "EditForm",
    "EmergencyForm",
    "LabelForm",
    "PhoneForm",
    "ReaderForm",
    "RecusalForm",
    "StepForm",
    "TellForm",
    "step_form",
]
