"""安全与保护: the page, and the short pages on which one thing about her safety is written."""

from django.contrib import messages
from django.http import Http404

from cases import actions, forms
from cases.choices.danger import ActKind
from cases.papers.safety import EXTRACT, ORDER_APPLICATION, record_refusal
from cases.presenters import danger as presenters
from cases.rules import danger as rules
from cases.views.case import CaseView
from cases.views.protected import KeptForm, ProtectionForm, ProtectionView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import redirect_to, render


class CaseSafety(ProtectionView):
    """安全与保护: colour, what is owed, what was done, what protects her."""

    def get(self, request, number):
        self.opened()
        context = presenters.safety_page(self.case, request.actor)
        for screening in context["screenings"]:
            screening.answered = presenters.answers_of(screening)
        context["no_change_form"] = forms.NoChangeForm(actor=request.actor)
        context["papers"] = self.papers(context)
        context["alarm_needed"] = self.case.needs_alarm
        return render(request, "cases/safety/page.html", context)

    def papers(self, context):
        """(kind, label) of the papers for the court this person may make now."""
        actor = self.request.actor
        if not actor.can(Permission.PAPER_ISSUE) or record_refusal(self.case, actor):
            return []
        made = [ORDER_APPLICATION] if context["orders"] else []
        return [(kind.name, kind.label) for kind in (*made, EXTRACT)]


class CaseCheck(ProtectionForm):
    form_class = forms.CheckForm
    title = "首次四问"
    note = "任何一项为“是”就是红色：先报警、先保证人身安全。"
    submit = "记下回答"
    said = "四问已登记。"
    layout = "questions"

    @property
    def place(self):
        return self.case.get_absolute_url()

    def write(self, form):
        self.do(actions.record_first_check, answers=form.answers())


class CaseDecline(ProtectionForm):
    form_class = forms.DeclineForm
    title = "本人明确拒绝报警"
    note = "只用于没有未成年人、没有现实危险的情形；主管会收到提醒。"
    submit = "登记并说明"
    said = "已登记本人拒绝报警的理由，主管已收到提醒。"

    @property
    def place(self):
        return self.case.get_absolute_url()

    def get(self, request, number):
        if rules.decline_refusal(self.case):
            return redirect_to(request, self.case)
        return super().get(request, number)

    def write(self, form):
        self.do(actions.decline_alarm, **form.cleaned_data)


class CaseScreening(KeptForm):
    form_class = forms.ScreeningForm
    title = "十五项危险性评估"
    note = "本表为工作提示，不是鉴定结论；“不知道”较多不等于危险低。请当面问。"
    submit = "保存评估"
    said = "评估已保存。"
    layout = "questions"

    def write(self, form):
        note = form.cleaned_data["note"]
        self.do(actions.screen, answers=form.answers(), note=note)


class CaseNoChange(ProtectionForm):
    """再次联系，无变化: one click and a word (users.md b3)."""

    form_class = forms.NoChangeForm
    title = "再次联系，无变化"
    said = "已记下：无变化。"

    def write(self, form):
        self.do(actions.record_no_change, **form.cleaned_data)


class CaseRisk(ProtectionForm):
    form_class = forms.RiskForm
    title = "调整危险等级"
    note = "经办人可以上调；下调须由本单位主管批准并写明理由。"
    submit = "调整"
    said = "危险等级已调整。"

    def write(self, form):
        self.do(actions.adjust_risk, **form.cleaned_data)


class CaseAct(ProtectionForm):
    form_class = forms.ActForm
    title = "登记保护措施"
    note = "地点和电话加密保存，只有经办人在屏幕上看得到，不打印、不导出。"
    said = "已登记。"

    def initial(self):
        asked = self.request.GET.get("kind", "")
        return {"kind": asked if asked in ActKind.values else "", "done_at": clock.now()}

    def write(self, form):
        self.do(actions.record_act, **form.cleaned_data)


class CaseMinor(ProtectionForm):
    form_class = forms.MinorForm
    title = "未成年人强制报告"
    note = (
        "未成年人保护法第十一条、强制报告意见（2020）第二条：发现未成年人遭受或疑似遭受侵害，"
        "公职人员应当立即向公安机关报告。"
    )
    submit = "登记"
    said = "强制报告的处理已登记。"

    def initial(self):
        return {"outcome": "reported", "reporter": self.request.actor.name}

    def write(self, form):
        self.do(actions.report_minor, **form.cleaned_data)


class CaseContact(ProtectionForm):
    form_class = forms.ContactForm
    title = "安全联系"
    note = "用什么方式、什么时间联系她是安全的？能不能发短信？以下内容加密保存，不打印、不导出。"
    said = "安全联系方式已保存。"

    @property
    def place(self):
        return self.case.get_absolute_url()

    def initial(self):
        party = presenters.concerned_of(self.case, self.request.actor)
        if party is None:
            raise Http404
        names = ("safe_contact", "safe_times", "code_word", "no_message", "no_paper")
        return {name: getattr(party, name) for name in names}

    def write(self, form):
        self.do(actions.keep_safe_contact, **form.cleaned_data)


class CaseAlarm(CaseView):
    """报警登记条: on the case page before everything; its number may follow on its own page."""

    permission = Permission.CASE_HANDLE

    def get(self, request, number):
        case = self.case
        if case.alarm_at is None or not rules.reads_protection(case, request.actor):
            return redirect_to(request, case)
        given = {"alarm_at": case.alarm_at, "taken_by": case.alarm_taken_by}
        return self.show(forms.AlarmForm(actor=request.actor, initial=given))

    def post(self, request, number):
        form = forms.AlarmForm(request.POST, actor=request.actor)
        case, said = self.case, form.is_valid()
        if said:
            try:
                actions.record_alarm(
                    case=case, actor=request.actor, at=clock.now(), **form.cleaned_data
                )
            except Refused as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, refusal.words)
                said = False
        if not said:
            return self.show(form, status=422)
        messages.success(request, "报警情况已登记。")
        return redirect_to(request, case)

    def show(self, form, status=200):
        """In its place on the case page while it is owed, alone where the number is added."""
        if self.case.needs_alarm or (status != 200 and self.case.alarm_at is None):
            return self.page(status=status, alarm_form=form)
        self.opened()
        context = {
            "case": self.case,
            "form": form,
            "title": "补填警情号",
            "submit": "保存",
            "place": self.case.get_absolute_url(),
        }
        return render(self.request, "cases/safety/form.html", context, status=status)
