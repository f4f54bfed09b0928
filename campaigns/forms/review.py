"""What the reviewer types: a return, an exception, a call, and what came by mail."""

from django import forms

from campaigns.actions import Received, Remark
from campaigns.choices import BEHALF_WAYS
from portal import clock
from portal.ui.forms import Chips, DayField, PortalFormMixin

WAYS = [(way.value, way.label) for way in BEHALF_WAYS]
# Ready reasons (wording 84).
READY = (
    "数字与其中数不一致",
    "与上年差距大，请说明",
    "材料未写清时间地点",
)


class ReturnForm(PortalFormMixin, forms.Form):
    """退回修改: a ready reason or own words, bound to a cell or paragraph where one wants."""

    prefix = "return"

    anchor = forms.ChoiceField(label="哪一处", required=False)
    ready = forms.ChoiceField(
        label="理由", choices=[(text, text) for text in READY], required=False, widget=Chips
    )
    text = forms.CharField(
        label="自己写", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = {place.anchor: place.label for place in places}
        self.fields["anchor"].choices = [("", "整份材料"), *self.labels.items()]

    def clean(self):
        data = super().clean()
        if not data.get("ready") and not data.get("text"):
            self.add_error("text", "请选一条理由，或者自己写一句。")
        return data

    def remarks(self):
        data = self.cleaned_data
        words = "；".join(filter(None, (data["ready"], data["text"])))
        return [Remark(words, data["anchor"], self.labels.get(data["anchor"], ""))]


class ExceptionForm(PortalFormMixin, forms.Form):
    """例外: one unit, one day, why."""

    prefix = "exception"

    until = DayField(label="延到", lean="future")
    reason = forms.CharField(label="理由", max_length=200)


class CallForm(PortalFormMixin, forms.Form):
    """记一次电话催报: who, what was said, which day."""

    answered_by = forms.CharField(label="谁接的", max_length=30)
    answer = forms.CharField(label="怎么说", max_length=200, required=False)
    promised_on = DayField(label="答应哪天", required=False, lean="future")


class BehalfForm(PortalFormMixin, forms.Form):
    """代报: how it came and when, on what ground; the text where the kind takes one."""

    way = forms.ChoiceField(label="收到方式", choices=WAYS, widget=Chips, initial="mail")
    received_on = DayField(label="收到日期", lean="past")
    basis = forms.CharField(
        label="依据", max_length=200, help_text="如 3月10日邮件，市检察院办公室发来"
    )
    is_nothing = forms.BooleanField(label="对方说明无此项活动", required=False)
    text = forms.CharField(
        label="材料正文",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="从邮件或Word里粘贴过来即可；已经填过的不用再粘。",
    )

    def __init__(self, *args, takes_text, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", clock.today())
        if not takes_text:
            del self.fields["text"]
            self.helper.layout.fields.remove("text")

    def received(self):
        data = self.cleaned_data
        return Received(data["way"], data["received_on"], data["basis"])
