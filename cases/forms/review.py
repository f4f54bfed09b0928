"""What is typed about 复查 and 复核: the request, and what the office above answered."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.review import AskedBy, AskWay, ReviewOutcome
from cases.forms.case import words
from portal.ui.forms import Chips, DayField, PortalFormMixin


class AskReviewForm(PortalFormMixin, forms.Form):
    """A request. Late ones are registered as well, with why they came late."""

    received_on = DayField(label="哪天收到答复", lean="past")
    asked_on = DayField(label="哪天申请", lean="past")
    asked_by = forms.ChoiceField(
        label="谁申请", choices=AskedBy.choices, widget=Chips, initial=AskedBy.HERSELF
    )
    way = forms.ChoiceField(label="怎样提出", choices=AskWay.choices, widget=Chips)
    body = forms.CharField(label="向哪个机关、单位申请", max_length=60)
    claim = words("请求和理由", most=2000, rows=4)
    letter = forms.FileField(
        label="委托书（代理人申请的，上传原件）", required=False,
        help_text="“材料”里已有委托书的，不用再传。",
    )  # fmt: skip
    why_late = forms.CharField(label="逾期的原因（没有逾期不填）", required=False, max_length=200)

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].label = f"哪天{move.received}"
        self.fields["body"].label = f"{move.kind.label}机关、单位（上一级）"
        self.helper.layout = Layout(
            Row(Column("received_on"), Column("asked_on")),
            Row(Column("asked_by"), Column("way")),
            "body",
            "claim",
            "why_late",
            "letter",
        )


class GiveReviewForm(PortalFormMixin, forms.Form):
    """The result, from the paper of the office above."""

    outcome = forms.ChoiceField(label="结果", choices=ReviewOutcome.choices, widget=Chips)
    answered_on = DayField(label="哪天作出", lean="past")
    number = forms.CharField(label="文号（选填）", required=False, max_length=40)
    opinion = words("意见内容", most=2000, rows=4)
    original = forms.FileField(
        label="盖章的原件（选填，照片、PDF或OFD）", required=False,
        help_text="和这次结果放在一起；以后补来的，在“复查、复核”里点“补传盖章原件”。",
    )  # fmt: skip

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opinion"].label = f"{move.kind.label}意见的内容"
        self.helper.layout = Layout(
            "outcome", Row(Column("answered_on"), Column("number")), "opinion", "original"
        )


class ReviewOriginalForm(PortalFormMixin, forms.Form):
    """The stamped paper of a result, where it came later."""

    original = forms.FileField(label="盖章的原件（照片、PDF或OFD）")


def review_form(*args, move, **kwargs):
    """The form of a move."""
    form = AskReviewForm if move.asks else GiveReviewForm
    return form(*args, move=move, **kwargs)
