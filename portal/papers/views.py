"""HTTP ↔ papers."""

from functools import cached_property
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.drafts.actions import submit
from portal.papers import actions, forms, presenters, registry
from portal.papers.filters import PaperFilter
from portal.papers.models import IssuedPaper, NumberSeries
from portal.ui.paging import capped_count, keyset
from portal.ui.views import PortalView, redirect_to, render

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PaperList(PortalView):
    """文书登记簿: what was issued, newest first; voids stay in it."""

    permission = Permission.PAPER_VIEW

    def get(self, request):
        visible = IssuedPaper.objects.visible_to(request.actor)
        chosen = PaperFilter(request.GET, visible.for_list())
        found = chosen.qs if chosen.form.is_valid() else visible.none()
        page = keyset(found, request.GET, by="issued_at")
        used = sorted({k for k, v in request.GET.items() if v} & set(chosen.filters))
        audit.record(
            actor=request.actor, action="paper.list", at=clock.now(), filter=used, rows=len(page)
        )
        blanks = [
            kind
            for kind in registry.kinds()
            if kind.is_blank and request.actor.can(kind.permission)
        ]
        context = {
            "filter": chosen,
            "page": page,
            "total": capped_count(found),
            "is_filtered": bool(used),
            "blanks": blanks if request.actor.can(Permission.PAPER_ISSUE) else [],
        }
        return render(request, "papers/list.html", context, {"paper-results": "results"})


class PaperNew(PortalView):
    """What a paper of this kind would say, and the fields to change it; then 生成文书."""

    permission = Permission.PAPER_ISSUE

    @cached_property
    def kind(self):
        kind = registry.kind_of(self.kwargs["kind"])
        if kind is None or not self.request.actor.can(kind.permission):
            raise Http404
        return kind

    @cached_property
    def record(self):
        record = self.kind.find(self.request.actor, self.kwargs["record"])
        if record is None:
            raise Http404
        return record

    def form(self, *args, **kwargs):
        year = timezone.localtime(clock.now()).year
        series = NumberSeries.objects.filter(
            unit_code=self.request.actor.unit_code, kind=self.kind.name, year=year
        ).first()
        mark = series.mark if series and self.kind.is_numbered else ""
        made = forms.IssueForm.of(self.kind, mark=mark)
        return made(*args, actor=self.request.actor, kind=self.kind, mark=mark, **kwargs)

    def build(self, values):
        return self.kind.build(
            actor=self.request.actor, record=self.record, values=values, day=clock.today()
        )

    def page(self, form, paper, status=200, refused=""):
        context = {
            "form": form,
            "refused": refused,
            "kind": self.kind,
            "about": self.kind.about(self.record),
        }
        context |= {"record": self.kwargs["record"], "sheet": paper and presenters.sheet(paper)}
        return render(self.request, "papers/new.html", context, {"paper-new": "work"}, status)

    def get(self, request, kind, record):
        if refusal := self.kind.refusal(self.record, request.actor):
            messages.error(request, refusal)
            return redirect_to(request, self.kind.about(self.record).url or "papers:list")
        initial = dict(self.kind.initial(request.actor, self.record, clock.today()))
        about = self.record if self.kind.about(self.record).type else None
        actions.preview_paper(kind=self.kind, record=about, actor=request.actor, at=clock.now())
        try:
            paper = self.build(initial)
        except Refused as refusal:
            return self.page(self.form(initial=initial), None, refused=refusal.words)
        return self.page(self.form(initial=initial), paper)

    def post(self, request, kind, record):
        form = self.form(request.POST)
        if not self.record or not form.is_valid():
            return self.page(form, None, 422)
        try:
            paper = self.build(form.values)
            if request.POST.get("act") == "preview":
                return self.page(form, paper)
            at = clock.now()
            url = submit(
                actor=request.actor, at=at, key=form.key, work=lambda: self.issue(form, paper, at)
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, None, 422)
        messages.success(request, "文书已生成，可以下载或打印。")
        return redirect_to(request, url)

    def issue(self, form, paper, at):
        source, text = form.numbering
        return actions.issue_paper(
            kind=self.kind,
            record=self.record if self.kind.about(self.record).type else None,
            paper=paper,
            numbering=actions.Numbering(source, text),
            actor=self.request.actor,
            at=at,
        ).get_absolute_url()


class PaperView(PortalView):
    """A page about one issued paper: it exists for the actor, or the answer is 404."""

    permission = Permission.PAPER_VIEW

    @cached_property
    def paper(self):
        visible = IssuedPaper.objects.visible_to(self.request.actor).select_related("issued_by")
        return get_object_or_404(visible, pk=self.kwargs["paper"])

    def read(self, how):
        return actions.read_paper(
            paper=self.paper, how=how, actor=self.request.actor, at=clock.now()
        )

    def page(self, *, how="read", status=200, **extra):
        paper, actor = self.paper, self.request.actor
        shown, _ = self.read(how)
        may_issue = actor.can(Permission.PAPER_ISSUE) and paper.unit_code == actor.unit_code
        context = {
            "paper": paper,
            "sheet": presenters.sheet(shown),
            "findings": presenters.finding_lines(paper),
            "summary": presenters.summary(paper) if paper.final_at else "",
            "may_confirm": may_issue and paper.final_at and not paper.final_confirmed_at,
        }
        if may_issue and presenters.may_void(paper, actor):
            context["void_form"] = forms.VoidForm(actor=actor)
        if may_issue and not paper.is_void and not paper.final_confirmed_at:
            context["final_form"] = forms.WordForm(actor=actor)
        return render(self.request, "papers/detail.html", context | extra, status=status)

    def act(self, work, *, said, form=None, **shown):
        try:
            work()
        except Refused as refusal:
            if form is not None:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, refusal.words
                )
            else:
                messages.error(self.request, refusal.words)
            return self.page(status=422, **shown)
        messages.success(self.request, said)
        return redirect_to(self.request, self.paper)


class PaperDetail(PaperView):
    def get(self, request, paper):
        return self.page()


class PaperPrint(PaperView):
    """The paper alone on its sheet."""

    def get(self, request, paper):
        shown, _ = self.read("print")
        context = {"paper": self.paper, "sheet": presenters.sheet(shown)}
        return render(request, "papers/print.html", context)


class PaperDownload(PaperView):
    """The .docx: the 定稿 once it is confirmed, else what the portal made."""

    def get(self, request, paper):
        _, content = self.read("download")
        response = HttpResponse(content(), content_type=WORD)
        name = quote(self.paper.file_name)
        response["Content-Disposition"] = (
            f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{name}"
        )
        return response


class PaperVoid(PaperView):
    permission = Permission.PAPER_ISSUE

    def post(self, request, paper):
        form = forms.VoidForm(request.POST, actor=request.actor)
        if self.paper and not form.is_valid():
            return self.page(status=422, void_form=form)
        return self.act(
            lambda: actions.void_paper(
                paper=self.paper, actor=request.actor, at=clock.now(), **form.cleaned_data
            ),
            said="已作废，文号保留在登记簿中。",
            form=form,
            void_form=form,
        )


class FinalUpload(PaperView):
    """上传定稿: the leader's text comes back."""

    permission = Permission.PAPER_ISSUE

    def post(self, request, paper):
        form = forms.WordForm(request.POST, request.FILES, actor=request.actor)
        if self.paper and not form.is_valid():
            return self.page(status=422, final_form=form)
        return self.act(
            lambda: actions.take_back(
                paper=self.paper,
                content=form.content,
                words=form.incoming.words,
                actor=request.actor,
                at=clock.now(),
            ),
            said="定稿已上传，数字已比对。",
            form=form,
            final_form=form,
        )


class FinalConfirm(PaperView):
    """Each differing number has its tick; then the 定稿 is the paper."""

    permission = Permission.PAPER_ISSUE

    def post(self, request, paper):
        typed = request.POST.getlist("checked")
        checked = {
            int(text) for text in typed if text.isascii() and text.isdigit() and len(text) < 6
        }
        return self.act(
            lambda: actions.confirm_final(
                paper=self.paper, checked=checked, actor=request.actor, at=clock.now()
            ),
            said="定稿已确认，以后下载和打印以定稿为准。",
        )


class WordRead(PortalView):
    """What the portal reads in a Word file: headings, text, pictures. Nothing is kept."""

    permission = Permission.PAPER_ISSUE

    def page(self, form, status=200, **extra):
        return render(self.request, "papers/word.html", {"form": form, **extra}, status=status)

    def get(self, request):
        return self.page(forms.WordForm(actor=request.actor))

    def post(self, request):
        form = forms.WordForm(request.POST, request.FILES, actor=request.actor)
        if not form.is_valid():
            return self.page(form, 422)
        return self.page(forms.WordForm(actor=request.actor), incoming=form.incoming)
