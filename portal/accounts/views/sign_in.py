"""The one door: /sign-in/, its dialog for a session that ended, and /sign-out/."""

from axes.helpers import get_client_ip_address, get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core import signing
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import clock
from portal.access import Permission
from portal.accounts import actions, sessions
from portal.accounts.backends import TooBusy
from portal.accounts.forms import SignInAgainForm, SignInForm
from portal.accounts.models import Account, Posting
from portal.ui.views import PortalView, PublicView, redirect_to, render, safe_next

WRONG = (
    f"登录名或密码不对，请再试一次。连续输错{settings.AXES_FAILURE_LIMIT}次"
    f"将暂停{int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}分钟。"
)
BUSY = "现在登录的人较多，请过几秒钟再点一次“登录”。"
ENDED = "您有一段时间没有操作，请重新登录。刚才填写的内容已存为草稿。"
UNKNOWN = "这个窗口打开得太久，请另开登录页登录后，再回到这里提交。"
LAST = "last_account"  # signed cookie: who may sign in again in the dialog


def enter(request, account):
    """Begin the session of an account whose password was right."""
    posting = Posting.objects.present().select_related("account", "unit").get(account=account)
    now = clock.now()
    actions.record_sign_in(account=account, actor=posting.actor(), at=now)
    login(request, account)
    sessions.begin(request.session, now)
    has_factor = TOTPDevice.objects.filter(user=account, confirmed=True).exists()
    request.session[sessions.NEEDS_FACTOR] = has_factor


def remember(response, account):
    response.set_signed_cookie(
        LAST, str(account.pk), path="/sign-in/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(PublicView):
    def dispatch(self, request, *args, **kwargs):
        if request.GET.get("again"):
            return SignInAgain.as_view()(request)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        if request.actor:
            return redirect_to(request, safe_next(request, settings.LOGIN_REDIRECT_URL))
        ended = request.session.pop(sessions.ENDED, False)
        return page(request, SignInForm(actor=None), hint=ENDED if ended else "")

    def post(self, request):
        form = SignInForm(request.POST, actor=None)
        if not form.is_valid():
            return page(request, form, status=422)
        try:
            account = authenticate(request, **form.cleaned_data)
        except TooBusy:
            return page(request, form, wrong=BUSY, status=429)
        if account is None:
            refuse(request, form.cleaned_data["username"])
            return page(request, form, wrong=WRONG, status=422)
        enter(request, account)
        response = redirect_to(request, safe_next(request, settings.LOGIN_REDIRECT_URL))
        return remember(response, account)


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignInAgain(PublicView):
    """The form inside the dialog: the same account only, so that nobody sends what another
    typed. Answers 204 with the event signedIn."""

    def get(self, request):
        account = last_account(request)
        return again(request, account, self.form(account))

    def post(self, request):
        account = last_account(request)
        if account is None:
            return again(request, None, None, wrong=UNKNOWN)
        form = self.form(account, request.POST)
        if not form.is_valid():
            return again(request, account, form)
        try:
            known = authenticate(
                request, username=account.username, password=form.cleaned_data["password"]
            )
        except TooBusy:
            return again(request, account, form, wrong=BUSY)
        if known is None:
            refuse(request, account.username)
            return again(request, account, form, wrong=WRONG)
        return self.let_in(request, known, form)

    @staticmethod
    def form(account, data=None):
        if account is None:
            return None
        with_token = TOTPDevice.objects.filter(user=account, confirmed=True).exists()
        return SignInAgainForm(data, actor=None, with_token=with_token, auto_id="again_%s")

    @staticmethod
    def let_in(request, account, form):
        device = None
        if "token" in form.fields:
            try:
                device = actions.pass_second_factor(
                    account=account, token=form.cleaned_data["token"]
                )
            except actions.WrongToken as refusal:
                form.add_error("token", refusal.words)
                return again(request, account, form)
        enter(request, account)
        if device:
            otp_login(request, device)
            request.session[sessions.NEEDS_FACTOR] = False
        response = HttpResponse(status=204, headers={"HX-Trigger": "signedIn"})
        return remember(response, account)


class SignOut(PortalView):
    permission = Permission.DESK

    def post(self, request):
        actions.record_sign_out(account=request.user, actor=request.actor, at=clock.now())
        logout(request)
        response = redirect_to(request, settings.LOGIN_URL)
        response.delete_cookie(LAST, path="/sign-in/", samesite="Lax")
        return response


def last_account(request):
    """Whose session ended in this browser; None when it cannot tell."""
    try:
        number = request.get_signed_cookie(LAST)
    except (KeyError, signing.BadSignature):
        return None
    return Account.objects.filter(pk=number, is_active=True).first()


def refuse(request, username):
    if not getattr(request, "axes_locked_out", False):
        actions.record_failed_sign_in(username=username, at=clock.now())


def is_herself(request, password):
    """Before something leaves the portal: the password once more, through the same door as a
    sign-in: wrong ones are written down, and five of them shut it (axes)."""
    known = authenticate(request, username=request.user.username, password=password)
    if known is None:
        refuse(request, request.user.username)
    return known is not None


def page(request, form, *, wrong="", hint="", status=200):
    context = {
        "form": form,
        "wrong": wrong,
        "hint": hint,
        "next": safe_next(request, settings.LOGIN_REDIRECT_URL),
        "desk": f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}",
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def again(request, account, form, *, wrong=""):
    context = {"account": account, "form": form, "wrong": wrong or ("" if account else UNKNOWN)}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/sign_in_again.html", context, status=status)


def locked_out(request, response=None, credentials=None):
    """settings.AXES_LOCKOUT_CALLABLE: the same page with the minute it opens again."""
    name = get_client_username(request, credentials)
    attempt = (
        AccessAttempt.objects.filter(username=name, ip_address=get_client_ip_address(request))
        .order_by("-attempt_time")
        .first()
    )
    begun = attempt.attempt_time if attempt else timezone.now()
    until = timezone.localtime(begun + get_cool_off(request))
    actions.record_lock_out(username=(credentials or {}).get("username", ""), at=clock.now())
    wrong = f"为保护账号，已暂停登录至{until:%H:%M}。需要马上使用，请联系账号管理员。"
    if request.GET.get("again"):
        account = last_account(request)
        return again(request, account, SignInAgain.form(account), wrong=wrong)
    return page(request, SignInForm(actor=None), wrong=wrong, status=429)
