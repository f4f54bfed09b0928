from cases import actions, forms
from cases.views.case import CaseView
from portal import clock
from portal.access import Permission


class CaseTell(CaseView):
    """告知当事人: writes down how she was told; the clock is met by that record."""

    permission = Permission.CASE_HANDLE

    def post(self, request, number):
        form = forms.TellForm(request.POST, actor=request.actor)
        if not form.is_valid():
            return self.page(status=422, tell_form=form)
        return self.act(
            lambda: actions.tell_person(
                case=self.case, actor=request.actor, at=clock.now(), **form.cleaned_data
            ),
            said="已登记告知，告知期限已完成。",
            form=form,
            tell_form=form,
        )
