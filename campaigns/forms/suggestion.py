from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve

from campaigns.actions.suggestions import Proposal
from campaigns.choices import Answer
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, DayField, PortalFormMixin

MOST_LINKS = 5


def inner(address):
    """Path and query of a page of the portal, however it was copied; nothing for another's."""
    try:
        parts = urlsplit(address)
        resolve(parts.path)
    except (ValueError, Resolver404):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@draftable("suggestion")
class SuggestionForm(OnceFormMixin, PortalFormMixin, forms.Form):
    problem = forms.CharField(
        label="问题", max_length=500, min_length=4, widget=forms.Textarea(attrs={"rows": 3})
    )
    proposal = forms.CharField(
        label="建议", max_length=500, min_length=4, widget=forms.Textarea(attrs={"rows": 3})
    )
    data = forms.CharField(
        label="数据", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写数和出处，不写当事人。",
    )  # fmt: skip
    links = forms.CharField(
        label="数据所在页", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="门户里的页面，从地址栏复制，一行一个，最多5个。",
    )  # fmt: skip
    sent_to = forms.CharField(label="送谁", max_length=60)
    sent_on = DayField(label="哪天送的", lean="past")

    def clean_links(self):
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise forms.ValidationError(f"最多{MOST_LINKS}个，现有{len(lines)}个。")
        found = [inner(line) for line in lines]
        wrong = [f"第{at}行" for at, path in enumerate(found, 1) if not path or len(path) > 200]
        if wrong:
            raise forms.ValidationError(f"{'、'.join(wrong)}不是门户里的页面。")
        return found

    def facts(self):
        names = Proposal.__dataclass_fields__
        return Proposal(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(PortalFormMixin, forms.Form):
    answer = forms.ChoiceField(label="采纳情况", choices=Answer.choices, widget=Chips)
    answered_on = DayField(label="哪天答复的", lean="past")
    note = forms.CharField(label="答复内容", max_length=200, required=False)
