"""HTTP ↔ files on records. Whoever may not see the record gets 404, for its files as well."""

from functools import cached_property
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.files import actions, presenters, registry, storing
from portal.files.choices import MEDIA_TYPES, Kind, Size
from portal.files.forms import DescribeForm, OrderForm, UploadForm
from portal.ui.errors import answer
from portal.ui.views import PortalView, redirect_to, render

PAGE, ONE = "files/page.html", "files/file.html"
NOTHING = "请选择要上传的文件。"


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

    def page(self, wrong=(), status=200):
        board = presenters.board(self.holder, self.record, self.request.actor, tuple(wrong))
        return render(
            self.request, PAGE, {"board": board}, {"files": "board"}, status if not wrong else 422
        )

    def done(self, said):
        """The list again for htmx, else back to where the record is shown."""
        messages.success(self.request, said)
        if self.request.headers.get("HX-Request"):
            return self.page()
        return redirect_to(self.request, self.record)


class FileList(RecordView):
    """GET the files of a record; POST several at once, each kept or refused by name."""

    def get(self, request, holder, record):
        return self.page()

    def post(self, request, holder, record):
        self.record  # noqa: B018 - 404 before anything is looked at
        form = UploadForm(request.POST, actor=request.actor)
        uploads = request.FILES.getlist("files")
        if not form.is_valid() or not uploads:
            return self.refused([NOTHING])
        kept, wrong = 0, []
        for upload in uploads:
            try:
                actions.attach(upload=upload, role=form.cleaned_data["role"], **self.about)
                kept += 1
            except Refused as refusal:
                wrong.append(f"{upload.name}：{refusal.words}")
        if wrong:
            return self.refused(wrong)
        if request.headers.get("X-One-File"):
            return HttpResponse(status=204)
        return self.done(f"已上传{kept}份材料。")

    def refused(self, wrong):
        if self.request.headers.get("X-One-File"):
            return answer(self.request, 422, text=wrong[0])
        return self.page(wrong)


class FileOrder(RecordView):
    def post(self, request, holder, record):
        form = OrderForm(request.POST, actor=request.actor)
        known = [file.pk for file in self.holder.files_of(self.record, request.actor)]
        if not form.is_valid():
            return self.page(["没有看懂新的顺序，请刷新后再调整。"])
        try:
            order = self.wanted(known, form.cleaned_data)
            actions.reorder(order=order, **self.about)
        except ValueError:
            return self.page(["没有看懂新的顺序，请刷新后再调整。"])
        except Refused as refusal:
            return self.page([refusal.words])
        return self.done("顺序已调整。")

    @staticmethod
    def wanted(known, data):
        """The new order; raises ValueError where nothing sensible was asked for."""
        if data["order"]:
            return [UUID(key) for key in data["order"].split(",")]
        place = known.index(UUID(data["file"]))
        other = place - 1 if data["way"] == "up" else place + 1
        if 0 <= other < len(known):
            known[place], known[other] = known[other], known[place]
        return known


class FilePage(RecordView):
    """One file: the picture, what is said of it; POST says it."""

    def get(self, request, holder, record, file):
        return self.shown(self.form())

    def post(self, request, holder, record, file):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            actions.describe(file_id=self.file.pk, **self.about, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.shown(form, status=422)
        messages.success(request, "材料说明已保存。")
        return redirect_to(request, self.record)

    def form(self, data=None):
        file = self.file
        names = ("role", "caption", "consent", "has_minor")
        initial = {name: getattr(file, name) for name in names}
        return DescribeForm(
            data, actor=self.request.actor, is_picture=file.is_picture, initial=initial
        )

    def shown(self, form, status=200):
        board = presenters.board(self.holder, self.record, self.request.actor)
        context = {"board": board, "file": self.file, "form": form}
        near = presenters.near(self.holder, self.file, self.request.actor)
        context["near"] = [(other, self.holder.record_of(other)) for other in near]
        context["facts"] = presenters.facts(self.file)
        return render(self.request, ONE, context, status=status)


class FileContent(RecordView):
    """The file itself, always as a download; that it was given is written down."""

    def get(self, request, holder, record, file):
        file = self.file
        actions.open_file(file=file, actor=request.actor, at=clock.now())
        return sent(file.stored, MEDIA_TYPES[Kind(file.kind)], file.name)


class FileCopy(RecordView):
    """A reduced copy of a picture, shown in the page."""

    def get(self, request, holder, record, file, size):
        file = self.file
        if not file.is_picture:
            raise Http404
        if size == Size.LARGE:
            actions.open_file(file=file, actor=request.actor, at=clock.now(), size=size)
        return sent(storing.copy_of(file.stored, size), MEDIA_TYPES[Kind.JPG])


class FileRemove(RecordView):
    def post(self, request, holder, record, file):
        try:
            actions.remove(file_id=self.file.pk, **self.about)
        except Refused as refusal:
            return self.page([refusal.words])
        messages.success(request, "材料已移除，30日内可请系统管理员找回。")
        return redirect_to(request, self.record)


def sent(stored, media_type, name=""):
    """Through the server in front where settings name its place, else by ourselves.

    `name` makes it a download; without one it is shown in the page (a redrawn JPEG only).
    """
    if settings.FILES_ACCEL:
        response = HttpResponse(content_type=media_type)
        response["X-Accel-Redirect"] = settings.FILES_ACCEL + quote(stored)
    else:
        try:
            size = storing.size_of(stored)
        except FileNotFoundError as error:
            raise Http404 from error
        response = StreamingHttpResponse(storing.pieces_of(stored), content_type=media_type)
        response["Content-Length"] = size
    response["Content-Disposition"] = content_disposition_header(bool(name), name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
