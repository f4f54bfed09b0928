"""Beside the steps: 重件, links, clocks, the leader's word, the copy for the petition system."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import actions, forms
from cases.models import ExtensionRequest
from cases.presenters import national
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.masking import FieldClass
from portal.access.refusal import Refused
from portal.ui.views import redirect_to, render, say


class WayView(CaseView):
    """POST one thing about the case; a wrong form stands in its own place of the page."""

    permission = Permission.CASE_HANDLE
    form_class = None
    form_name = ""
    said = ""

    def work(self, data, **keys):
        """Call one action."""
        raise NotImplementedError

    def sent(self):
        return self.form_class(self.request.POST, self.request.FILES, actor=self.request.actor)

    def post(self, request, number, **keys):
        form = self.sent() if self.form_class else None
        shown = {self.form_name: form} if form is not None else {}
        if form is not None and not form.is_valid():
            return self.page(status=422, **shown)
        data = form.cleaned_data if form is not None else {}
        who = {"case": self.case, "actor": request.actor, "at": clock.now()}
        return self.act(lambda: self.work(data, **who, **keys), said=self.said, form=form, **shown)


class CaseRepeat(WayView):
    """是重件／并入／不是同一件事."""

    said = "已确认。"

    def post(self, request, number):
        if request.POST.get("is_repeat") != "merge":
            return super().post(request, number)
        undo = reverse("cases:undo", args=[number])
        try:
            first = actions.merge_repeat(case=self.case, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(status=422)
        say(request, f"已并入{first.short_number}，{self.case.short_number}作废。", undo)
        return redirect_to(request, first)

    def work(self, data, **who):
        is_repeat = self.request.POST.get("is_repeat") == "yes"
        actions.decide_repeat(is_repeat=is_repeat, **who)


class CaseLinkAdd(WayView):
    form_class, form_name, said = forms.LinkForm, "link_form", "已关联。"

    def work(self, data, **who):
        actions.link_cases(**data, **who)


class CaseLinkEnd(WayView):
    said = "已解除关联。"

    def work(self, data, *, pk, **who):
        actions.end_link(link=pk, **who)


class CaseProcedure(WayView):
    form_class, form_name, said = forms.ProcedureForm, "procedure_form", "办理程序已确定。"

    def work(self, data, **who):
        actions.set_procedure(**data, **who)


class ClockPause(WayView):
    form_class, form_name, said = forms.PauseForm, "pause_form", "期限已中止，恢复后继续计算。"

    def work(self, data, *, pk, **who):
        actions.pause_clock(deadline=pk, **data, **who)


class ClockResume(WayView):
    said = "期限已恢复。"

    def work(self, data, *, pk, **who):
        actions.resume_clock(deadline=pk, **who)


class ClockExtend(WayView):
    form_class, form_name, said = forms.ExtendForm, "extend_form", "已申请延期，等待主管审批。"

    def work(self, data, *, pk, **who):
        actions.ask_extension(deadline=pk, **data, **who)


class ClockDecide(WayView):
    """批准延期 or not: the leader's word on a request."""

    permission = Permission.CASE_LEAD
    form_class, form_name, said = forms.DecideForm, "decide_form", "已保存对延期申请的意见。"

    def work(self, data, *, pk, **who):
        get_object_or_404(ExtensionRequest.objects.visible_to(who["actor"]), case=self.case, pk=pk)
        is_approved = self.request.POST.get("approve") == "yes"
        actions.decide_extension(asked_pk=pk, is_approved=is_approved, answer=data["answer"], **who)


class ClockTold(WayView):
    said = "已登记：延期和理由已告知当事人。"

    def work(self, data, *, pk, **who):
        actions.told_of_extension(deadline=pk, **who)


class CaseInstruction(WayView):
    form_class, form_name, said = forms.InstructionForm, "instruction_form", "领导批示已录入。"

    def work(self, data, **who):
        actions.type_instruction(**data, **who)


class CaseNational(CaseView):
    """复制到信访系统: everything in the petition system's order, to be copied at one stroke.

    Names and numbers stand in full on it: who opened it is written down.
    """

    permission = Permission.CASE_UNMASK

    def show(self, form, status=200):
        actor, case = self.request.actor, self.case
        actions.unmask(case=case, actor=actor, at=clock.now(), field_class=FieldClass.IDENTITY)
        rows = national.rows(case, actor)
        context = {"case": case, "rows": rows, "lines": national.as_lines(rows), "form": form}
        return render(self.request, "cases/national.html", context, status=status)

    def get(self, request, number):
        initial = {"external_number": self.case.external_number}
        return self.show(forms.ExternalForm(actor=request.actor, initial=initial))

    def post(self, request, number):
        form = forms.ExternalForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            actions.set_external_number(
                case=self.case, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.show(form, status=422)
        say(request, "外部编号已保存。")
        return redirect_to(request, self.case)
