"""One household after another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.choices import EntryState
from families.forms.scoring import ScoreForm
from families.forms.village import SendBackForm, VerifyForm
from families.models import Entry
from families.presenters import scoring as shown
from families.rules.tree import problems, score
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render, say


class EntryView(PortalView):
    """A page about one household in a round."""

    permission = Permission.FAMILY_SCORE

    @cached_property
    def entry(self):
        rows = Entry.objects.visible_to(self.request.actor).by_others_than(self.request.actor)
        rows = rows.select_related("household__group", "round").prefetch_related("round__stages")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def tree(self):
        return shown.tree_in(self.entry.round, self.request.actor)

    def village(self):
        entry = self.entry
        return reverse("families:village", args=[entry.round_id, entry.unit_code])


class EntryScore(EntryView):
    """One household on one screen (users.md d7)."""

    def form(self, data=None):
        page = shown.score_page(self.entry, self.request.actor)
        kept = page["kept"]
        initial = {
            "own_points": page["self_points"],
            "note": kept.note if kept else "",
            "is_declared": True,
        }
        answers = kept.answers if kept else self.answers_before()
        form = ScoreForm(
            data, tree=self.tree, answers=answers, initial=initial, actor=self.request.actor
        )
        return form, page | {"answers": answers}

    def answers_before(self):
        """A stage above begins with what the stage below it said."""
        return shown.latest_answers(self.entry, self.request.actor)

    def page(self, form, context, *, answers, errors=None, status=200):
        found = score(self.tree, answers)
        context = context | {
            "form": form,
            "lines": shown.lines_of(form, self.tree, found, errors or {}),
            "premises": self.tree.premises,
            "found": found,
            "most": self.tree.most,
            "village_url": self.village(),
            "send_back_form": SendBackForm(actor=self.request.actor),
            "verify_form": VerifyForm(actor=self.request.actor),
        }
        return render(
            self.request, "families/score.html", context, {"score-result": "result"}, status
        )

    def get(self, request, pk):
        form, context = self.form()
        return self.page(form, context, answers=context["answers"] or {})

    def post(self, request, pk):
        form, context = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, context, answers={}, status=422)
        answers = form.answers()
        if wrong := problems(self.tree, answers):
            sound = {code: answers[code] for code in answers if code not in wrong}
            return self.page(form, context, answers=sound, errors=wrong, status=422)
        if request.headers.get("HX-Target") == "score-result":
            return self.page(form, context, answers=answers)
        try:
            self.keep(form, answers)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.words)
            return self.page(form, context, answers=answers, status=422)
        return self.onwards()

    def keep(self, form, answers):
        data = form.cleaned_data
        sheet = actions.Sheet(answers, data["note"], data["own_points"], data["is_declared"])
        actor = self.request.actor
        actions.rate(entry=self.entry, sheet=sheet, actor=actor, at=clock.now(), tree=self.tree)

    def onwards(self):
        following = shown.next_left(self.entry, self.request.actor)
        if following:
            return redirect_to(self.request, reverse("families:score", args=[following]))
        messages.success(self.request, "已全部评完，可以提交。")
        return redirect_to(self.request, self.village())


class EntryStep(EntryView):
    """未在家、不参加、迁出、恢复、报县级核实、退出: one tap, and on to the next household."""

    def post(self, request, pk, step):
        actor, at, entry = request.actor, clock.now(), self.entry
        acts = {
            "bring-back": (actions.bring_back, {}, "已恢复参评"),
            "report": (actions.report, {}, "已报县级核实"),
            "take-back-report": (actions.take_back_report, {}, "已撤回上报"),
            "withdraw": (actions.withdraw, {}, "已登记家庭退出，不问原因"),
        } | {
            state: (actions.mark, {"state": state}, f"已标记：{EntryState(state).label}")
            for state in ("away", "declined", "moved")
        }
        act, given, said = acts[step]
        try:
            act(entry=entry, actor=actor, at=at, **given)
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, reverse("families:score", args=[entry.pk]))
        stays = step in {"bring-back", "take-back-report"}
        undo = reverse("families:step", args=[pk, UNDO[step]]) if step in UNDO else ""
        say(request, f"{said}。", undo)
        following = None if stays else shown.next_left(entry, actor)
        return redirect_to(request, reverse("families:score", args=[following or entry.pk]))


UNDO = {"away": "bring-back", "declined": "bring-back", "moved": "bring-back",
        "report": "take-back-report"}  # fmt: skip


class EntrySendBack(EntryView):
    """退回 to the stage before."""

    def post(self, request, pk):
        entry, form = self.entry, SendBackForm(request.POST, actor=request.actor)
        try:
            if not form.is_valid():
                raise Refused(" ".join(form.errors.get("reason", ["请写明退回的理由。"])))
            actions.send_back(
                entry=entry,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, reverse("families:score", args=[pk]))
        messages.success(request, "已退回，对方的工作台和这一户的经过里都能看到理由。")
        return redirect_to(request, self.village())


class EntryVerify(EntryView):
    """县级核实."""

    permission = Permission.FAMILY_VERIFY

    def post(self, request, pk):
        entry, form = self.entry, VerifyForm(request.POST, actor=request.actor)
        try:
            if not form.is_valid():
                raise Refused("请选择结论；未列入的，须选文书并填文号。")
            actions.verify(entry=entry, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, reverse("families:score", args=[pk]))
        messages.success(request, "核实结论已登记。村（社区）只看到是否列入本次名单。")
        return redirect_to(request, self.village())
