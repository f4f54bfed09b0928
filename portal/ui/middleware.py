"""One static page for browsers in Trident mode: they can run nothing else of this portal."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

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
