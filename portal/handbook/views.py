"""The handbook: its contents, and one page a task. It holds nothing of any case."""

from django.http import Http404

from portal.access import Permission
from portal.handbook import book
from portal.ui.views import PortalView, render


class Contents(PortalView):
    permission = Permission.DESK

    def get(self, request):
        return render(request, "handbook/contents.html", {"body": book.contents()})


class OnePage(PortalView):
    permission = Permission.DESK

    def get(self, request, page):
        found = book.page(page)
        if found is None:
            raise Http404("手册里没有这一页。")
        before, after = book.neighbours(page)
        context = {"page": found, "before": before, "after": after}
        return render(request, "handbook/page.html", context)
