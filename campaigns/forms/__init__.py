from campaigns.forms.activity import ActivityEntry, TapForm
from campaigns.forms.participating import ForwardForm, ReopenForm, SignForm, TownsForm
from campaigns.forms.plan import NewForm, PlanForm
from campaigns.forms.review import BehalfForm, CallForm, ExceptionForm, ReturnForm

__all__ = [
    "ActivityEntry",
    "BehalfForm",
    "CallForm",
    "ExceptionForm",
    "ForwardForm",
    "NewForm",
    "PlanForm",
    "ReopenForm",
    "ReturnForm",
    "SignForm",
    "TapForm",
    "TownsForm",
]
