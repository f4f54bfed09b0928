"""Whose files: whoever may not see the record gets 404, for its files as well."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from portal import clock
from portal.access import Permission
from portal.files import presenters, registry
from portal.ui.views import PortalView, redirect_to, render

PAGE = "files/page.html"


class RecordView(PortalView):
    """About the files of one record that exists for this person."""

    permission = Permission.DESK

    @cached_property
    def holder(self):
        found = registry.holder(self.kwargs["holder"])
        if found is None or not self.request.actor.can(found.permission):
            raise Http404
        return found

    @cached_property
    def record(self):
        record = self.holder.find(self.request.actor, self.kwargs["record"])
        if record is None:
            raise Http404
        return record

    @cached_property
    def file(self):
        files = self.holder.files_of(self.record, self.request.actor).select_related("added_by")
        file = files.filter(pk=self.kwargs["file"]).first()
        if file is None:
            raise Http404
        return file

    @property
    def about(self):
        """Whose file, for every action."""
        return {
            "holder": self.holder,
            "record": self.record,
            "actor": self.request.actor,
            "at": clock.now(),
        }

    def page(self, wrong=()):
        board = presenters.board(self.holder, self.record, self.request.actor, tuple(wrong))
        parts, status = {board.anchor: "board"}, 422 if wrong else 200
        return render(self.request, PAGE, {"board": board}, parts, status)

    def address(self, name):
        """Of a page of this file."""
        return reverse(name, kwargs=self.kwargs)

    def done(self, said):
        """The list again for htmx, else back to where the record is shown."""
        messages.success(self.request, said)
        if self.request.headers.get("HX-Request"):
            return self.page()
        return redirect_to(self.request, self.holder.home(self.record))
