"""提醒, 催办, 督办 of a late case below, and the answer; both stand on the page of the case."""

from cases import actions, forms
from cases.views.way import WayView
from portal.access import Permission


class CasePressAdd(WayView):
    permission = Permission.REFERRAL_SEND
    form_class, form_name, said = forms.PressForm, "press_form", "已记下，经办单位会收到通知。"
    refused_above = True

    def work(self, data, **who):
        actions.press(**data, **who)


class CasePressReply(WayView):
    form_class, form_name, said = forms.PressReplyForm, "press_reply_form", "已回复。"

    def work(self, data, **who):
        actions.answer_press(**data, **who)
