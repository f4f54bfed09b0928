"""HTTP ↔ one file: its page, its bytes, its faces."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from portal import clock
from portal.access.refusal import Refused
from portal.files import actions, presenters, storing
from portal.files.choices import MEDIA_TYPES, Kind, Size
from portal.files.forms import BlurForm, DescribeForm
from portal.files.views.base import RecordView
from portal.ui.views import redirect_to, render

ONE, BLUR = "files/file.html", "files/blur.html"


class FilePage(RecordView):
    """One file: the picture, what is said of it; POST says it."""

    def get(self, request, holder, record, file):
        return self.shown(self.form())

    def post(self, request, holder, record, file):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        try:
            described = actions.describe(file_id=self.file.pk, **self.about, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.shown(form, status=422)
        messages.success(request, "材料说明已保存。")
        if described.wants_blur:
            return redirect_to(request, self.address("files:blur"))
        return redirect_to(request, self.holder.home(self.record))

    def form(self, data=None):
        file = self.file
        names = ("role", "caption", "consent", "has_minor")
        initial = {name: getattr(file, name) for name in names}
        roles = presenters.roles_for(self.holder, file)
        kind = {"roles": roles, "is_picture": file.is_picture}
        return DescribeForm(data, actor=self.request.actor, initial=initial, **kind)

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
        if file.is_on_disc:
            raise Http404
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


class FileBlur(RecordView):
    """Boxes drawn over faces; the server makes the copy that is given from then on."""

    def get(self, request, holder, record, file):
        return self.shown(BlurForm(actor=request.actor))

    def post(self, request, holder, record, file):
        form = BlurForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.shown(form, status=422)
        boxes = form.cleaned_data["boxes"]
        try:
            actions.blur(file_id=self.file.pk, boxes=boxes, **self.about)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.shown(form, status=422)
        messages.success(request, f"已遮挡{len(boxes)}处，原照片不再提供。")
        return redirect_to(request, self.address("files:file"))

    def shown(self, form, status=200):
        board = presenters.board(self.holder, self.record, self.request.actor)
        if not self.file.is_picture or not board.may_change:
            raise Http404
        context = {"board": board, "file": self.file, "form": form}
        return render(self.request, BLUR, context, status=status)


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
