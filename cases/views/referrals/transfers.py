"""转送 within the own system: offered from the page of a case, accepted on a page of its own."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from cases import actions
from cases.forms.referral import DeclineForm, TransferForm
from cases.models import Case, Transfer
from cases.rules import transfer as rules
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import PortalView, redirect_to, render


class CaseTransfer(CaseView):
    """转送: to which federation, and what it should know."""

    permission = Permission.CASE_TRANSFER

    def show(self, form, status=200):
        context = {"form": form, "case": self.case}
        context["refusal"] = rules.offer_refusal(self.case, self.request.actor)
        return render(self.request, "cases/referrals/offer.html", context, status=status)

    def get(self, request, number):
        if self.case.unit_code != request.actor.unit_code:
            raise PermissionDenied("转送")
        return self.show(TransferForm(actor=request.actor))

    def post(self, request, number):
        form = TransferForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, status=422)
        data = form.cleaned_data
        try:
            transfer = actions.offer_transfer(
                case=self.case,
                unit=data["unit"],
                note=data["note"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.show(form, status=422)
        messages.success(request, f"已转送{transfer.to_unit.short_name}，等对方接收。")
        return redirect_to(request, self.case)


class TransferView(PortalView):
    permission = Permission.CASE_TRANSFER

    @cached_property
    def transfer(self):
        visible = Transfer.objects.visible_to(self.request.actor).for_list()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def page(self, status=200, form=None):
        transfer, actor = self.transfer, self.request.actor
        audit.record(actor=actor, action="transfer.read", target=transfer, at=clock.now())
        context = {
            "transfer": transfer,
            "form": form or DeclineForm(actor=actor),
            "may_accept": rules.accept_refusal(transfer, actor) is None,
            "may_withdraw": rules.withdraw_refusal(transfer, actor) is None,
            "case": Case.objects.visible_to(actor).filter(pk=transfer.case_id).first(),
        }
        return render(self.request, "cases/referrals/transfer.html", context, status=status)


class TransferDetail(TransferView):
    def get(self, request, pk):
        return self.page()


class TransferAct(TransferView):
    """接收, 不接收, 撤回."""

    def post(self, request, pk, act):
        given = {"transfer": self.transfer, "actor": request.actor, "at": clock.now()}
        form = DeclineForm(request.POST, actor=request.actor) if act == "decline" else None
        if form is not None and not form.is_valid():
            return self.page(status=422, form=form)
        try:
            if act == "accept":
                case = actions.accept_transfer(**given)
                messages.success(request, f"已接收：{case.short_number}，由您经办。")
                return redirect_to(request, case)
            if form is not None:
                actions.decline_transfer(**given, note=form.cleaned_data["note"])
                messages.success(request, "已告知转出单位不接收。")
            else:
                actions.withdraw_transfer(**given)
                messages.success(request, "已撤回，事项仍在本单位。")
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(status=422, form=form)
        return redirect_to(request, self.transfer)
