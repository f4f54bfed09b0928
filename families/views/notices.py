"""公示 and 命名."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from families import actions
from families.forms import selection as forms
from families.models import Objection, PublicNotice
from families.presenters import selection as shown
from families.views.selection import OfRound
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.views import redirect_to, render


class NoticeView(OfRound):
    """The notice of a round; every act answers on its page."""

    @property
    def notice(self):
        return get_object_or_404(
            PublicNotice.objects.visible_to(self.request.actor), round=self.round
        )

    def page(self, status=200, **forms_given):
        actor = self.request.actor
        context = shown.notice_page(self.round, actor)
        if context["may_run"]:
            today = {"posted_on": clock.today(), "days": 5}
            context["form"] = forms.NoticeForm(initial=today, actor=actor)
            context["object_form"] = forms.ObjectionForm(
                actor=actor, rows=shown.standing(self.round, actor)
            )
            context["find_form"] = forms.FindingForm(actor=actor)
            context["naming_form"] = forms.NamingForm(
                initial={"named_on": clock.today()}, actor=actor
            )
            context["issue_form"] = forms.IssueForm(
                initial={"issued_on": clock.today()}, actor=actor
            )
        return render(self.request, "families/notice.html", context | forms_given, status=status)

    def act(self, name, form, work, said):
        """One action; what is wrong stands in its form, with what was typed."""
        if not form.is_valid():
            return self.page(422, **{name: form})
        try:
            work(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(422, **{name: form})
        messages.success(self.request, said)
        return redirect_to(self.request, reverse("families:notice", args=[self.round.pk]))


class NoticePage(NoticeView):
    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        audit.record(actor=request.actor, action="notice.read", target=self.round, at=clock.now())
        return self.page()


class NoticePost(NoticeView):
    def post(self, request, pk):
        form = forms.NoticeForm(request.POST, actor=request.actor)

        def work(given):
            actions.post_notice(round_=self.round, actor=request.actor, at=clock.now(), **given)

        return self.act("form", form, work, "已发布，请打印公示表张贴。")


class NoticeSheet(OfRound):
    """The sheet that is hung out: heads of household and villages, the window, whom to ring."""

    permission = Permission.FAMILY_VIEW

    def get(self, request, pk):
        rows = PublicNotice.objects.visible_to(request.actor)
        context = {
            "round": self.round,
            "notice": get_object_or_404(rows, round=self.round),
            "groups": shown.groups_of(shown.standing(self.round, request.actor)),
        }
        audit.record(actor=request.actor, action="notice.read", target=self.round, at=clock.now())
        return render(request, "families/notice_sheet.html", context)


class NoticeObject(NoticeView):
    def post(self, request, pk):
        notice = self.notice
        rows = shown.standing(self.round, request.actor)
        form = forms.ObjectionForm(request.POST, actor=request.actor, rows=rows)

        def work(given):
            actions.object_to(notice=notice, actor=request.actor, at=clock.now(), **given)

        return self.act("object_form", form, work, "异议已登记，请核实后登记结论。")


class NoticeClose(NoticeView):
    def post(self, request, pk):
        try:
            actions.close_notice(notice=self.notice, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "公示已结束。")
        return redirect_to(request, reverse("families:notice", args=[self.round.pk]))


class ObjectionDecide(NoticeView):
    """成立 or 不成立."""

    @property
    def objection(self):
        rows = Objection.objects.visible_to(self.request.actor).select_related("notice")
        return get_object_or_404(rows, pk=self.kwargs["objection"], notice__round=self.round)

    def post(self, request, pk, objection):
        found = self.objection
        form = forms.FindingForm(request.POST, actor=request.actor)

        def work(given):
            actions.decide_objection(objection=found, actor=request.actor, at=clock.now(), **given)

        return self.act("find_form", form, work, "结论已登记，请答复提出人。")


class RoundName(NoticeView):
    """命名."""

    def post(self, request, pk):
        form = forms.NamingForm(request.POST, actor=request.actor)

        def work(given):
            actions.name_households(round_=self.round, actor=request.actor, at=clock.now(), **given)

        return self.act("naming_form", form, work, "已命名，可以制发牌匾。")


class PlaquesIssue(NoticeView):
    def post(self, request, pk):
        form = forms.IssueForm(request.POST, actor=request.actor)
        naming = shown.naming_of(self.round, request.actor)

        def work(given):
            if naming is None:
                raise Refused("还没有命名，不能制发牌匾。")
            actions.issue_plaques(naming=naming, actor=request.actor, at=clock.now(), **given)

        return self.act("issue_form", form, work, "牌匾已登记。")
