"""补充登记: the 登记表 in steps, each saved by itself with its draft."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied

from cases import actions, rules
from cases.actions.filling import TITLES
from cases.forms.registration import BLOCKS
from cases.presenters import form as told
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.actions import discard
from portal.drafts.views import DraftMixin
from portal.ui.views import redirect_to, render


class CaseForm(DraftMixin, CaseView):
    """One block. Who saves second sees the difference and keeps what she typed (409)."""

    permission = Permission.CASE_HANDLE

    @cached_property
    def case(self):
        """Whole names and addresses stand in it: it opens only for who may save it."""
        case = super().case
        if not rules.may_edit(case, self.request.actor):
            raise PermissionDenied("补充登记")
        return case

    @property
    def form_class(self):
        return BLOCKS[self.kwargs["block"]]

    def show(self, form, status=200, **extra):
        self.opened()
        block, number = self.kwargs["block"], self.case.number
        context = {
            "form": form,
            "case": self.case,
            "block": block,
            "title": TITLES[block],
            "steps": told.steps(self.case, self.request.actor, block),
            **self.draft_context(number),
        }
        parts = {"block-form": "form"}
        return render(self.request, "cases/form.html", context | extra, parts, status)

    def get(self, request, number, block):
        now = told.stands(self.case, self.form_class, request.actor)
        form = self.open_form(self.case.number, initial=as_asked(self.form_class, now))
        return self.show(form)

    def post(self, request, number, block):
        form = self.sent_form()
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            actions.fill_block(
                case=self.case,
                actor=request.actor,
                at=clock.now(),
                block=block,
                version=form.cleaned_data["version"],
                values=form.values(),
            )
        except actions.Overtaken as overtaken:
            return self.overtaken(form, overtaken)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            return self.show(form, status=422)
        discard(form=self.draft_name(number), actor=request.actor)
        messages.success(request, f"已保存：{TITLES[block]}。")
        following = told.next_letter(block)
        if following and "stay" not in request.POST:
            return redirect_to(request, self.address(following))
        return redirect_to(request, self.case)

    def address(self, block):
        return f"{self.case.get_absolute_url()}form/{block}/"

    def overtaken(self, form, overtaken):
        """What stands there now beside what was typed; the next save is on the new state."""
        now = told.stands(overtaken.case, self.form_class, self.request.actor)
        form.data = form.data.copy()
        form.data["version"] = overtaken.case.version
        form.add_error(None, overtaken.words)
        return self.show(form, status=409, differences=told.differences(form, now))


def as_asked(form_class, now):
    """yes and no for the questions that may be left unasked."""
    made = {}
    for name, value in now.items():
        field = form_class.base_fields.get(name)
        is_question = hasattr(field, "coerce")
        made[name] = {True: "yes", False: "no"}.get(value, "") if is_question else value
    return made
