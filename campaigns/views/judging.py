"""评审优秀案例: the planner's pages. A judge's are in views/scoring.py."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import actions
from campaigns.actions.judges import judges_for
from campaigns.forms.judging import JudgedTextForm, JudgesForm, JudgingForm, ReasonForm
from campaigns.models import DutyVersion, JudgedCase, JudgeSeat
from campaigns.presenters import judging as shown
from campaigns.reference.rubric import rubric
from campaigns.rules import judging as rules
from campaigns.rules import texts
from campaigns.views.summary import SummaryView
from portal import clock
from portal.access.refusal import Refused
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.ui.views import redirect_to, render


class JudgingView(SummaryView):
    """For the unit that planned the campaign; else 404."""

    @cached_property
    def judging(self):
        return shown.judging_of(self.planned, self.request.actor)

    @property
    def standing(self):
        if self.judging is None:
            raise Http404
        return self.judging

    def page(self, status=200, **forms):
        actor, judging = self.request.actor, self.judging
        context = {"campaign": self.planned, "judging": judging}
        if judging is None:
            context |= {"items": rubric()[1], "form": JudgingForm(actor=actor)}
        else:
            context |= {"items": judging.items, **shown.panel_context(judging, actor)}
            offered = shown.may_be_named(judges_for(actor), context["judges"])
            if context["is_alive"]:
                context["judges_form"] = JudgesForm(actor=actor, judges=offered)
        return render(self.request, "campaigns/judging/panel.html", context | forms, status=status)

    def back(self):
        return redirect_to(self.request, reverse("campaigns:judging", args=[self.planned.pk]))

    def act(self, work, said, **about):
        """Do it and come back to the page; a refusal is said there."""
        try:
            work(**about, actor=self.request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(self.request, refusal.words)
            return self.page(422)
        messages.success(self.request, said)
        return self.back()


class JudgingPanel(JudgingView):
    """Off: the form that turns it on. On: cases, judges, what is missing."""

    def get(self, request, pk):
        return self.page()

    def post(self, request, pk):
        form = JudgingForm(request.POST, actor=request.actor) if self.planned else None
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            actions.begin_judging(
                campaign=self.campaign, actor=request.actor, at=clock.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(422, form=form)
        messages.success(request, "已开启，现在准备：核对正文，请评委。")
        return self.back()


class JudgingMove(JudgingView):
    """开始评审、取最新正文、关闭评审: one click each."""

    moves = {
        "open": (actions.open_judging, "评审已开始，评委已收到提醒。"),
        "collect": (actions.collect_cases, "正文已是各单位最近一次报送的。"),
        "stop": (actions.stop_judging, "评审已关闭，没有出结果。"),
    }

    def post(self, request, pk, judging_move):
        work, said = self.moves[judging_move]
        return self.act(work, said, judging=self.standing)


class JudgesAdd(JudgingView):
    def post(self, request, pk):
        offered = judges_for(request.actor) if self.standing else []
        form = JudgesForm(request.POST, actor=request.actor, judges=offered)
        if not form.is_valid():
            return self.page(422, judges_form=form)
        accounts = form.cleaned_data["accounts"]
        return self.act(
            actions.name_judges, "评委已加上。", judging=self.judging, accounts=accounts
        )


class JudgeRelease(JudgingView):
    """请评委退出, with a reason."""

    def post(self, request, pk, seat):
        seats = JudgeSeat.objects.visible_to(request.actor).filter(judging=self.standing)
        found = get_object_or_404(seats.select_related("judging__campaign"), pk=seat)
        form = ReasonForm(request.POST, actor=request.actor)
        if not form.is_valid():
            messages.error(request, "请写评委退出的理由（不少于2个字）。")
            return self.page(422)
        reason = form.cleaned_data["reason"]
        return self.act(
            actions.release_judge, "已退出，其评分不再计入。", seat=found, reason=reason
        )


class CaseView(JudgingView):
    """About one case of the judging, by its number; else 404."""

    @cached_property
    def case(self):
        cases = JudgedCase.objects.visible_to(self.request.actor).filter(judging=self.standing)
        related = ("duty__participation__unit", "judging__campaign")
        return get_object_or_404(cases.select_related(*related), number=self.kwargs["case_number"])


class JudgedCaseView(DraftMixin, CaseView):
    """遮蔽、核对: what was sent beside what judges will read."""

    form_class = JudgedTextForm

    def case_page(self, form, status=200):
        case, content = self.case, self.case.content
        sent = DutyVersion.objects.visible_to(self.request.actor).filter(duty=case.duty_id)
        whole = "\n".join([content["title"], *(one["text"] for one in content["sections"])])
        is_open = self.judging.phase in rules.ALIVE and case.dropped_at is None
        context = {
            "campaign": self.planned,
            "judging": self.judging,
            "case": case,
            "unit": case.duty.participation.unit,
            "text": getattr(case, "text", None),
            "sent": sent.get(number=case.version),
            "suspects": rules.suspects(whole) if self.judging.is_blind else [],
            "is_changed": case.version != case.duty.content_version,
            "form": form if is_open else None,
            **self.draft_context(case.pk),
        }
        return render(self.request, "campaigns/judging/case.html", context, status=status)

    def get(self, request, pk, case_number):
        content = self.case.content
        kept = {one["key"]: one["text"] for one in content["sections"]}
        initial = kept | {texts.TITLE: content[texts.TITLE]}
        return self.case_page(self.open_form(self.case.pk, initial=initial, content=content))

    def post(self, request, pk, case_number):
        form = self.sent_form(content=self.case.content)
        if not form.is_valid():
            return self.case_page(form, 422)
        is_checked = request.POST.get("act") == "check"
        try:
            actions.prepare_text(
                case=self.case,
                title=form.cleaned_data[texts.TITLE],
                sections=form.sections(),
                is_checked=is_checked,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.case_page(form, 422)
        discard(form=self.draft_name(self.case.pk), actor=request.actor)
        if not is_checked:
            messages.success(request, "已保存，还没有核对。")
            return redirect_to(request, request.path)
        messages.success(request, f"案例{self.case.number}已核对。")
        return self.back()


class JudgedCaseDrop(CaseView):
    """移出评审, with a reason."""

    def post(self, request, pk, case_number):
        form = ReasonForm(request.POST, actor=request.actor)
        if self.case and not form.is_valid():
            messages.error(request, "请写移出的理由（不少于2个字）。")
            return self.page(422)
        reason = form.cleaned_data["reason"]
        return self.act(
            actions.drop_case, f"案例{case_number}已移出评审。", case=self.case, reason=reason
        )
