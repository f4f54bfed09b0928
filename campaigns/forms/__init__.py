from campaigns.forms.activity import ActivityEntry, TapForm
from campaigns.forms.participating import ForwardForm, ReopenForm, SignForm, TownsForm
from campaigns.forms.plan import NewForm, PlanForm

__all__ = [
    "ActivityEntry",
    "ForwardForm",
    "NewForm",
    "PlanForm",
    "ReopenForm",
    "SignForm",
    "TapForm",
    "TownsForm",
]
