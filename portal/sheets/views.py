"""Template, upload, dry run, import, slips."""

from base64 import b64encode

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_variables

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.accounts import papers
from portal.jobs import actions as jobs
from portal.sheets import actions, reading, registry, tasks, workbooks
from portal.sheets.checking import check
from portal.sheets.choices import Mode
from portal.sheets.forms import UploadForm
from portal.sheets.models import Upload
from portal.ui.views import PortalView, redirect_to, render, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content, name):
    """A workbook as a download: bytes, or an open file that the answer closes."""
    if isinstance(content, bytes):
        response = HttpResponse(content, content_type=XLSX)
    else:
        response = FileResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


class SheetsView(PortalView):
    permission = Permission.SHEET_IMPORT

    def sheet(self, name):
        sheet = registry.sheet_for(self.request.actor, name)
        if sheet is None:
            raise Http404
        return sheet

    def upload(self, key):
        """One's own file and its sheet, else 404."""
        upload = Upload.objects.visible_to(self.request.actor).filter(pk=key).first()
        if upload is None:
            raise Http404
        return upload, self.sheet(upload.sheet)


class SheetList(SheetsView):
    def get(self, request):
        sheets = registry.sheets_for(request.actor)
        mine = Upload.objects.visible_to(request.actor).defer("content", "secrets")
        recent = mine.order_by("-uploaded_at", "-pk")[:10]
        found = [(upload, registry.sheet_for(request.actor, upload.sheet)) for upload in recent]
        uploads = [(upload, sheet.title) for upload, sheet in found if sheet]
        return render(request, "sheets/list.html", {"sheets": sheets, "uploads": uploads})


class SheetUpload(SheetsView):
    """One sheet: the template, what its columns mean, the file."""

    def get(self, request, sheet):
        return self.page(self.sheet(sheet), UploadForm(actor=request.actor))

    def post(self, request, sheet):
        declared = self.sheet(sheet)
        form = UploadForm(request.POST, request.FILES, actor=request.actor)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = actions.take_file(
                    sheet=declared,
                    name=file.name,
                    content=file.read(),
                    actor=request.actor,
                    at=clock.now(),
                )
            except Refused as refusal:
                form.add_error("file", refusal.words)
            else:
                return redirect_to(request, upload)
        return self.page(declared, form, status=422)

    def page(self, sheet, form, status=200):
        context = {
            "sheet": sheet,
            "form": form,
            "columns": [(column, workbooks.KINDS[column.kind]) for column in sheet.columns],
        }
        return render(self.request, "sheets/sheet.html", context, status=status)


class SheetTemplate(SheetsView):
    def get(self, request, sheet):
        declared = self.sheet(sheet)
        content = workbooks.template(declared, actor=request.actor)
        return download(content, f"{declared.title}导入模板.xlsx")


class UploadPage(SheetsView):
    """What the dry run found; after the import, what it made."""

    def get(self, request, key):
        return self.page(*self.upload(key))

    def page(self, upload, sheet, status=200, words=""):
        context = {
            "upload": upload,
            "sheet": sheet,
            "found": upload.summary,
            "has_slips": upload.is_done and bool(upload.secrets),
            "words": words,
        }
        return render(self.request, "sheets/upload.html", context, status=status)


class UploadMarked(SheetsView):
    """修改表: the file as it was sent, with what is wrong in red."""

    def get(self, request, key):
        upload, sheet = self.upload(key)
        if upload.is_done:
            raise Http404
        table = reading.read(upload.bytes)
        checked = check(sheet=sheet, table=table, actor=request.actor, today=clock.today())
        content = workbooks.marked(sheet, table=table, checked=checked)
        stem = upload.file_name.rpartition(".")[0] or upload.file_name
        return download(content, f"{stem}（标红）.xlsx")


class UploadImport(UploadPage):
    """POST: import at once, or in the background when there is much."""

    def get(self, request, key):
        return redirect_to(request, self.upload(key)[0])

    def post(self, request, key):
        upload, sheet = self.upload(key)
        mode = Mode.GOOD if request.POST.get("mode") == Mode.GOOD else Mode.ALL
        given = {"upload": str(upload.pk), "mode": str(mode), "actor": request.actor}
        if upload.summary["good"] > sheet.at_once and not upload.is_done:
            title = f"导入{sheet.title}"
            job = jobs.enqueue(tasks.import_rows, at=clock.now(), title=title, **given)
            return redirect_to(request, job)
        try:
            actions.import_file(at=clock.now(), **given)
        except Refused as refusal:
            return self.page(upload, sheet, status=422, words=refusal.words)
        say(request, "已导入。")
        return redirect_to(request, upload)


@method_decorator(sensitive_variables(), name="post")
class UploadSlips(UploadPage):
    """All slips on one page to print, and as one PDF, shown this once."""

    def get(self, request, key):
        return redirect_to(request, self.upload(key)[0])

    def post(self, request, key):
        upload, sheet = self.upload(key)
        try:
            slips = actions.show_secrets(upload=upload, actor=request.actor, at=clock.now())
        except Refused as refusal:
            return self.page(upload, sheet, status=422, words=refusal.words)
        address = request.build_absolute_uri("/")
        # In the page itself: a second request would find the codes gone.
        pdf = b64encode(papers.slips_pdf(slips, address=address)).decode()
        context = {
            "slips": slips,
            "pdf": f"data:application/pdf;base64,{pdf}",
            "back": reverse("accounts:list"),
            **papers.slip_frame(address=address),
        }
        return render(request, "sheets/slips.html", context)
