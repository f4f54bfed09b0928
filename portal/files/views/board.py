"""HTTP ↔ the list of files of a record."""

from uuid import UUID

from django.http import HttpResponse

from portal.access.refusal import Refused
from portal.files import actions
from portal.files.forms import DiscForm, OrderForm, UploadForm
from portal.files.views.base import RecordView
from portal.ui.errors import answer
from portal.ui.views import redirect_to, say

NOTHING = "没有收到文件，请重新选择要上传的文件。"
UNCLEAR = "没有看懂新的顺序，请刷新后再调整。"


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
            return self.page([UNCLEAR])
        try:
            order = self.wanted(known, form.cleaned_data)
            actions.reorder(order=order, **self.about)
        except ValueError:
            return self.page([UNCLEAR])
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


class FileDisc(RecordView):
    """Something is handed in on a disc or stick."""

    def post(self, request, holder, record):
        form = DiscForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(form.errors["name"])
        try:
            actions.note_disc(name=form.cleaned_data["name"], **self.about)
        except Refused as refusal:
            return self.page([refusal.words])
        return self.done("已记下另行报送。")


class FileRemove(RecordView):
    def post(self, request, holder, record, file):
        try:
            actions.remove(file_id=self.file.pk, **self.about)
        except Refused as refusal:
            return self.page([refusal.words])
        say(request, "材料已移除，30日内可以恢复。", undo=self.address("files:restore"))
        return redirect_to(request, self.holder.home(self.record))


class FileRestore(RecordView):
    """What was removed comes back; POST alone, by whoever removed it or the reviewer."""

    def post(self, request, holder, record, file):
        try:
            actions.restore(file_id=file, **self.about)
        except Refused as refusal:
            return self.page([refusal.words])
        return self.done("材料已恢复。")
