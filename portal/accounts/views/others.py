"""The accounts one manages: list, new, another liaison, codes, closing, handing over."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404

from portal import clock
from portal.access import Permission, Role
from portal.access.refusal import Refused
from portal.accounts import actions, papers, rules
from portal.accounts.forms import HandOverForm, NewAccountForm, ReplaceForm
from portal.accounts.forms.others import INSTEAD
from portal.accounts.models import Account, Posting
from portal.accounts.views.own import refuse_in_place
from portal.ui.text import hidden_character, normalised
from portal.ui.views import PortalView, redirect_to, render, safe_next, say
from portal.units.models import Unit

PAGE = 50
FIELDS = ("name", "phone", "unit", "roles", "title")
LONGEST_SEARCH = 40


def slip(request, issued):
    address = request.build_absolute_uri("/")
    return render(request, papers.SLIP, papers.slip(issued, address=address))


def refused(request, refusal):
    return render(request, "accounts/refused.html", {"words": refusal.words}, status=422)


class ManagingView(PortalView):
    permission = Permission.ACCOUNT_MANAGE

    def posting(self, pk):
        """The present posting of an account in the range this person administers, else 404."""
        managed = Account.objects.managed_by(self.request.actor)
        posting = (
            Posting.objects.present()
            .select_related("account", "unit")
            .filter(account_id=pk, account__in=managed)
            .first()
        )
        if posting is None:
            raise Http404
        return posting


class AccountList(ManagingView):
    def get(self, request):
        words = normalised(request.GET.get("q", "")[:LONGEST_SEARCH]).strip()
        if hidden_character(words):
            words = ""
        pages = Paginator(self.postings(words), PAGE)
        page = pages.get_page(request.GET.get("page"))
        rows = [(posting, self.refusal(posting)) for posting in page]
        context = {"rows": rows, "page": page, "q": words, "now": clock.now()}
        return render(request, "accounts/list.html", context)

    def postings(self, words):
        actor = self.request.actor
        found = (
            Posting.objects.present()
            .filter(account__in=Account.objects.managed_by(actor))
            .select_related("account", "unit")
            .order_by("unit__code", "-account__is_active", "pk")
        )
        if words:
            found = found.filter(
                Q(account__name__icontains=words)
                | Q(account__username__icontains=words)
                | Q(unit__name__icontains=words)
                | Q(unit__short_name__icontains=words)
                | Q(unit__code=words)
            )
        return found

    def refusal(self, posting):
        return rules.manage_refusal(
            self.request.actor,
            account_id=posting.account_id,
            unit_code=posting.unit.code,
            roles=frozenset(Role(value) for value in posting.roles),
        )


class AccountNew(ManagingView):
    def get(self, request):
        unit = Unit.objects.managed_by(request.actor).filter(code=request.GET.get("unit")).first()
        return self.page(request, NewAccountForm(actor=request.actor, unit=unit))

    def post(self, request):
        form = NewAccountForm(request.POST, actor=request.actor)
        if form.is_valid():
            given = {key: form.cleaned_data[key] for key in FIELDS}
            try:
                issued = actions.make_account(actor=request.actor, at=clock.now(), **given)
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                return slip(request, issued)
        return self.page(request, form, status=422)

    @staticmethod
    def page(request, form, status=200):
        return render(request, "accounts/new.html", {"form": form}, status=status)


class AccountReplace(ManagingView):
    """换联络员 (users.md d8): two fields and one click."""

    def get(self, request, pk):
        posting = self.posting(pk)
        try:
            form = self.form(posting)
        except Refused as refusal:
            return refused(request, refusal)
        return self.page(request, posting, form)

    def post(self, request, pk):
        posting = self.posting(pk)
        try:
            form = self.form(posting, request.POST)
        except Refused as refusal:
            return refused(request, refusal)
        if form.is_valid():
            try:
                issued = self.act(posting, form)
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                return slip(request, issued)
        return self.page(request, posting, form, status=422)

    def form(self, posting, data=None):
        actor = self.request.actor
        count = actions.open_work(account=posting.account, actor=actor)
        return ReplaceForm(data, actor=actor, posting=posting, open_work=count)

    def act(self, posting, form):
        given = {
            "name": form.cleaned_data["name"],
            "phone": form.cleaned_data["phone"],
            "actor": self.request.actor,
            "at": clock.now(),
        }
        if form.cleaned_data["leaver"] == INSTEAD:
            return actions.replace_liaison(old=posting.account, roles=form.roles, **given)
        roles = form.roles or frozenset(Role(value) for value in posting.roles)
        return actions.make_account(unit=posting.unit, roles=roles, title=posting.title, **given)

    @staticmethod
    def page(request, posting, form, status=200):
        context = {"posting": posting, "form": form}
        return render(request, "accounts/replace.html", context, status=status)


class AccountAct(ManagingView):
    """One POST, one act on one account; a refusal is told in words."""

    def post(self, request, pk):
        account = self.posting(pk).account
        try:
            return self.act(account, actor=request.actor, at=clock.now())
        except Refused as refusal:
            return refused(request, refusal)

    def act(self, account, **given):
        raise NotImplementedError

    def back(self, words):
        say(self.request, words)
        return redirect_to(self.request, safe_next(self.request, "accounts:list"))


class AccountCode(AccountAct):
    def act(self, account, **given):
        return slip(self.request, actions.issue_code(account=account, **given))


class AccountDisable(AccountAct):
    def act(self, account, **given):
        actions.disable_account(account=account, **given)
        return self.back(f"已停用{account.name}的账号。")


class AccountEnable(AccountAct):
    def act(self, account, **given):
        return slip(self.request, actions.enable_account(account=account, **given))


class AccountFactor(AccountAct):
    def act(self, account, **given):
        actions.remove_second_factor(account=account, **given)
        return self.back(f"已停用{account.name}的动态口令，下次登录可重新启用。")


class AccountHandOver(ManagingView):
    def get(self, request, pk):
        posting = self.posting(pk)
        return self.page(request, posting, self.form(posting))

    def post(self, request, pk):
        posting = self.posting(pk)
        form = self.form(posting, request.POST)
        if form.is_valid():
            try:
                moved = actions.hand_over(
                    leaver=posting.account, actor=request.actor, at=clock.now(), **form.cleaned_data
                )
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                name = form.cleaned_data["successor"].name
                say(request, f"已移交{name}：在办{moved}件。")
                return redirect_to(request, "accounts:list")
        return self.page(request, posting, form, status=422)

    def form(self, posting, data=None):
        colleagues = Account.objects.filter(
            is_active=True, postings__valid_to__isnull=True, postings__unit=posting.unit
        ).exclude(pk=posting.account_id)
        return HandOverForm(
            data, actor=self.request.actor, colleagues=colleagues.order_by("name", "pk")
        )

    @staticmethod
    def page(request, posting, form, status=200):
        context = {"posting": posting, "form": form}
        return render(request, "accounts/hand_over.html", context, status=status)
