"""The one filter of the register, over whatever papers the actor may see."""

import django_filters
from django import forms

from portal.papers import registry
from portal.papers.models import IssuedPaper
from portal.ui import text

STATES = [("valid", "有效"), ("void", "已作废"), ("waiting", "定稿待确认")]


class PaperFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        label="文种",
        empty_label="全部文种",
        choices=lambda: [(kind.name, kind.label) for kind in registry.kinds()],
    )
    state = django_filters.ChoiceFilter(
        label="状态", empty_label="全部状态", choices=STATES, method="in_state"
    )
    q = django_filters.CharFilter(label="文号或标题", method="matching")

    class Meta:
        model = IssuedPaper
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["q"].extra["validators"] = [text.refuse_hidden_characters]
        for field in self.form.fields.values():
            is_list = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_list else "form-control"

    def in_state(self, papers, name, value):
        if value == "waiting":
            return papers.filter(final_at__isnull=False, final_confirmed_at__isnull=True)
        return papers.filter(voided_at__isnull=value == "valid")

    def matching(self, papers, name, value):
        words = text.normalised(value).strip()
        return papers.filter(number__icontains=words) | papers.filter(title__icontains=words)
