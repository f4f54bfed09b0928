"""The second factor: giving it at sign-in, and setting it up."""

from base64 import b32encode

import segno
from django.conf import settings
from django_otp import login as otp_login

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.accounts import actions, rules, sessions
from portal.accounts.forms import TokenForm
from portal.accounts.views.own import refuse_in_place
from portal.ui.views import PortalView, redirect_to, render, safe_next, say


class SecondFactor(PortalView):
    """Between the password and the desk, for whoever has set a second factor."""

    permission = Permission.DESK

    def get(self, request):
        if not request.session.get(sessions.NEEDS_FACTOR):
            return redirect_to(request, settings.LOGIN_REDIRECT_URL)
        return render(request, "accounts/second_factor.html", {"form": TokenForm(actor=None)})

    def post(self, request):
        form = TokenForm(request.POST, actor=request.actor)
        if form.is_valid():
            try:
                device = actions.pass_second_factor(account=request.user, **form.cleaned_data)
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                otp_login(request, device)
                request.session[sessions.NEEDS_FACTOR] = False
                return redirect_to(request, safe_next(request, settings.LOGIN_REDIRECT_URL))
        return render(request, "accounts/second_factor.html", {"form": form}, status=422)


class SecondFactorSet(PortalView):
    permission = Permission.DESK

    def get(self, request):
        return self.page(request, TokenForm(actor=request.actor))

    def post(self, request):
        form = TokenForm(request.POST, actor=request.actor)
        if form.is_valid():
            try:
                device = actions.confirm_second_factor(
                    account=request.user, actor=request.actor, at=clock.now(), **form.cleaned_data
                )
            except Refused as refusal:
                refuse_in_place(form, refusal)
            else:
                otp_login(request, device)
                say(request, "动态口令已启用，下次登录时请打开手机查看。")
                return redirect_to(request, "accounts:own")
        return self.page(request, form, status=422)

    @staticmethod
    def page(request, form, status=200):
        try:
            device = actions.begin_second_factor(account=request.user)
        except Refused:
            return redirect_to(request, "accounts:own")
        key = device.bin_key
        context = {
            "form": form,
            "picture": segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2),
            "key": readable(key),
            "needed": bool(request.actor.roles & rules.NEED_SECOND_FACTOR),
        }
        return render(request, "accounts/second_factor_set.html", context, status=status)


def readable(key: bytes) -> str:
    """The key as an app takes it by hand: base 32 (RFC 4648) in groups of four."""
    text = b32encode(key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
