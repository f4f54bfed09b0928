"""名册和档案."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django_htmx.http import push_url

from families import actions, filters
from families.forms import household as forms
from families.models import Household
from families.presenters import household as shown
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.paging import capped_count, keyset, mark
from portal.ui.views import PortalView, redirect_to, render
from portal.units.models import Unit

WORDS = "q"  # holds names: it comes as POST and stands in no address
CURSORS = ("before", "since")


class HouseholdList(PortalView):
    """家庭名册."""

    permission = Permission.FAMILY_VIEW

    def get(self, request):
        return self.page({name: value for name, value in request.GET.items() if name != WORDS})

    def post(self, request):
        """The filter bar. The address shows every filter but the words."""
        known = {*filters.HouseholdFilter.base_filters, *CURSORS}
        params = {name: value for name, value in request.POST.items() if name in known and value}
        shown_ = {n: v for n, v in params.items() if n not in {WORDS, *CURSORS}}
        query = f"?{urlencode(shown_)}" if shown_ else ""
        return push_url(self.page(params), request.path + query)

    def page(self, params):
        actor = self.request.actor
        visible = Household.objects.visible_to(actor)
        found_filter = filters.HouseholdFilter(params, visible.for_list(), actor=actor)
        found = found_filter.qs if found_filter.is_valid() else visible.none()
        page = keyset(found, params, by="registered_at")
        used = sorted(name for name, value in params.items() if value)
        audit.record(actor=actor, action="family.list", at=clock.now(), filter=used, rows=len(page))
        is_searched = bool(params.get(WORDS))
        context = {
            "filter": found_filter,
            "page": page,
            "rows": [(row, shown.shown_name(row, actor)) for row in page],
            "newer": mark(page.rows[0], "registered_at") if is_searched and page.newer else "",
            "older": mark(page.rows[-1], "registered_at") if is_searched and page.older else "",
            "is_searched": is_searched,
            "is_filtered": bool(used),
            "total": capped_count(found),
            "may_keep": actor.can(Permission.FAMILY_REGISTER),
            "may_import": actor.can(Permission.SHEET_IMPORT),
        }
        return render(
            self.request, "families/households.html", context, {"household-results": "results"}
        )


class HouseholdNew(PortalView):
    """建档. Who is there already with this head or door is shown first."""

    permission = Permission.FAMILY_REGISTER

    def show(self, form, status=200, doubles=()):
        rows = [(row, shown.shown_name(row, self.request.actor)) for row in doubles]
        context = {"form": form, "doubles": rows, "title": "建档", "submit": "建档"}
        return render(self.request, "families/household_form.html", context, status=status)

    def get(self, request):
        return self.show(forms.NewForm(actor=request.actor))

    def post(self, request):
        form = forms.NewForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, 422)
        data = form.cleaned_data
        try:
            made = actions.register_household(
                facts=actions.Facts(**form.facts()),
                village=data["village"],
                is_other=data["is_other"],
                actor=request.actor,
                at=clock.now(),
            )
        except actions.Doubles as doubles:
            form.ask_whether_other()
            form.add_error("is_other", doubles.words)
            return self.show(form, 422, doubles.rows)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            return self.show(form, 422)
        messages.success(request, f"已建档：{made.number}。")
        return redirect_to(request, made)


class HouseholdView(PortalView):
    """A page about one household."""

    permission = Permission.FAMILY_REGISTER

    @cached_property
    def household(self):
        rows = Household.objects.visible_to(self.request.actor)
        rows = rows.select_related("group", "region", "joined_into", "split_from", "home_of")
        return get_object_or_404(rows, number=self.kwargs["number"])

    def form_page(self, form, title, submit, status=200, note=""):
        context = {
            "form": form,
            "household": self.household,
            "title": title,
            "submit": submit,
            "note": note,
        }
        return render(self.request, "families/household_form.html", context, status=status)

    def act(self, form, work, said, **page):
        """One action; what it refuses stands in the form, with what was typed."""
        if not form.is_valid():
            return self.form_page(form, status=422, **page)
        try:
            result = work(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.form_page(form, status=422, **page)
        messages.success(self.request, said)
        return redirect_to(self.request, result)


class HouseholdCard(HouseholdView):
    """The file. Opening it is written down."""

    permission = Permission.FAMILY_VIEW

    def get(self, request, number):
        household = self.household
        actions.open_household(household=household, actor=request.actor, at=clock.now())
        context = shown.household_page(household, request.actor)
        return render(request, "families/household.html", context)


class HouseholdEdit(HouseholdView):
    PAGE = {"title": "修改档案", "submit": "保存"}

    def get(self, request, number):
        row = self.household
        initial = {name: getattr(row, name) for name in (*forms.FACTS, "version")}
        form = forms.EditForm(initial=initial, village_code=row.unit_code, actor=request.actor)
        return self.form_page(form, **self.PAGE)

    def post(self, request, number):
        row = self.household
        form = forms.EditForm(request.POST, village_code=row.unit_code, actor=request.actor)

        def work(data):
            return actions.edit_household(
                household=row,
                values=form.facts(),
                version=data["version"],
                actor=request.actor,
                at=clock.now(),
            )

        return self.act(form, work, "已保存。", **self.PAGE)


class HouseholdSplit(HouseholdView):
    PAGE = {"title": "分户", "submit": "分户", "note": "新户单独建档，原户的历年记录不动。"}

    def get(self, request, number):
        row = self.household
        initial = {"kind": row.kind, "block": row.block, "group": row.group_id}
        form = forms.SplitForm(initial=initial, village_code=row.unit_code, actor=request.actor)
        return self.form_page(form, **self.PAGE)

    def post(self, request, number):
        row = self.household
        form = forms.SplitForm(request.POST, village_code=row.unit_code, actor=request.actor)

        def work(data):
            facts = actions.Facts(**form.facts())
            return actions.split_household(
                household=row, facts=facts, actor=request.actor, at=clock.now()
            )

        return self.act(form, work, "已分户，新户已建档。", **self.PAGE)


class HouseholdJoin(HouseholdView):
    PAGE = {"title": "并户", "submit": "并户", "note": "这一户销户，人口并入所选的一户。"}

    def get(self, request, number):
        form = forms.JoinForm(
            initial={"on": clock.today()}, household=self.household, actor=request.actor
        )
        return self.form_page(form, **self.PAGE)

    def post(self, request, number):
        form = forms.JoinForm(request.POST, household=self.household, actor=request.actor)

        def work(data):
            return actions.join_household(
                household=self.household, actor=request.actor, at=clock.now(), **data
            )

        return self.act(form, work, "已并户。", **self.PAGE)


class HouseholdLeave(HouseholdView):
    """迁出 or 销户, on a day."""

    PAGES = {
        "move": {"title": "迁出", "submit": "登记迁出", "note": "不问去向，档案不记新住址。"},
        "close": {"title": "销户", "submit": "销户", "note": "历年记录保留。"},
    }
    ACTS = {"move": actions.move_household, "close": actions.close_household}

    def get(self, request, number, how):
        form = forms.DayForm(initial={"on": clock.today()}, actor=request.actor)
        return self.form_page(form, **self.PAGES[how])

    def post(self, request, number, how):
        form = forms.DayForm(request.POST, actor=request.actor)

        def work(data):
            return self.ACTS[how](
                household=self.household, on=data["on"], actor=request.actor, at=clock.now()
            )

        return self.act(form, work, "已登记。", **self.PAGES[how])


class HouseholdMark(HouseholdView):
    """恢复在册; 这是我家; not any more."""

    def post(self, request, number, what):
        given = {"household": self.household, "actor": request.actor, "at": clock.now()}
        mine = {"home": request.actor.account_id, "no-home": None}
        try:
            if what == "reopen":
                actions.reopen_household(**given)
            else:
                actions.mark_home(account_id=mine[what], **given)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "已保存。")
        return redirect_to(request, self.household)


class VillageFigures(PortalView):
    """总户数 and 联创小组, typed."""

    permission = Permission.FAMILY_REGISTER
    FORMS = {"total": forms.TotalForm, "group": forms.GroupForm}
    TITLES = {"total": "总户数", "group": "联创小组"}

    def show(self, form, what, status=200):
        context = {
            "form": form,
            "title": self.TITLES[what],
            "submit": "保存",
            "figures": shown.figures(what, self.request.actor),
            "what": what,
        }
        return render(self.request, "families/figures.html", context, status=status)

    def get(self, request, what):
        initial = {"year": clock.today().year, "village": self.own(request.actor)}
        return self.show(self.FORMS[what](initial=initial, actor=request.actor), what)

    def own(self, actor):
        return Unit.objects.filter(code=actor.unit_code, kind="village_federation").first()

    def post(self, request, what):
        form = self.FORMS[what](request.POST, actor=request.actor)
        if not form.is_valid():
            return self.show(form, what, 422)
        data = dict(form.cleaned_data)
        data["village_code"] = data.pop("village").code
        act = {"total": actions.set_total, "group": actions.keep_group}[what]
        try:
            act(actor=request.actor, at=clock.now(), **data)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.show(form, what, 422)
        messages.success(request, "已保存。")
        return redirect_to(request, reverse("families:figures", args=[what]))
