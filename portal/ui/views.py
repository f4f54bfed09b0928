"""What every view stands on: a named permission, parts of pages, safe redirects."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from portal import clock
from portal.access import Permission
from portal.ui import gallery
from portal.ui.context import LETTERS_COOKIE

YEAR = 365 * 24 * 3600
PLAIN = "text/plain; charset=utf-8"


class PortalView(View):
    """One URL, one class, one named permission. Never decides which rows are visible."""

    permission: Permission | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        if cls.permission is None:
            raise ImproperlyConfigured(f"{cls.__qualname__} names no permission")
        return super().as_view(**initkwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor:  # may be lazy, so its truth is asked, not its identity
            return sign_in_needed(request)
        if not request.actor.can(self.permission):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class PublicView(View):
    """A page for people who are not signed in. A guard holds the printed list of these.

    `most_a_minute`: so many requests of one address, counted by each process of the web server.
    """

    most_a_minute: int | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.most_a_minute and self.is_flooded(request):
            return HttpResponse("查询太频繁，请一分钟后再试。", status=429, content_type=PLAIN)
        return super().dispatch(request, *args, **kwargs)

    def is_flooded(self, request: HttpRequest) -> bool:
        address, minute = request.META.get("REMOTE_ADDR", ""), f"{clock.now():%H%M}"
        key = f"public:{type(self).__name__}:{address}:{minute}"
        cache.add(key, 0, 60)
        return cache.incr(key) > (self.most_a_minute or 0)


def sign_in_needed(request: HttpRequest) -> HttpResponse:
    """401 for a script, which opens the sign-in dialog; a redirect for a plain request.

    After a plain POST the way leads back to the page the form stood on, not to its address.
    """
    if request.headers.get("HX-Request"):
        response = HttpResponse("请重新登录。", status=401, headers={"HX-Trigger": "signInNeeded"})
        patch_cache_control(response, private=True, no_store=True)
        return response
    back = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        referer = urlsplit(request.headers.get("Referer", ""))
        back = referer.path if referer.netloc == request.get_host() else "/"
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    parts: Mapping[str, str] | None = None,
    status: int = 200,
    *,
    announce: str = "",
) -> HttpResponse:
    """The page, or the one part of it that belongs to the htmx target.

    `parts` maps a target's id to a `{% partialdef %}` of `template`: the browser never names one.
    With a part ride along the messages, `announce` for screen readers and the menu's numbers.
    """
    context = dict(context or {})
    part = _part(request, parts or {})
    if part is None:
        body = render_to_string(template, context, request)
    else:
        aside = {"announce": announce, "changed": request.method not in {"GET", "HEAD"}}
        body = render_to_string(f"{template}#{part}", context, request)
        body += render_to_string("components/ride_along.html", aside, request)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _part(request: HttpRequest, parts: Mapping[str, str]) -> str | None:
    headers = request.headers
    whole = headers.get("HX-Boosted") or headers.get("HX-History-Restore-Request")
    if not headers.get("HX-Request") or whole:
        return None
    return parts.get(headers.get("HX-Target", ""))


def redirect_to(request: HttpRequest, to: Any) -> HttpResponse:
    """Send the browser on: HX-Redirect for htmx, 302 otherwise. `to` as in resolve_url()."""
    url = resolve_url(to)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def safe_next(request: HttpRequest, default: Any) -> str:
    """The `next` of form or query if it is a path of this site, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    plain = wanted.startswith("/") and "\\" not in wanted and wanted.isprintable()
    host = {request.get_host()}
    if plain and url_has_allowed_host_and_scheme(wanted, host, request.is_secure()):
        return wanted
    return resolve_url(default)


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """A line at the top of the next page; `undo` is a URL that takes a POST within 8 seconds."""
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")


class Gallery(PortalView):
    """Every component in every state, so that a change to one is seen before it spreads."""

    permission = Permission.DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, gallery.SampleForm(actor=request.actor))

    def post(self, request: HttpRequest) -> HttpResponse:
        """What the samples send: checked, answered, kept nowhere."""
        form = gallery.SampleForm(request.POST, actor=request.actor)
        if "name" in request.POST and not form.is_valid():
            return self.page(request, form, status=422)
        say(request, "这是示例，没有保存任何内容。")
        return redirect_to(request, "ui:gallery")

    def page(self, request: HttpRequest, form: gallery.SampleForm, status: int = 200):
        context = {"form": form, **gallery.samples()}
        return render(request, "ui/gallery.html", context, {"sample": "sample"}, status)


class Letters(PortalView):
    """大字 on or off, remembered by this browser."""

    permission = Permission.DESK

    def post(self, request: HttpRequest) -> HttpResponse:
        response = redirect_to(request, safe_next(request, "/"))
        if request.COOKIES.get(LETTERS_COOKIE):
            response.delete_cookie(LETTERS_COOKIE, samesite="Lax")
        else:
            response.set_cookie(
                LETTERS_COOKIE,
                "1",
                max_age=YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response
