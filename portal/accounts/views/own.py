"""One's own account: first password, another password, what stands under one's name."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.accounts import actions, rules
from portal.accounts.forms import FirstChangeForm, PasswordForm
from portal.accounts.models import Posting
from portal.ui.views import PortalView, redirect_to, render, say


def refuse_in_place(form, refusal):
    """Put the words of a refusal beside the field they belong to."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class FirstChange(PortalView):
    """After a one-time code nothing else opens: a password of one's own and the promise."""

    permission = Permission.DESK

    def get(self, request):
        if not request.user.must_change_password:
            return redirect_to(request, settings.LOGIN_REDIRECT_URL)
        return self.page(request, FirstChangeForm(actor=request.actor))

    def post(self, request):
        if not request.user.must_change_password:
            return redirect_to(request, settings.LOGIN_REDIRECT_URL)
        form = FirstChangeForm(request.POST, actor=request.actor)
        if form.is_valid():
            try:
                account = actions.first_change(
                    account=request.user,
                    new=form.cleaned_data["new"],
                    actor=request.actor,
                    at=clock.now(),
                )
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                update_session_auth_hash(request, account)
                say(request, "新密码已设好，以后用它登录。")
                return redirect_to(request, settings.LOGIN_REDIRECT_URL)
        return self.page(request, form, status=422)

    @staticmethod
    def page(request, form, status=200):
        return render(request, "accounts/first_change.html", {"form": form}, status=status)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Password(PortalView):
    permission = Permission.DESK

    def get(self, request):
        return self.page(request, PasswordForm(actor=request.actor))

    def post(self, request):
        form = PasswordForm(request.POST, actor=request.actor)
        if form.is_valid():
            try:
                account = actions.change_password(
                    account=request.user,
                    old=form.cleaned_data["old"],
                    new=form.cleaned_data["new"],
                    actor=request.actor,
                    at=clock.now(),
                )
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                update_session_auth_hash(request, account)
                say(request, "密码已改，其他地方的登录都已退出。")
                return redirect_to(request, "accounts:own")
        return self.page(request, form, status=422)

    @staticmethod
    def page(request, form, status=200):
        old = rules.password_is_old(
            request.user.password_changed_at, now=clock.now(), longest=settings.PASSWORD_MAX_AGE
        )
        days = settings.PASSWORD_MAX_AGE.days if settings.PASSWORD_MAX_AGE else None
        context = {"form": form, "old_days": days if old else None}
        return render(request, "accounts/password.html", context, status=status)


class OwnAccount(PortalView):
    permission = Permission.DESK

    def get(self, request):
        account = request.user
        postings = Posting.objects.filter(account=account).select_related("unit")
        device = TOTPDevice.objects.filter(user=account, confirmed=True).exists()
        context = {
            "account": account,
            "postings": postings.order_by("-valid_from", "-pk"),
            "has_factor": device,
            "needs_factor": bool(request.actor.roles & rules.NEED_SECOND_FACTOR),
            "idle": int(settings.SESSION_IDLE.total_seconds() // 60),
            "absolute": int(settings.SESSION_ABSOLUTE.total_seconds() // 3600),
        }
        return render(request, "accounts/own.html", context)
