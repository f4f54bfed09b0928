"""评审: the planner's forms. A judge's are in forms/scoring.py."""

from django import forms

from campaigns.choices import Grade
from campaigns.rules import texts as rules
from portal.drafts.registry import register_form
from portal.ui.forms import ManyChips, NumberField, PortalFormMixin

TEXT_DRAFT = "judged-text"
register_form(TEXT_DRAFT, fields={rules.TITLE, *(part.key for part in rules.CASE_PARTS)})
RANK, GRADE = "rank_", "grade_"


class JudgingForm(PortalFormMixin, forms.Form):
    """Turning it on: on what paper, and whether judges know whose case it is."""

    basis = forms.CharField(
        label="批准文件", max_length=120, help_text="评比表彰须经批准。写文件名称和文号。"
    )
    is_blind = forms.BooleanField(
        label="隐去单位", required=False, initial=True,
        help_text="评委只看编号和您核对过的正文；不勾的，评委看到办理单位。",
    )  # fmt: skip


class JudgesForm(PortalFormMixin, forms.Form):
    accounts = forms.TypedMultipleChoiceField(label="评委", coerce=int, widget=ManyChips)

    def __init__(self, *args, judges, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accounts"].choices = [
            (one.account_id, f"{one.unit.short_name} {one.account.name}") for one in judges
        ]


class ReasonForm(PortalFormMixin, forms.Form):
    """Why a judge steps aside or leaves, why a case is dropped."""

    reason = forms.CharField(label="理由", max_length=200, min_length=2)


class JudgedTextForm(PortalFormMixin, forms.Form):
    """The text as judges will read it, one box a section."""

    draft_name = TEXT_DRAFT

    def __init__(self, *args, content, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[rules.TITLE] = forms.CharField(label="题目", max_length=80)
        for section in content["sections"]:
            self.fields[section["key"]] = forms.CharField(
                label=section["heading"], required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )  # fmt: skip
        self.helper.layout.fields = list(self.fields)

    def sections(self):
        return {key: text for key, text in self.cleaned_data.items() if key != rules.TITLE}


class ResultForm(PortalFormMixin, forms.Form):
    """So many of each 等次; who comes first of those that are even, who says so and why."""

    def __init__(self, *args, ties, **kwargs):
        super().__init__(*args, **kwargs)
        self.ties = ties
        for grade in Grade:
            self.fields[grade.value] = NumberField(
                label=f"{grade.label}几篇", min_value=0, max_value=99, initial=0
            )
        for group in ties:
            ranks = [("", "先不排"), *((n, f"第{n}") for n in range(1, len(group) + 1))]
            for case in group:
                self.fields[f"{RANK}{case}"] = forms.TypedChoiceField(
                    label=f"案例{case}（同分）在同分中", choices=ranks, coerce=int,
                    required=False, empty_value=None,
                )  # fmt: skip
        if ties:
            self.fields["decided_by"] = forms.CharField(
                label="同分先后由谁决定", max_length=60, required=False
            )
            self.fields["tie_reason"] = forms.CharField(
                label="理由", max_length=200, required=False
            )
        self.helper.layout.fields = list(self.fields)

    def clean(self):
        data = super().clean()
        for group in self.ties:
            ranks = [rank for case in group if (rank := data.get(f"{RANK}{case}"))]
            if len(set(ranks)) < len(ranks):
                self.add_error(f"{RANK}{group[0]}", "同分的先后不能相同。")
        return data

    def counts(self):
        return [self.cleaned_data[grade.value] for grade in Grade]

    def order(self):
        """The tied cases whose place was said, each group in its order."""
        ranked = [
            (self.cleaned_data.get(f"{RANK}{case}"), case) for group in self.ties for case in group
        ]
        return [case for rank, case in sorted(pair for pair in ranked if pair[0])]


class CorrectionForm(PortalFormMixin, forms.Form):
    """更正: the 等次 of every case as it should be, and why."""

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for number in numbers:
            self.fields[f"{GRADE}{number}"] = forms.ChoiceField(
                label=f"案例{number}", choices=[("", "不评等次"), *Grade.choices], required=False
            )
        self.fields["reason"] = forms.CharField(label="更正理由", max_length=200)
        self.helper.layout.fields = list(self.fields)

    def grades(self):
        return {number: self.cleaned_data[f"{GRADE}{number}"] for number in self.numbers}
