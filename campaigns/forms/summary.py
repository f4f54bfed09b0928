from django import forms

from campaigns.actions.summary import MOST
from campaigns.rules import summary as rules
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import PortalFormMixin


@draftable("campaign-summary")
class SummaryForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """The text with its places for figures. A number is never typed: its place is."""

    text = forms.CharField(
        label="总结正文",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="数字写成{P02}（原数）、{P02余}（取整说法）、{R05/R04}（比率）；"
        "{R04·县}只算县（市、区），{R04·成员}只算成员单位，{家数}是报送单位数。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self):
        text = self.cleaned_data["text"]
        plain = rules.PLACE.sub("", text)
        if "{" in plain or "}" in plain:
            raise forms.ValidationError("有一处花括号写法不对，请照下面的例子写。")
        return text
