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
from cases.forms.way import (
    DecideForm,
    ExtendForm,
    ExternalForm,
    FilterForm,
    InstructionForm,
    LinkForm,
    PauseForm,
    ProcedureForm,
)

__all__ = [
    "AlarmForm",
    "CallForm",
    "DecideForm",
    "EditForm",
    "EmergencyForm",
    "ExtendForm",
    "ExternalForm",
    "FilterForm",
    "InstructionForm",
    "LabelForm",
    "LinkForm",
    "PauseForm",
    "PhoneForm",
    "ProcedureForm",
    "ReaderForm",
    "RecusalForm",
    "StepForm",
    "TellForm",
    "step_form",
]
