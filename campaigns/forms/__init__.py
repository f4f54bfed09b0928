from campaigns.forms.participating import ForwardForm, ReopenForm, SignForm, TownsForm
from campaigns.forms.plan import NewForm, PlanForm

__all__ = ["ForwardForm", "NewForm", "PlanForm", "ReopenForm", "SignForm", "TownsForm"]
