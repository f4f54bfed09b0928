"""What is turned away before anything else looks at it: old browsers, huge and strange bodies."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.ui.errors import answer, drain

TRIDENT = ("Trident/", "MSIE ")


class OldBrowserMiddleware:
    """Dual-core browsers (360、QQ、搜狗) name Trident while in 兼容模式. Static files pass: the
    page has a picture."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agent = request.headers.get("User-Agent", "")
        is_static = request.path.startswith(settings.STATIC_URL)
        if is_static or not any(mark in agent for mark in TRIDENT):
            return self.get_response(request)
        page = render_to_string("ui/old_browser.html", {"name": settings.PORTAL_NAME})
        return HttpResponse(page, headers={"Cache-Control": "no-store", "Vary": "User-Agent"})


class BodyLimit:
    """A body over the limit is refused before it is read, also by somebody not signed in: Django's
    own limit leaves out files. An encoding that is none of text is refused as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if length(request) > largest(request):
            drain(request)
            return answer(request, 413)
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            request.encoding = "utf-8"  # the answer's own templates read the request as well
            return answer(request, 400)
        return self.get_response(request)


def largest(request: HttpRequest) -> int:
    """Bytes: more where files arrive, which never lie in memory, from somebody with a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return settings.LARGEST_BODY
    places = settings.LARGER_BODIES.items()
    larger = (most for start, most in places if request.path.startswith(start))
    return next(larger, settings.LARGEST_BODY)


def length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
