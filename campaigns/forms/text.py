"""Plans, summaries and excellent cases as they are written."""

from django import forms

from campaigns.choices import Reading
from campaigns.models import Activity
from campaigns.rules import texts as rules
from portal.drafts.registry import register_form
from portal.ui.forms import Chips, PortalFormMixin

DRAFT = "material-text"
KEYS = {
    part.key
    for parts in (rules.CASE_PARTS, rules.PLAN_PARTS, rules.SUMMARY_PARTS, rules.SHORT_PARTS)
    for part in parts
}
register_form(DRAFT, fields=KEYS | {rules.TITLE, rules.HOSTS})


class TextForm(PortalFormMixin, forms.Form):
    """One box a section. Too long is no error here: it is kept, and said when it is sent."""

    draft_name = DRAFT

    def __init__(self, *args, kind, parts, **kwargs):
        self.kind, self.parts = kind, parts
        super().__init__(*args, **kwargs)
        if kind == rules.CASE:
            self.fields[rules.TITLE] = forms.CharField(label="题目", max_length=60, required=False)
            self.fields[rules.HOSTS] = forms.CharField(
                label="办理单位", max_length=100, required=False
            )
        for part in parts:
            area = forms.Textarea(
                attrs={"rows": 6, "placeholder": part.asks, "data-words-box": "1"}
            )
            self.fields[part.key] = forms.CharField(label=part.heading, required=False, widget=area)

    def texts(self):
        return dict(self.cleaned_data)


class StartForm(PortalFormMixin, forms.Form):
    """从活动生成: up to three activities of the unit."""

    activities = forms.ModelMultipleChoiceField(
        label="选活动", queryset=Activity.objects.none(), required=False
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activities"].queryset = Activity.objects.filter(
            pk__in=[activity.pk for activity in offered]
        )


class WordFileForm(PortalFormMixin, forms.Form):
    file = forms.FileField(
        label="Word文件（docx）", widget=forms.ClearableFileInput(attrs={"accept": ".docx"})
    )


class ReadingForm(PortalFormMixin, forms.Form):
    mark = forms.ChoiceField(label="评阅", choices=Reading.choices, widget=Chips)
