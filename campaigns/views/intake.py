"""批量收件: files dropped into the inbox of a campaign, and each made a unit's 代报."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404

from campaigns import holding
from campaigns.actions.intake import take_in
from campaigns.forms.intake import IntakeRow
from campaigns.presenters import intake as shown
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.files.presenters import board
from portal.files.views.board import FileList
from portal.ui.views import redirect_to, render

PAGE = "campaigns/intake.html"
GONE = "这份文件已经处理过，或者已被移除。"


class Intake(FileList):
    """GET the inbox; POST files into it, each kept or refused by name."""

    permission = Permission.CAMPAIGN_REVIEW
    holder = holding.INTAKE

    @cached_property
    def record(self):
        found = holding.find_inbox(self.request.actor, str(self.kwargs["pk"]))
        if found is None:
            raise Http404
        return found

    @cached_property
    def offered(self):
        return shown.offered(self.record, self.request.actor)

    def get(self, request, pk):
        return self.page()

    def post(self, request, pk):
        return super().post(request, self.holder.name, str(pk))

    def form(self, file, *args, **kwargs):
        kwargs.setdefault("initial", self.offered.guess(file.name, clock.today()))
        about = {"units": self.offered.units, "things": self.offered.things}
        return IntakeRow(
            *args, actor=self.request.actor, prefix=str(file.pk), auto_id="%s", **about, **kwargs
        )

    def page(self, wrong=(), forms=None, done=(), status=200):
        inbox = board(self.holder, self.record, self.request.actor, tuple(wrong))
        forms = forms or {}
        rows = [
            {"file": file, "form": forms.get(file.pk) or self.form(file)} for file in inbox.files
        ]
        context = {"board": inbox, "campaign": self.record, "rows": rows, "done": done}
        parts = {inbox.anchor: "inbox"}
        return render(self.request, PAGE, context, parts, 422 if wrong else status)


class IntakeTake(Intake):
    """代报, one act a file: one row by its own button, or all that are ready."""

    def get(self, request, pk):
        return redirect_to(request, self.holder.home(self.record))

    def post(self, request, pk):
        files = list(self.holder.files_of(self.record, request.actor))
        only = request.POST.get("only", "")
        forms = {file.pk: self.form(file, request.POST) for file in files}
        chosen = [file for file in files if self.is_chosen(file, only)]
        done = [said for file in chosen if (said := self.take(file, forms.get(file.pk)))]
        if only and request.headers.get("HX-Request"):
            return self.row(only, chosen, forms, done)
        if not chosen:
            messages.error(request, GONE if only else "请先给文件选单位和材料。")
        if chosen and len(done) == len(chosen) == len(files):
            for said in done:
                messages.success(request, said["words"])
            return redirect_to(request, self.holder.home(self.record))
        kept = {file.pk: self.kept(file, forms[file.pk], file in chosen) for file in files}
        return self.page(forms=kept, done=done, status=200 if len(done) == len(chosen) > 0 else 422)

    def is_chosen(self, file, only):
        if only:
            return str(file.pk) == only
        data = self.request.POST
        return bool(data.get(f"{file.pk}-unit") and data.get(f"{file.pk}-kind"))

    def kept(self, file, form, is_tried):
        """What was typed in a row nobody sent yet, without complaints."""
        if is_tried:
            return form
        return self.form(file, initial={name: form[name].value() for name in form.fields})

    def take(self, file, form):
        """What became of the file; None, and the row says why, when nothing did."""
        if not form.is_valid():
            return None
        try:
            taken = take_in(
                campaign=self.record,
                inbox=holding.INTAKE,
                papers=holding.DUTIES,
                file_id=file.pk,
                unit_code=form.cleaned_data["unit"],
                kind=form.cleaned_data["kind"],
                received=form.received(),
                actor=self.request.actor,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return None
        return shown.outcome(taken)

    def row(self, only, chosen, forms, done):
        """The one row anew: done, or with what is wrong in it."""
        context = {"campaign": self.record, "only": only, "said": done[0] if done else None}
        if chosen and not done:
            file = chosen[0]
            context |= {"row": {"file": file, "form": forms[file.pk]}}
        elif not chosen:
            context["said"] = {"tone": "soon", "words": GONE}
        template = "campaigns/intake_row.html"
        return render(self.request, template, context, status=200 if done else 422)
