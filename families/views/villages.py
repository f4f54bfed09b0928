"""A village as one grid, handed in together; blank sheets for going round on foot."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.choices import Stage
from families.forms.village import GridForm, HandInForm
from families.models import Round
from families.presenters import scoring
from families.presenters import village as shown
from families.rules.steps import ASKING_FOR_HELP, level_of
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import PortalView, redirect_to, render
from portal.units.models import Unit


def rounds_of(actor):
    return Round.objects.visible_to(actor).for_page()


class VillageView(PortalView):
    """A page about one village in a round."""

    permission = Permission.FAMILY_VIEW

    @cached_property
    def round(self):
        return get_object_or_404(rounds_of(self.request.actor), pk=self.kwargs["pk"])

    @cached_property
    def unit(self):
        units = Unit.objects.filter(kind="village_federation", code=self.kwargs["village"])
        unit = get_object_or_404(units)
        if not self.request.actor.sees(unit.code):
            raise Http404
        return unit


class VillageGrid(VillageView):
    """The village as one table; figures from paper sheets are pasted or typed into it."""

    def page(self, status=200, *, wrong=None, form=None, hand_in=None):
        actor = self.request.actor
        tree = scoring.tree_in(self.round, actor)
        grid = shown.grid(self.round, self.unit.code, actor, tree)
        if form is not None:
            grid["rows"] = form.put_back(grid["rows"], wrong or {})
        context = (
            grid
            | shown.hand_in_of(grid, actor)
            | {
                "round": self.round,
                "village": self.unit,
                "tree": tree,
                "hand_in_form": hand_in or HandInForm(actor=actor),
                "may_agree": level_of(actor.unit_code) != "village" and grid["may_rate"],
            }
        )
        return render(self.request, "families/village.html", context, status=status)

    def get(self, request, pk, village):
        actor = request.actor
        audit.record(
            actor=actor, action="family.grid", target=self.round, at=clock.now(), area=village
        )
        return self.page()

    def post(self, request, pk, village):
        actor = request.actor
        tree = scoring.tree_in(self.round, actor)
        form = GridForm(request.POST, tree=tree)
        rated = actions.rate_rows(
            rows=form.sheets, round_=self.round, village=self.unit.code, actor=actor, at=clock.now()
        )
        wrong = form.wrong | {pk: refusal.words for pk, refusal in rated.wrong.items()}
        if wrong:
            messages.warning(request, f"已保存{rated.kept}户，{len(wrong)}户要改，已标红。")
            return self.page(422, wrong=wrong, form=form)
        messages.success(request, f"已保存{rated.kept}户。")
        return redirect_to(request, request.path)


class VillageHandIn(VillageGrid):
    """提交 of what waits in this village at the actor's stage."""

    permission = Permission.FAMILY_SCORE

    def get(self, request, pk, village, stage):
        return redirect_to(request, reverse("families:village", args=[pk, village]))

    def post(self, request, pk, village, stage):
        form = HandInForm(request.POST, actor=request.actor)
        try:
            form.is_valid()
            count = actions.hand_in(
                round_=self.round,
                stage=stage,
                area=self.unit.code,
                actor=request.actor,
                at=clock.now(),
                is_final=form.cleaned_data.get("is_final", False),
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.page(422, hand_in=form)
        messages.success(request, f"已提交{count}户：{Stage(stage).label}。")
        return redirect_to(request, reverse("families:village", args=[pk, village]))


class VillageAgree(VillageView):
    """同意 what the stage below gave, for all that are not rated here yet."""

    permission = Permission.FAMILY_SCORE

    def post(self, request, pk, village, stage):
        back = reverse("families:village", args=[pk, village])
        try:
            rated = actions.agree(
                round_=self.round,
                stage=stage,
                area=self.unit.code,
                actor=request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, back)
        messages.success(request, f"{rated.kept}户按上一级的评分同意。")
        for refusal in list(rated.wrong.values())[:3]:
            messages.warning(request, refusal.words)
        return redirect_to(request, back)


class VillageSheet(VillageView):
    """Blank sheets for going round on foot: one household a strip, nothing scored on it."""

    def get(self, request, pk, village):
        actor = request.actor
        tree = scoring.tree_in(self.round, actor)
        audit.record(
            actor=actor, action="family.sheet", target=self.round, at=clock.now(), area=village
        )
        context = {
            "round": self.round,
            "village": self.unit,
            "blocks": tree.blocks,
            "items": list(tree.items.values()),
            "premises": tree.premises,
            "services": tree.services,
            "rows": shown.sheet_rows(self.round, self.unit.code, actor),
            "asking_for_help": ASKING_FOR_HELP,
        }
        return render(request, "families/sheet.html", context)
