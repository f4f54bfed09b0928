"""提醒, 催办, 督办 of a late case below, and the answer; both stand on the page of the case."""

from cases import actions, forms
from cases.views.way import WayView
from portal.access import Permission


class CasePressAdd(WayView):
    """One step, or one before its turn: then the form that asks why was sent."""

    permission = Permission.REFERRAL_SEND
    said = "已记下，经办单位会收到通知。"
    refused_above = True

    @property
    def is_skip(self):
        return "why_skipped" in self.request.POST

    @property
    def form_class(self):
        return forms.PressSkipForm if self.is_skip else forms.PressForm

    @property
    def form_name(self):
        return "press_skip_form" if self.is_skip else "press_form"

    def work(self, data, **who):
        actions.press(**data, **who)


class CasePressReply(WayView):
    form_class, form_name, said = forms.PressReplyForm, "press_reply_form", "已回复。"

    def work(self, data, **who):
        actions.answer_press(**data, **who)
