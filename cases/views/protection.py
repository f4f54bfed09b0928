"""告诫书, 人身安全保护令, evidence and the safety plan."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import actions, forms
from cases.models import ProtectionOrder, WarningLetter
from cases.presenters import protection as presenters
from cases.rules import protection as rules
from cases.views.protected import KeptForm, ProtectionForm, ProtectionView
from portal import clock
from portal.access.refusal import Refused
from portal.ui.views import redirect_to, render


class CaseWarningNew(ProtectionForm):
    form_class = forms.WarningForm
    title = "登记告诫书"
    note = "公安机关出具的家庭暴力告诫书（反家庭暴力法第十六条）。原件可作为材料上传。"
    said = "告诫书已登记。请约好查访。"

    def write(self, form):
        self.do(actions.register_warning, **form.cleaned_data)


class CaseWarning(ProtectionForm):
    """One warning with its visits and breaches, and the form for the next."""

    form_class = forms.GuardForm
    title = "告诫书"
    submit = "登记"
    said = "已登记。"
    frame = "cases/safety/guard.html"

    @cached_property
    def warning(self):
        visible = WarningLetter.objects.visible_to(self.request.actor).filter(case=self.case)
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def initial(self):
        return {"kind": "visit", "seen_on": clock.today()}

    def more(self):
        return presenters.warning_page(self.warning, self.request.actor)

    def write(self, form):
        self.do(actions.record_check, warning=self.warning, **form.cleaned_data)


class CaseOrderNew(ProtectionForm):
    form_class = forms.OrderForm
    title = "申请人身安全保护令"
    note = "不以离婚诉讼为前提；证明到“较大可能性”即可。代为申请须有法定情形，并尊重本人意愿。"
    said = "已登记，正在准备材料。"

    def initial(self):
        return {"applicant": "herself", "court": presenters.court_of(self.case)}

    def write(self, form):
        self.do(actions.prepare_order, **form.cleaned_data)


class OrderView(ProtectionForm):
    """Something about one order of this case."""

    @cached_property
    def order(self):
        visible = ProtectionOrder.objects.visible_to(self.request.actor).filter(case=self.case)
        return get_object_or_404(visible.select_related("case"), pk=self.kwargs["pk"])

    @property
    def place(self):
        return reverse("cases:order", args=[self.case.number, self.order.pk])


class CaseOrder(OrderView):
    """One order: its way, the court's own hours as a reference, visits and breaches."""

    form_class = forms.GuardForm
    title = "人身安全保护令"
    submit = "登记"
    said = "已登记。"
    frame = "cases/safety/guard.html"

    def initial(self):
        return {"kind": "visit", "seen_on": clock.today()}

    def more(self):
        actor = self.request.actor
        steps = rules.available(self.order, self.case, actor)
        return presenters.order_page(self.order, actor) | {"steps": steps, "order": self.order}

    def write(self, form):
        self.do(actions.record_check, order=self.order, **form.cleaned_data)


class CaseOrderStep(OrderView):
    """One step of rules.STEPS; an unknown one is a 404 by the address itself."""

    form_class = forms.OrderStepForm
    said = "已登记。"

    @property
    def step(self):
        return rules.STEPS[self.kwargs["order_step"]]

    @property
    def title(self):
        return f"保护令：{self.step.label}"

    def extra(self):
        return {"step": self.step}

    def initial(self):
        return {"filed_on": clock.today(), "decided_on": clock.today()}

    def write(self, form):
        actions.take_order_step(
            order=self.order,
            actor=self.request.actor,
            at=clock.now(),
            step=self.step.name,
            values=form.cleaned_data,
        )


class CaseEvidence(ProtectionForm):
    form_class = forms.EvidenceForm
    title = "证据清单"
    note = "法释〔2022〕17号第六条列举的证据；有一两样能互相印证就可以申请，不必齐全。"
    said = "证据清单已保存。"

    def initial(self):
        return presenters.evidence_values(self.case, self.request.actor)

    def write(self, form):
        self.do(actions.keep_evidence, items=form.items())


class CasePlan(KeptForm):
    form_class = forms.PlanForm
    title = "安全计划"
    note = "和当事人一起商量着写。内容加密保存，不发送；未经本人同意不打印。"
    said = "安全计划已保存。"
    frame = "cases/safety/plan.html"

    def initial(self):
        return presenters.plan_values(self.case, self.request.actor)

    def more(self):
        may_print = presenters.may_print_plan(self.case, self.request.actor)
        return super().more() | {"may_print": may_print}

    def write(self, form):
        data = form.cleaned_data
        self.do(actions.keep_plan, parts=form.parts(), consent=data["consent"])


class CasePlanPrint(ProtectionView):
    """POST: the plan on paper, written down first; without her word it is refused in place."""

    def post(self, request, number):
        try:
            plan = actions.print_plan(case=self.case, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, reverse("cases:plan", args=[number]))
        context = {"case": self.case, "lines": presenters.plan_lines(plan)}
        return render(request, "cases/safety/plan_print.html", context)
