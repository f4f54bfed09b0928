"""方案、总结、优秀案例: written in sections, begun from activities or a Word file (users.md d5)."""

from functools import cached_property
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import holding
from campaigns.actions.texts import read_case, save_sections
from campaigns.forms.text import ReadingForm, StartForm, TextForm, WordFileForm
from campaigns.models import Campaign, Duty
from campaigns.presenters import judging
from campaigns.presenters.duty import latest, open_remarks
from campaigns.registry import label_of
from campaigns.reports import collection, drafts, text_material
from campaigns.rules import texts as rules
from campaigns.rules.words import count
from campaigns.views.report import MaterialView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.files import actions as files
from portal.files.choices import MEDIA_TYPES, Kind
from portal.files.presenters import board
from portal.papers import docx, incoming
from portal.ui.views import PortalView, redirect_to, render, safe_next

KINDS = (rules.PLAN, rules.SUMMARY, rules.CASE)


class TextView(DraftMixin, MaterialView):
    kinds = KINDS
    form_class = TextForm

    @property
    def about(self):
        parts = text_material.parts_of(self.duty)
        return {"kind": self.duty.kind, "parts": parts}

    def kept(self):
        """What is kept; 办理单位 is the own one until somebody writes another."""
        texts = text_material.texts_of(self.duty)
        if self.duty.kind == rules.CASE and rules.HOSTS not in texts:
            texts[rules.HOSTS] = self.duty.participation.unit.name
        return texts

    def keep(self, texts):
        return save_sections(duty=self.duty, texts=texts, actor=self.request.actor, at=clock.now())

    def back(self):
        return redirect_to(self.request, reverse("campaigns:text-fill", args=[self.duty.pk]))

    def page(self, form, status=200, wrong=()):
        remarks = open_remarks(self.duty, self.request.actor)
        context = {
            "form": form,
            "duty": self.duty,
            "label": label_of(self.duty.kind),
            "campaign": self.duty.participation.campaign,
            "unit": self.duty.participation.unit,
            "boxes": [self.box(form, part, remarks) for part in form.parts],
            "whole": [one for one in remarks if not one.anchor.startswith("text-")],
            "limit": text_material.limit_of(self.duty),
            "wrong": wrong,
            "is_case": self.duty.kind == rules.CASE,
            "offered": drafts.activities_of(self.duty, self.request.actor),
            "word_form": WordFileForm(actor=self.request.actor),
            "is_mine": self.duty.unit_code == self.request.actor.unit_code,
            **self.draft_context(self.duty.pk),
        }
        if context["is_case"]:
            context["board"] = board(holding.DUTIES, self.duty, self.request.actor)
        return render(self.request, "campaigns/text/fill.html", context, status=status)

    def box(self, form, part, remarks):
        field = form[part.key]
        mine = [one for one in remarks if one.anchor.startswith(f"text-{part.key}")]
        return {"part": part, "field": field, "words": count(field.value() or ""), "remarks": mine}


class TextFill(TextView):
    def get(self, request, duty):
        self.may_fill()
        return self.page(self.open_form(self.duty.pk, initial=self.kept(), **self.about))

    def post(self, request, duty):
        self.may_fill()
        form = self.sent_form(**self.about)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.keep(form.texts())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(form, 422)
        discard(form=self.draft_name(self.duty.pk), actor=request.actor)
        if request.POST.get("act") != "submit":
            messages.success(request, "已保存。")
            return self.back()
        now = Duty.objects.visible_to(request.actor).for_page().get(pk=self.duty.pk)
        if wrong := text_material.complete(now):
            return self.page(form, 422, wrong)
        return redirect_to(request, reverse("campaigns:text-confirm", args=[self.duty.pk]))


class TextConfirm(TextView):
    """The text as it will be read, before it goes."""

    def get(self, request, duty):
        self.may_fill()
        if text_material.complete(self.duty):
            return self.back()
        content = text_material.freeze(self.duty)
        context = {
            "duty": self.duty,
            "label": label_of(self.duty.kind),
            "campaign": self.duty.participation.campaign,
            "content": content,
            "sections": [
                section | {"paragraphs": rules.paragraphs(section["text"])}
                for section in content["sections"]
            ],
            "photos": text_material.shown_photos(self.duty, content),
            "is_mine": self.duty.unit_code == request.actor.unit_code,
        }
        return render(request, "campaigns/text/confirm.html", context)


class TextStart(TextView):
    """从活动生成: what is known goes into the sections that are still empty, photos come along."""

    def post(self, request, duty):
        self.may_fill()
        offered = drafts.activities_of(self.duty, request.actor)
        form = StartForm(request.POST, actor=request.actor, offered=offered)
        picked = list(form.cleaned_data["activities"][:3]) if form.is_valid() else []
        chosen = [one for one in offered if one in picked]
        if self.duty.kind == rules.CASE and not chosen:
            messages.error(request, "请先选一次活动。")
            return self.back()
        kept = self.kept()
        made = drafts.draft_of(self.duty, chosen or offered[:10])
        names = {part.key for part in text_material.parts_of(self.duty)} | {rules.TITLE}
        texts = kept | {k: v for k, v in made.items() if k in names and not kept.get(k, "").strip()}
        self.keep(texts)
        self.take_photos(chosen)
        discard(form=self.draft_name(self.duty.pk), actor=request.actor)
        messages.success(request, "已用记录的活动和数字起草，请接着写。已写的内容没有改动。")
        return self.back()

    def take_photos(self, activities):
        """The pictures of the chosen activities, as far as there is room."""
        if self.duty.kind != rules.CASE:
            return
        room = rules.MOST_PHOTOS - len(text_material.photos_of(self.duty))
        about = {"holder": holding.DUTIES, "record": self.duty, "source": holding.ACTIVITIES}
        for activity in activities:
            for photo in holding.ACTIVITIES.files_of(activity, self.request.actor)[: max(0, room)]:
                try:
                    files.copy(
                        **about, source_record=activity, file_id=photo.pk,
                        actor=self.request.actor, at=clock.now(),
                    )  # fmt: skip
                    room -= 1
                except Refused:
                    continue


class TextImport(TextView):
    """导入Word: headings are mapped to the sections, what nobody can place goes before."""

    def post(self, request, duty):
        self.may_fill()
        form = WordFileForm(request.POST, request.FILES, actor=request.actor)
        if not form.is_valid():
            messages.error(request, "请选择一个docx文件。")
            return self.back()
        try:
            found = incoming.read(form.cleaned_data["file"].read())
            pairs = [(section.heading, section.paragraphs) for section in found.sections]
            self.keep(self.kept() | rules.mapped(text_material.parts_of(self.duty), pairs))
        except Refused as refusal:
            messages.error(request, refusal.words)
            return self.back()
        discard(form=self.draft_name(self.duty.pk), actor=request.actor)
        more = "文中的图片请在右侧另行上传。" if found.pictures else ""
        messages.success(request, f"已按标题分到各部分，请核对。{more}")
        return self.back()


class CaseGallery(PortalView):
    """Accepted cases of a campaign with their pictures; who asked takes the collection along."""

    permission = Permission.CAMPAIGN_VIEW

    @cached_property
    def campaign(self):
        visible = Campaign.objects.visible_to(self.request.actor)
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    @property
    def may_collect(self):
        actor = self.request.actor
        mine = self.campaign.unit_code == actor.unit_code
        return mine and actor.can(Permission.CAMPAIGN_REVIEW)

    def get(self, request, pk):
        actor = request.actor
        judged = judging.judging_of(self.campaign, actor)
        grades = judging.grades_of(judged, actor)
        cases = collection.cases_of(self.campaign, actor)
        for case in cases:
            case["grade"] = grades.get(case["duty"].pk)
        chosen = [case for case in cases if case["is_chosen"]]
        context = {
            "campaign": self.campaign,
            "cases": cases,
            "chosen": len(chosen),
            "may_collect": self.may_collect,
            "may_judge": self.may_collect and actor.can(Permission.CAMPAIGN_PLAN),
            "note": judging.gallery_note(judged),
        }
        return render(request, "campaigns/text/gallery.html", context)


class CaseCollection(CaseGallery):
    """入选案例汇编 as .docx; that it was taken is in the log."""

    permission = Permission.CAMPAIGN_REVIEW

    def get(self, request, pk):
        if not self.may_collect:
            raise Http404
        cases = collection.cases_of(self.campaign, request.actor)
        chosen = [case for case in cases if case["is_chosen"]]
        if not chosen:
            messages.error(request, "还没有推荐的案例。先审核通过，再点“推荐”。")
            return redirect_to(request, reverse("campaigns:cases", args=[pk]))
        paper = collection.paper_of(self.campaign, chosen)
        audit.record(
            actor=request.actor, action="campaign.collection", target=self.campaign,
            at=clock.now(), cases=len(chosen),
        )  # fmt: skip
        return as_file(paper)


def as_file(paper):
    name = quote(f"{paper.title.replace(chr(10), '')}.docx")
    answer = HttpResponse(docx.write(paper), content_type=MEDIA_TYPES[Kind.DOCX])
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


class TextPaper(MaterialView):
    """下载Word: what was sent, as it was sent; for a leader's signature, for the unit's files."""

    permission = Permission.CAMPAIGN_VIEW
    kinds = KINDS

    def get(self, request, duty):
        version = latest(self.duty, request.actor)
        if version is None or "sections" not in version.content:
            raise Http404
        paper = collection.material_of(self.duty, version, label_of(self.duty.kind))
        audit.record(
            actor=request.actor, action="campaign.text", target=self.duty, at=clock.now(),
            version=version.number,
        )  # fmt: skip
        return as_file(paper)


class CaseRead(MaterialView):
    """推荐／一般 of an accepted case."""

    permission = Permission.CAMPAIGN_REVIEW
    kinds = (rules.CASE,)

    def post(self, request, duty):
        form = ReadingForm(request.POST, actor=request.actor)
        if not form.is_valid():
            messages.error(request, "请选择“推荐”或“一般”。")
            return redirect_to(request, self.duty)
        try:
            reading = read_case(
                duty=self.duty, mark=form.cleaned_data["mark"], actor=request.actor, at=clock.now()
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, f"已评阅：{reading.get_mark_display()}。")
        return redirect_to(request, safe_next(request, self.duty.get_absolute_url()))
