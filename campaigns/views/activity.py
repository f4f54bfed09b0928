"""活动: written down in a minute, counted on the spot, found again."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import actions, holding
from campaigns.choices import ActivityForm
from campaigns.forms import ActivityEntry, TapForm
from campaigns.models import Activity
from campaigns.presenters import activities as presenters
from campaigns.rules import activities as rules
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.views import DraftMixin
from portal.files.presenters import board
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, redirect_to, render, say
from portal.units.models import Unit

PAGE = "campaigns/activities/entry.html"
PARTS = {"activity-form": "form"}
TITLES, PLACES = 8, 5


class ActivityList(PortalView):
    """What was held, by its own unit and by those below, the newest first."""

    permission = Permission.CAMPAIGN_VIEW

    def get(self, request):
        visible = Activity.objects.visible_to(request.actor).standing()
        form = request.GET.get("form", "")
        is_known = form in ActivityForm.values
        found = visible.filter(forms__contains=[form]) if is_known else visible
        page = keyset(found.prefetch_related("figures"), request.GET, by="held_at")
        context = {
            "page": page,
            "lines": presenters.lines(page.rows),
            "total": capped_count(found),
            "forms": [(value, label, value == form) for value, label in ActivityForm.choices],
            "is_filtered": is_known,
            "may_record": request.actor.can(Permission.CAMPAIGN_REPORT),
            "shows_unit": any(row.unit_code != request.actor.unit_code for row in page),
        }
        return render(request, "campaigns/activities/list.html", context)


class EntryView(DraftMixin, PortalView):
    """What the new and the changed activity share: the form and its suggestions."""

    permission = Permission.CAMPAIGN_REPORT
    form_class = ActivityEntry

    @cached_property
    def given(self):
        actor = self.request.actor
        own = Activity.objects.visible_to(actor).filter(unit_code=actor.unit_code)
        today = clock.today()
        towns = Unit.objects.valid_on(today).filter(
            code__startswith=actor.unit_code, kind__endswith="_federation"
        )
        members = Unit.objects.valid_on(today).filter(parent__code="4104", kind="member")
        return {
            "indicators": presenters.asked_anywhere(presenters.current_indicators()),
            "titles": own.latest_titles(most=TITLES),
            "places": own.latest_places(most=PLACES),
            "towns": towns.exclude(code=actor.unit_code).order_by("code"),
            "members": members.exclude(code=actor.unit_code).order_by("code"),
        }

    def is_twin(self, data):
        code = data["unit"].code if data.get("unit") else self.request.actor.unit_code
        return (
            Activity.objects.visible_to(self.request.actor)
            .alike(
                unit_code=code, held_on=data["held_on"], title=data["title"], place=data["place"]
            )
            .exists()
        )

    def page(self, form, *, status=200, about="", **extra):
        context = {"form": form, **self.draft_context(about), **extra}
        return render(self.request, PAGE, context, PARTS, status)


class ActivityNew(EntryView):
    """记一次活动; `?like=` copies an earlier one but its day and its figures."""

    def get(self, request):
        like = self.like()
        form = self.open_form(initial=self.initial(like), **self.given)
        if like is not None:
            form.initial.update(self.initial(like))
        return self.page(form)

    def like(self):
        key = self.request.GET.get("like", "")
        if not (key.isdecimal() and len(key) < 19):
            return None
        return get_object_or_404(Activity.objects.visible_to(self.request.actor), pk=key)

    def initial(self, like):
        if like is None:
            return {"held_on": clock.today()}
        plain = {name: getattr(like, name) for name in ("title", "place", "line", "part_of_day")}
        joint = Unit.objects.filter(code__in=like.joint).values_list("pk", flat=True)
        own = like.unit_code == self.request.actor.unit_code
        unit = None if own else Unit.objects.filter(code=like.unit_code).first()
        return plain | {
            "held_on": clock.today(),
            "held_as": like.forms,
            "joint": list(joint),
            "unit": unit.pk if unit else None,
        }

    def post(self, request):
        form = self.sent_form(is_twin=self.is_twin, **self.given)
        is_sound = form.is_valid() and not form.questions
        if is_sound and (url := self.send(form, lambda: self.record(form))):
            return redirect_to(request, url)
        return self.page(form, status=422)

    def record(self, form):
        unit = form.cleaned_data["unit"]
        activity = actions.record_activity(
            unit_code=unit.code if unit else self.request.actor.unit_code,
            occasion=form.occasion(),
            actor=self.request.actor,
            at=clock.now(),
        )
        say(self.request, "已保存。", reverse("campaigns:activity-withdraw", args=[activity.pk]))
        return activity.get_absolute_url()


class ActivityView(PortalView):
    """A page about one activity: it exists for the actor, or the answer is 404."""

    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def activity(self):
        visible = Activity.objects.visible_to(self.request.actor).prefetch_related("figures")
        return get_object_or_404(visible, pk=self.kwargs["activity"])

    @property
    def refusal(self):
        return rules.write_refusal(self.request.actor, self.activity.unit_code)


class ActivityPage(ActivityView):
    """What was held, its figures and photos; 同样再记一次, 现场计数."""

    def get(self, request, activity):
        found = self.activity
        context = {
            "activity": found,
            "facts": presenters.facts(found, request.actor),
            "figures": presenters.figure_rows(found),
            "board": board(holding.ACTIVITIES, found, request.actor),
            "may_write": self.refusal is None and not found.is_withdrawn,
        }
        return render(request, "campaigns/activities/page.html", context)


class ActivityChange(ActivityView, EntryView):
    """修改: the same form, on the state it was opened on."""

    permission = Permission.CAMPAIGN_REPORT

    def get(self, request, activity):
        found = self.activity
        if self.refusal:
            raise PermissionDenied("修改活动")
        plain = ("title", "held_on", "part_of_day", "place", "line", "note", "version")
        initial = {name: getattr(found, name) for name in plain}
        initial |= {"held_as": found.forms, "reported": found.media}
        initial["joint"] = list(
            Unit.objects.filter(code__in=found.joint).values_list("pk", flat=True)
        )
        initial |= {
            f"f-{row.code}": f"{row.value:.2f}".rstrip("0").rstrip(".")
            for row in found.figures.all()
        }
        form = self.open_form(found.pk, initial=initial, **self.given | {"towns": None})
        return self.page(form, about=found.pk, activity=found)

    def post(self, request, activity):
        form = self.sent_form(**self.given | {"towns": None})
        is_sound = form.is_valid() and not form.questions
        if is_sound and (url := self.send(form, lambda: self.change(form), self.activity.pk)):
            return redirect_to(request, url)
        return self.page(form, status=422, about=self.activity.pk, activity=self.activity)

    def change(self, form):
        changed = actions.change_activity(
            activity=self.activity,
            occasion=form.occasion(),
            version=form.cleaned_data["version"] or 0,
            actor=self.request.actor,
            at=clock.now(),
        )
        messages.success(self.request, "已保存。")
        return changed.get_absolute_url()


class ActivityWithdraw(ActivityView):
    """撤销: it is counted nowhere and stays written."""

    permission = Permission.CAMPAIGN_REPORT

    def post(self, request, activity):
        try:
            actions.withdraw_activity(activity=self.activity, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, self.activity)
        messages.success(request, "已撤销，不再计入统计。")
        return redirect_to(request, "campaigns:activities")


class ActivityTally(ActivityView):
    """现场计数: one big button a kind. A batch of taps answers with the number that stands now."""

    permission = Permission.CAMPAIGN_REPORT

    def get(self, request, activity):
        context = {"activity": self.activity, "rows": presenters.tally_rows(self.activity)}
        return render(
            request, "campaigns/activities/tally.html", context | {"refusal": self.refusal}
        )

    def post(self, request, activity):
        form = TapForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.answer({"words": "没有计入，请刷新后再试。"}, 422)
        codes = [row["code"] for row in presenters.tally_rows(self.activity)]
        try:
            figure = actions.count_taps(
                activity=self.activity,
                codes=codes,
                actor=request.actor,
                at=clock.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            return self.answer({"words": refusal.words}, 422)
        return self.answer({"code": figure.code, "value": int(figure.value)}, 200)

    def answer(self, data, status):
        """Numbers for the script; without one, the page again."""
        if self.request.headers.get("Accept") == "application/json":
            return JsonResponse(data, status=status)
        if "words" in data:
            messages.error(self.request, data["words"])
        return redirect_to(self.request, reverse("campaigns:tally", args=[self.activity.pk]))
