"""转介 from the page of a case: whom to ask, the preview, out it goes; the unit complained of."""

from django.core.exceptions import PermissionDenied

from cases import actions
from cases.forms.referral import ComplaintForm, ReferForm
from cases.presenters import referral as presenters
from cases.rules import referral as rules
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.drafts.views import DraftMixin
from portal.ui.views import redirect_to, render, say

PAGE = "cases/referrals/refer.html"


class CaseRefer(DraftMixin, CaseView):
    """The form, then exactly what the receiver will read, then 发出转介."""

    permission = Permission.REFERRAL_SEND
    form_class = ReferForm

    def show(self, form, status=200, **extra):
        context = {"form": form, "case": self.case, **self.draft_context(self.case.number)}
        context["refusal"] = rules.send_refusal(self.case, self.request.actor)
        return render(self.request, PAGE, context | extra, {"refer-form": "form"}, status)

    def get(self, request, number):
        if self.case.unit_code != request.actor.unit_code:
            raise PermissionDenied("转介")
        return self.show(self.open_form(self.case.number, initial=self.initial()))

    def initial(self):
        """The unit of the same level that the class of matter suggests; no ticks, no text."""
        words = self.case.category.lead.split() if self.case.category else []
        form = ReferForm(actor=self.request.actor)
        units = list(form.fields["co"].queryset)
        fit = next((unit for word in words for unit in units if word in unit.name), None)
        if fit is None or rules.is_complained_of(self.case, code=fit.code, name=fit.short_name):
            return {}
        return {"lead": fit.pk}

    def post(self, request, number):
        form = self.sent_form()
        if not form.is_valid():
            return self.show(form, status=422)
        # What is sent is what was seen: a word changed after the preview shows the preview again.
        if request.POST.get("act") != "send" or request.POST.get("seen") != form.digest():
            return self.preview(form)
        if url := self.send(form, lambda: self.refer(form), about=self.case.number):
            return redirect_to(request, url)
        return self.show(form, status=422)

    def preview(self, form):
        given = {"case": self.case, "targets": form.targets(), "sharing": form.sharing()}
        actor, at = self.request.actor, clock.now()
        try:
            shared = actions.preview_referral(**given, actor=actor, at=at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.show(form, status=422)
        audit.record(actor=actor, action="referral.preview", target=self.case, at=at)
        preview = {"lines": presenters.shared_lines(shared), "subject": shared.subject}
        preview |= {"targets": given["targets"], "seen": form.digest()}
        return self.show(form, preview=preview)

    def refer(self, form):
        made = actions.send_referral(
            case=self.case,
            targets=form.targets(),
            sharing=form.sharing(),
            actor=self.request.actor,
            at=clock.now(),
        )
        say(self.request, f"已转介{len(made)}个单位。下一步：打印商请办理函，或等对方签收。")
        return self.case.get_absolute_url()


class CaseComplained(CaseView):
    """被反映单位."""

    permission = Permission.CASE_HANDLE

    def show(self, form, status=200):
        context = {"form": form, "case": self.case}
        return render(self.request, "cases/referrals/complained.html", context, status=status)

    def get(self, request, number):
        if self.case.unit_code != request.actor.unit_code:
            raise PermissionDenied("登记被反映单位")
        initial = {"unit": self.case.complained_unit_id}
        return self.show(ComplaintForm(actor=request.actor, initial=initial))

    def post(self, request, number):
        form = ComplaintForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, status=422)
        unit = form.cleaned_data["unit"]
        try:
            actions.name_complained_unit(
                case=self.case, unit=unit, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.show(form, status=422)
        say(request, "已登记被反映单位。" if unit else "已登记：没有被反映单位。")
        return redirect_to(request, self.case)
