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
from cases.forms.danger import (
    ActForm,
    CheckForm,
    ContactForm,
    DeclineForm,
    MinorForm,
    NoChangeForm,
    RiskForm,
    ScreeningForm,
)
from cases.forms.pressing import PressForm, PressReplyForm, PressSkipForm
from cases.forms.protection import (
    EvidenceForm,
    GuardForm,
    OrderForm,
    OrderStepForm,
    PlanForm,
    WarningForm,
)
from cases.forms.review import ReviewOriginalForm, review_form
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
    "ActForm",
    "AlarmForm",
    "CallForm",
    "CheckForm",
    "ContactForm",
    "DecideForm",
    "DeclineForm",
    "EditForm",
    "EmergencyForm",
    "EvidenceForm",
    "ExtendForm",
    "ExternalForm",
    "FilterForm",
    "GuardForm",
    "InstructionForm",
    "LabelForm",
    "LinkForm",
    "MinorForm",
    "NoChangeForm",
    "OrderForm",
    "OrderStepForm",
    "PauseForm",
    "PhoneForm",
    "PlanForm",
    "PressForm",
    "PressReplyForm",
    "PressSkipForm",
    "ProcedureForm",
    "ReaderForm",
    "RecusalForm",
    "ReviewOriginalForm",
    "RiskForm",
    "ScreeningForm",
    "StepForm",
    "TellForm",
    "WarningForm",
    "review_form",
    "step_form",
]
