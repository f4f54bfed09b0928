"""The first page, the notices, and whether the house stands."""

from datetime import date

from django.db import Error, connection
from django.http import Http404, JsonResponse

from portal import clock
from portal.access import Permission
from portal.deadlines.reference import calendar_from
from portal.deadlines.rules.calendar import FIRST_YEAR, LAST_YEAR
from portal.desk import actions, presenters
from portal.desk.models import Notice
from portal.ui.paging import keyset
from portal.ui.views import PortalView, PublicView, redirect_to, render, say

NOTICES_A_PAGE = 30


class Health(PublicView):
    """{"status": "ok"} with 200; 503 when the database does not answer. For load balancers."""

    def get(self, request):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return JsonResponse({"status": "database away"}, status=503)
        return JsonResponse({"status": "ok"})


class Desk(PortalView):
    """今天要办的事: cards, to-dos by due date, what came in."""

    permission = Permission.DESK

    def get(self, request):
        desk = presenters.desk_of(request.actor, clock.today())
        return render(request, "desk/desk.html", {"desk": desk})


class Year(PortalView):
    """年历: key dates, campaigns, her own last days, rest days and the weekends worked."""

    permission = Permission.DESK

    def get(self, request):
        today = clock.today()
        asked = request.GET.get("year", "")
        is_year = asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:5]) <= LAST_YEAR
        year = int(asked) if is_year else today.year
        context = {
            "year": year,
            "heading": f"{year}年历",
            "years": (year - 1, year + 1),
            "months": presenters.year_of(request.actor, year, today),
            "is_known": calendar_from(year).is_known(date(year, 1, 1)),
        }
        return render(request, "desk/year.html", context)


class NoticeList(PortalView):
    """All notices of one person, newest first."""

    permission = Permission.DESK

    def get(self, request):
        notices = Notice.objects.visible_to(request.actor)
        page = keyset(notices, request.GET, by="at", size=NOTICES_A_PAGE)
        context = {"page": page, "has_unread": notices.unread().exists()}
        return render(request, "desk/notices.html", context)


class NoticeOpen(PortalView):
    """Follow a notice: it counts as seen from then on. POST, for it changes something."""

    permission = Permission.DESK

    def post(self, request, key):
        notice = actions.open_notice(actor=request.actor, key=key, at=clock.now())
        if notice is None:
            raise Http404
        return redirect_to(request, notice.url or "desk:notices")


class NoticesSeen(PortalView):
    """全部已看."""

    permission = Permission.DESK

    def post(self, request):
        seen = actions.see_all(actor=request.actor, at=clock.now())
        say(request, f"{seen}条通知已标为已看。")
        return redirect_to(request, "desk:notices")
