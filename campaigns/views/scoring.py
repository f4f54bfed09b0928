"""A judge's sheets; and the result, which the planner draws."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import actions
from campaigns.actions.judges import facts_of
from campaigns.actions.scoring import results_of
from campaigns.choices import JudgingPhase
from campaigns.forms.judging import GRADE, CorrectionForm, ReasonForm, ResultForm
from campaigns.forms.scoring import SCORE, ScoreForm
from campaigns.models import JudgedText, ScoreSheet
from campaigns.presenters import judging as shown
from campaigns.rules import scoring as rules
from campaigns.rules.judging import MOVES
from campaigns.views.judging import JudgingView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render


class ScoreView(PortalView):
    permission = Permission.CAMPAIGN_VIEW

    @property
    def mine(self):
        found = ScoreSheet.objects.visible_to(self.request.actor).of_judge(self.request.actor)
        return found.select_related("judging").exclude(judging__phase=JudgingPhase.OFF)

    def texts_of(self, sheets):
        """{case: its text, as long as it is 已核对}"""
        texts = JudgedText.objects.visible_to(self.request.actor)
        found = texts.filter(case_id__in={sheet.case_id for sheet in sheets})
        return {text.case_id: text.content for text in found}


class ScoreList(ScoreView):
    """我的评审: her cases by their numbers."""

    def get(self, request):
        sheets = list(self.mine.order_by("-judging__at", "number", "-version")[:200])
        texts = self.texts_of(sheets)
        lines = [
            {"sheet": sheet, "content": None if sheet.aside_at else texts.get(sheet.case_id)}
            for sheet in sheets
        ]
        return render(request, "campaigns/judging/mine.html", {"lines": lines})


class SheetView(DraftMixin, ScoreView):
    """About one sheet of hers; else 404."""

    form_class = ScoreForm

    @cached_property
    def sheet(self):
        return get_object_or_404(self.mine, pk=self.kwargs["pk"])

    def page(self, form, status=200):
        sheet = self.sheet
        content = None if sheet.aside_at else self.texts_of([sheet]).get(sheet.case_id)
        is_open = not (sheet.handed_at or sheet.aside_at)
        context = {
            "sheet": sheet,
            "judging": sheet.judging,
            "content": content,
            "points": [(item, sheet.scores.get(item.key)) for item in sheet.judging.items],
            "form": form,
            "may_score": is_open and sheet.judging.phase == JudgingPhase.SCORING,
            **self.draft_context(sheet.pk),
        }
        return render(self.request, "campaigns/judging/score.html", context, status=status)

    def opened(self, status=200):
        given = {f"{SCORE}{key}": value for key, value in self.sheet.scores.items()}
        initial = given | {"comment": self.sheet.comment}
        items = self.sheet.judging.items
        return self.page(self.open_form(self.sheet.pk, initial=initial, items=items), status)


class ScoreCase(SheetView):
    """One case as she may read it, and its points."""

    def get(self, request, pk):
        return self.opened()

    def post(self, request, pk):
        form = self.sent_form(items=self.sheet.judging.items)
        if not form.is_valid():
            return self.page(form, 422)
        is_handed = request.POST.get("act") == "hand-in"
        try:
            actions.score_case(
                sheet=self.sheet,
                scores=form.scores(),
                comment=form.cleaned_data["comment"],
                is_handed=is_handed,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            names = (refusal.field, f"{SCORE}{refusal.field}")
            form.add_error(next((n for n in names if n in form.fields), None), refusal.words)
            return self.page(form, 422)
        discard(form=self.draft_name(self.sheet.pk), actor=request.actor)
        said = "的评分已交出。" if is_handed else "已保存，还没有交出。"
        messages.success(request, f"案例{self.sheet.number}{said}")
        return redirect_to(request, reverse("campaigns:scores") if is_handed else self.sheet)


class ScoreAside(SheetView):
    """回避 of one case, with a reason."""

    def post(self, request, pk):
        form = ReasonForm(request.POST, actor=request.actor)
        if self.sheet and not form.is_valid():
            messages.error(request, "请写回避的理由（不少于2个字）。")
            return self.opened(422)
        try:
            actions.step_aside(
                sheet=self.sheet, reason=form.cleaned_data["reason"], actor=request.actor,
                at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.opened(422)
        discard(form=self.draft_name(self.sheet.pk), actor=request.actor)
        messages.success(request, f"已记下，案例{self.sheet.number}由其他评委评。")
        return redirect_to(request, reverse("campaigns:scores"))


# ── The result ──────────────────────────────────────────────────────────────────────────────────
class JudgingResultPage(JudgingView):
    """评审中: the order, ties, and the form that draws the result. Afterwards: the result, and its
    correction."""

    def result_page(self, form, status=200):
        context = {"campaign": self.planned, "judging": self.judging, "waits_for": self.waits_for}
        if not self.waits_for:
            context |= shown.result_context(self.judging, self.request.actor) | {"form": form}
        return render(self.request, "campaigns/judging/result.html", context, status=status)

    @cached_property
    def waits_for(self):
        """What stands against a result; until then no score is shown."""
        if self.standing.phase != JudgingPhase.SCORING:
            return None
        facts = facts_of(self.judging, self.request.actor)
        return MOVES["conclude"].refusal(self.judging.phase, facts)

    def form(self, *args):
        actor, judging = self.request.actor, self.standing
        found = results_of(judging, actor)
        if judging.phase == JudgingPhase.SCORING:
            return ResultForm(*args, actor=actor, ties=rules.ties(found))
        if judging.phase != JudgingPhase.CONCLUDED:
            raise Http404
        now = shown.grades_by_number(judging, actor)
        initial = {f"{GRADE}{number}": grade.value for number, grade in now.items()}
        numbers = sorted(one.case for one in found)
        return CorrectionForm(*args, actor=actor, numbers=numbers, initial=initial)

    def get(self, request, pk):
        return self.result_page(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.result_page(form, 422)
        try:
            said = self.write(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.result_page(form, 422)
        messages.success(request, said)
        return redirect_to(request, request.path)

    def write(self, form):
        about = {"judging": self.judging, "actor": self.request.actor, "at": clock.now()}
        data = form.cleaned_data
        if isinstance(form, CorrectionForm):
            actions.correct_result(**about, grades=form.grades(), reason=data["reason"])
            return "已更正，原来的结果和更正理由都保留。"
        actions.conclude_judging(
            **about,
            counts=form.counts(),
            order=form.order(),
            decided_by=data.get("decided_by", ""),
            tie_reason=data.get("tie_reason", ""),
        )
        return "已出结果。是否推荐，仍由您在案例下面点选。"
