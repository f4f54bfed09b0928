"""转介和转送 on the page of a case, with the form for the unit complained of."""

from cases import registry
from cases.forms.referral import ComplaintForm
from cases.presenters import referral as presenters


def build(case, actor):
    it = presenters.section(case, actor)
    if it["may_name"]:
        initial = {"unit": case.complained_unit_id}
        it["complaint_form"] = ComplaintForm(actor=actor, initial=initial)
    return it


SECTION = registry.Section("referrals", "cases/sections/referrals.html", build, "main", order=40)
