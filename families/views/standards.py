"""评分标准: read, copied, edited, put into force, compared with the version before."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from families import actions
from families.choices import BlockKind, HouseholdKind, RuleKind, StarBy
from families.forms import standard as forms
from families.models import Standard
from families.presenters import standard as shown
from families.rules.outline import checked, outline_of
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render


class StandardList(PortalView):
    permission = Permission.FAMILY_VIEW

    def get(self, request):
        rows = Standard.objects.visible_to(request.actor).order_by("unit_code", "code", "-version")
        context = {"standards": rows[:200]}
        return render(request, "families/standards.html", context)


class StandardView(PortalView):
    """A page about one standard."""

    permission = Permission.FAMILY_STANDARD

    @cached_property
    def standard(self):
        rows = Standard.objects.visible_to(self.request.actor).for_page()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class StandardPage(StandardView):
    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        context = shown.standard_page(self.standard, request.actor)
        return render(request, "families/standard.html", context)


class StandardChange(StandardView):
    """What the new version would change: the households of the old one rated again, on paper."""

    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        new = self.standard
        old = Standard.objects.visible_to(request.actor).for_page().filter(pk=new.based_on_id)
        if not old:
            raise Http404
        context = {"standard": new, "old": old[0]}
        context |= shown.what_would_change(new, old[0], request.actor)
        return render(request, "families/standard_change.html", context)


class StandardAct(StandardView):
    """另存新版、启用、停用."""

    ACTS = {
        "copy": (actions.copy_standard, "已另存，可以修改。"),
        "freeze": (actions.freeze_standard, "已启用，从现在起不能再改。"),
        "retire": (actions.retire_standard, "已停用，已用它的评选不受影响。"),
    }

    def post(self, request, pk, act):
        work, said = self.ACTS[act]
        try:
            made = work(standard=self.standard, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, self.standard)
        messages.success(request, said)
        if act == "copy":
            return redirect_to(request, reverse("families:standard-edit", args=[made.pk]))
        return redirect_to(request, made)


class StandardEdit(StandardView):
    """The editor. Each button and each change gives the page anew; only 保存 writes."""

    @cached_property
    def standard(self):
        found = super().standard
        if found.unit_code != self.request.actor.unit_code or not found.is_draft:
            raise Http404
        return found

    def page(self, outline, wrong=(), status=200):
        words = {one.place: one.words for one in reversed(wrong)}
        context = {
            "standard": self.standard,
            "outline": outline,
            "editor": shown.editor(outline, words),
            "wrong": [one.words for one in wrong],
            "preview": shown.sheet_of(outline),
            "levels": shown.level_words(outline),
            "level_rows": [*outline["levels"], *[{}] * (6 - len(outline["levels"]))][:6],
            "kinds": HouseholdKind.choices,
            "block_kinds": BlockKind.choices,
            "rules": RuleKind.choices,
            "star_bys": StarBy.choices,
        }
        parts = {"standard-editor": "editor", "standard-preview": "preview"}
        return render(self.request, "families/standard_edit.html", context, parts, status)

    def get(self, request, pk):
        return self.page(outline_of(self.standard))

    def post(self, request, pk):
        outline, wrong = forms.read(request.POST, outline_of(self.standard))
        what = request.POST.get("do", "")
        if what != "save":
            outline = forms.changed(outline, what)
            return self.page(outline, [*wrong, *checked(outline)])
        wrong = [*wrong, *checked(outline)]
        if wrong:
            return self.page(outline, wrong, 422)
        try:
            actions.save_standard(
                standard=self.standard, outline=outline, actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.page(outline, wrong, 422)
        messages.success(request, "已保存。")
        return redirect_to(request, self.standard)
