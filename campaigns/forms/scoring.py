from django import forms

from campaigns.reference.rubric import keys
from campaigns.rules.scoring import Item
from portal.drafts.registry import register_form
from portal.ui.forms import NumberField, PortalFormMixin

DRAFT = "case-score"
SCORE = "s_"
register_form(DRAFT, fields={"comment", *(f"{SCORE}{key}" for key in keys())})


class ScoreForm(PortalFormMixin, forms.Form):
    """A judge's points, one box an item. What is kept may have gaps."""

    draft_name = DRAFT

    def __init__(self, *args, items: list[Item], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {f"{SCORE}{item.key}": item.key for item in items}
        for item in items:
            self.fields[f"{SCORE}{item.key}"] = NumberField(
                label=f"{item.name}（0—{item.points}分）", required=False, help_text=item.guide
            )
        self.fields["comment"] = forms.CharField(
            label="评语", max_length=300, required=False,
            widget=forms.Textarea(attrs={"rows": 3}), help_text="交出时必填，写一句给分的理由。",
        )  # fmt: skip
        self.helper.layout.fields = list(self.fields)

    def scores(self):
        data = self.cleaned_data
        return {key: data[name] for name, key in self.keys.items() if data[name] is not None}
