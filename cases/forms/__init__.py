"""Shape and validation of what is typed about contacts and cases."""

from cases.forms.call import CallForm, PhoneForm
from cases.forms.case import (
    AlarmForm,
    EditForm,
    EmergencyForm,
    LabelForm,
    ReaderForm,
    RecusalForm,
    StepForm,
    TellForm,
)

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
]
