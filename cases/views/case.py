from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from cases import actions, forms, papers, presenters, rules
from cases.actions.reading import for_emergency
from cases.models import Case
from cases.presenters import way
from cases.presenters.pressing import press_next
from cases.rules import danger
from portal import clock
from portal.access import Permission
from portal.access.masking import FieldClass
from portal.access.refusal import Refused
from portal.audit.presenters import who_opened
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render

PAGE = "cases/detail.html"


class CaseView(PortalView):
    """A page about one case: it exists for the actor, or the answer is 404."""

    permission = Permission.CASE_VIEW
    refused_above = False  # where the form may be gone from the page that answers

    @cached_property
    def case(self):
        visible = Case.objects.visible_to(self.request.actor).for_page()
        return get_object_or_404(visible, number=self.kwargs["number"])

    def page(self, status=200, **extra):
        """The whole page; whoever sees it has opened the case, also after an error."""
        self.opened()
        context = presenters.case_page(self.case, self.request.actor) | self.forms() | extra
        return render(self.request, PAGE, context, status=status)

    def opened(self):
        plain = rules.shows_plainly(self.case, self.request.actor)
        actions.open_case(case=self.case, actor=self.request.actor, at=clock.now(), plain=plain)

    def forms(self):
        """One empty form for each thing that may be done now."""
        actor, case = self.request.actor, self.case
        steps = [
            (step, forms.step_form(step, actor=actor))
            for step in way.in_order(case, rules.available(case, actor))
        ]
        made = {"steps": steps, "papers": papers.buttons(case, actor)}
        made |= self.press_forms()
        if rules.elsewhere(case, actor):
            return made
        made |= self.way_forms()
        if rules.tell_refusal(case, actor) is None:
            made["tell_form"] = forms.TellForm(actor=actor)
        if case.needs_alarm and actor.can(Permission.CASE_HANDLE):
            made["alarm_form"] = forms.AlarmForm(actor=actor)
        if not case.needs_alarm and danger.needs_check(case):
            made["check_form"] = forms.CheckForm(actor=actor)
        if actor.can(Permission.CASE_LABEL):
            made["label_form"] = forms.LabelForm(actor=actor, initial={"label": case.access_label})
            made["reader_form"] = forms.ReaderForm(actor=actor, unit_code=case.unit_code)
            made["opened"] = who_opened(case, actor)
        made["may_recuse"] = actor.can(Permission.CASE_RECUSE)
        return made

    def press_forms(self):
        """催办 from above, and its answer here."""
        actor = self.request.actor
        offered = press_next(self.case, actor)
        initial = {"step": offered.get("step"), "way": "phone"}
        return {
            "press_form": forms.PressForm(actor=actor, initial=initial),
            "press_skip_form": forms.PressSkipForm(actor=actor, steps=offered.get("skips", ())),
            "press_reply_form": forms.PressReplyForm(actor=actor),
        }

    def way_forms(self):
        """Clocks, links and the leader's word, where she may write."""
        actor, case = self.request.actor, self.case
        if rules.clock_refusal(case, actor) or case.is_history:
            return {}
        made = {
            "pause_form": forms.PauseForm(actor=actor),
            "extend_form": forms.ExtendForm(actor=actor),
            "decide_form": forms.DecideForm(actor=actor),
            "link_form": forms.LinkForm(actor=actor),
            "instruction_form": forms.InstructionForm(actor=actor),
        }
        if case.is_open and not case.needs_alarm:
            initial = {"procedure": case.procedure_id}
            made["procedure_form"] = forms.ProcedureForm(actor=actor, initial=initial)
        return made

    def act(self, work, *, said, form=None, **shown):
        """Call one action; its refusal stands in place, with what was typed."""
        try:
            work()
        except Refused as refusal:
            field = refusal.field if form is not None and refusal.field in form.fields else None
            if form is None or (field is None and self.refused_above):
                messages.error(self.request, refusal.words)
            else:
                form.add_error(field, refusal.words)
            return self.page(status=422, **shown)
        messages.success(self.request, said)
        return self.onward()

    def onward(self):
        """Back to the case, unless she just shut herself out of it."""
        if not Case.objects.visible_to(self.request.actor).filter(pk=self.case.pk).exists():
            return redirect_to(self.request, "cases:list")
        return redirect_to(self.request, self.case)


class CaseDetail(CaseView):
    """One case. Opening it is written down; 应急查阅 is offered where only the label shuts it."""

    def get(self, request, number):
        try:
            return self.page()
        except Http404:
            if request.actor.can(Permission.CASE_EMERGENCY) and for_emergency(number):
                form = forms.EmergencyForm(actor=request.actor)
                context = {"form": form, "number": number}
                return render(request, "cases/emergency.html", context, status=403)
            raise


class CaseUnmask(CaseView):
    """Show what was masked, in place; that it was shown is written down first."""

    permission = Permission.CASE_UNMASK

    def post(self, request, number, field):
        case = self.case
        try:
            actions.unmask(
                case=case, actor=request.actor, at=clock.now(), field_class=FieldClass(field)
            )
        except Refused as refusal:
            raise PermissionDenied("查看姓名、电话和内容全文") from refusal
        context = presenters.unmasked(case, FieldClass(field)) | {"case": case}
        return render(request, "cases/unmasked.html", context)


class CaseLabel(CaseView):
    permission = Permission.CASE_LABEL

    def post(self, request, number):
        form = forms.LabelForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(status=422, label_form=form)
        return self.act(
            lambda: actions.set_label(
                case=self.case, actor=request.actor, at=clock.now(), **form.cleaned_data
            ),
            said="知悉范围已调整。",
            form=form,
            label_form=form,
        )


class CaseReader(CaseView):
    permission = Permission.CASE_LABEL

    def post(self, request, number):
        form = forms.ReaderForm(request.POST, actor=request.actor, unit_code=self.case.unit_code)
        if not form.is_valid():
            return self.page(status=422, reader_form=form)
        return self.act(
            lambda: actions.name_reader(
                case=self.case, actor=request.actor, at=clock.now(), **form.cleaned_data
            ),
            said="已列为知悉人员。",
            form=form,
            reader_form=form,
        )


class CaseEmergency(PortalView):
    """应急查阅: a reason, two hours, the leader is told."""

    permission = Permission.CASE_EMERGENCY

    def post(self, request, number):
        if for_emergency(number) is None:
            raise Http404
        form = forms.EmergencyForm(request.POST, actor=request.actor)
        if not form.is_valid():
            context = {"form": form, "number": number}
            return render(request, "cases/emergency.html", context, status=422)
        case = actions.read_in_emergency(
            number=number,
            actor=request.actor,
            at=clock.now(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "应急查阅已登记，两小时内有效，主管已收到提醒。")
        return redirect_to(request, case)


class CaseEdit(DraftMixin, CaseView):
    """修改登记内容. Who saves second sees the difference and keeps her text (409)."""

    permission = Permission.CASE_HANDLE
    form_class = forms.EditForm

    @cached_property
    def case(self):
        """The form holds the whole story: it opens only for who may save it."""
        case = super().case
        if not rules.may_edit(case, self.request.actor):
            raise PermissionDenied("修改登记内容")
        return case

    def show(self, form, status=200, **extra):
        self.opened()
        context = {"form": form, "case": self.case, **self.draft_context(self.case.number)}
        parts = {"edit-form": "form"}
        return render(self.request, "cases/edit.html", context | extra, parts, status)

    def get(self, request, number):
        case = self.case
        initial = {name: getattr(case, name) for name in ("version", "safety", "story")}
        initial |= {"category": case.category_id, "place": case.place_id}
        return self.show(self.open_form(case.number, initial=initial))

    def post(self, request, number):
        form = self.sent_form()
        if not form.is_valid():
            return self.show(form, status=422)
        values = dict(form.cleaned_data)
        version = values.pop("version")
        try:
            actions.edit_case(
                case=self.case,
                actor=request.actor,
                at=clock.now(),
                version=version,
                values=values,
            )
        except actions.Overtaken as overtaken:
            return self.overtaken(form, overtaken)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.show(form, status=422)
        discard(form=self.draft_name(number), actor=request.actor)
        messages.success(request, "已保存。")
        return redirect_to(request, self.case)

    def overtaken(self, form, overtaken):
        """What stands there now beside what was typed; the next save is on the new state."""
        form.data = form.data.copy()
        form.data["version"] = overtaken.case.version
        form.add_error(None, overtaken.words)
        differences = presenters.differences(overtaken.case, form.cleaned_data)
        return self.show(form, status=409, differences=differences)
