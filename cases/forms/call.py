"""登记来电／来访, in the order of the conversation (users.md d1)."""

from crispy_forms.layout import Column, Div, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator

from cases.choices import FirstStep, Outcome, Safety, Sex
from cases.choices.registration import Marriage
from cases.forms.fields import (
    CategoryField,
    PhoneField,
    PlaceField,
    ShortCategoryField,
    StoryField,
)
from cases.models import Category, Channel, Phrase, Relation
from portal import clock
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, NumberField, PortalFormMixin
from portal.ui.moment import MomentField

SHORTEST_STORY = 8


class PhoneForm(PortalFormMixin, forms.Form):
    """The number or the name alone, while the rest is still being said."""

    phone = PhoneField(required=False)
    name = forms.CharField(required=False, max_length=30)


class Fold(Div):
    """A part of a form that stays closed until it is asked for."""

    template = "cases/fold.html"


@draftable("case-register")
class CallForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """Eight fields, and the rest folded. What is asked depends on which button was pressed.

    `outcome`: case needs a story of at least eight characters; consult keeps the class alone;
    misdial keeps nothing. `frequent` are the classes this person used most of late.
    """

    phone = PhoneField(label="来电号码（选填）", required=False)
    caller_name = forms.CharField(
        label="怎么称呼（选填）",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "如 张女士"}),
    )
    is_anonymous = forms.BooleanField(label="对方不愿留姓名", required=False)
    relation = forms.ModelChoiceField(
        label="与当事人关系",
        required=False,
        queryset=Relation.objects.none(),
        widget=Chips,
        empty_label=None,
    )
    place = PlaceField()
    frequent = ShortCategoryField(
        label="反映什么",
        required=False,
        queryset=Category.objects.none(),
        widget=Chips,
        empty_label=None,
    )
    category = CategoryField(label="其他类别（打字查找，如“打人”）")
    story = StoryField(required=False)
    safety = forms.ChoiceField(label="现在安全吗", choices=Safety.choices, widget=Chips)
    first_step = forms.ChoiceField(label="先怎么办", choices=FirstStep.choices, widget=Chips)
    channel = forms.ModelChoiceField(
        label="信访形式", queryset=Channel.objects.none(), empty_label=None
    )
    received_at = MomentField(label="来件时间（补录时填）", required=False)
    sex = forms.ChoiceField(label="当事人性别", choices=Sex.choices, widget=Chips)
    birth_year = NumberField(label="当事人出生年", required=False, min_value=1900)
    # Chosen beside the form, among the earlier contacts: the number of the case this one joins.
    join = forms.CharField(required=False, max_length=24)
    marriage = forms.ChoiceField(
        label="婚姻状况", required=False, choices=[("", "没问"), *Marriage.choices]
    )

    def __init__(self, *args, outcome=Outcome.CASE, frequent=(), **kwargs):
        self.outcome = outcome
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["relation"].queryset = Relation.objects.order_by("position")
        self.fields["channel"].queryset = Channel.objects.order_by("position")
        self.fields["place"].offer(today)
        self.fields["category"].offer(today)
        self.fields["story"].offer(Phrase.objects.order_by("position"))
        self.fields["frequent"].queryset = Category.objects.filter(pk__in=frequent).order_by("code")
        self.fields["birth_year"].validators.append(
            MaxValueValidator(today.year, "出生年不能晚于今年。")
        )
        self.helper.layout = self.layout()

    def layout(self):
        more = Fold(
            Row(Column("channel"), Column("received_at")),
            Row(Column("sex"), Column("birth_year"), Column("marriage")),
        )
        chips = ["frequent"] if self.fields["frequent"].queryset else []
        return Layout(
            Row(Column("phone"), Column("caller_name"), Column("is_anonymous")),
            "relation",
            *chips,
            Row(Column("category"), Column("place")),
            "story",
            Row(Column("safety"), Column("first_step")),
            more,
        )

    def clean(self):
        data = super().clean()
        data["category"] = data.get("category") or data.get("frequent")
        story = data.get("story")
        if self.outcome == Outcome.CASE and story is not None and len(story) < SHORTEST_STORY:
            self.add_error("story", f"请写明说了什么，至少{SHORTEST_STORY}个字。")
        if data.get("received_at") and data["received_at"] > clock.now():
            self.add_error("received_at", "来件时间不能晚于现在。")
        return data

    def values(self):
        """The fields of actions.Call. A misdial keeps nothing, a consultation its class alone."""
        data = self.cleaned_data
        made = {"channel": data["channel"], "received_at": data["received_at"] or clock.now()}
        if self.outcome == Outcome.CONSULT:
            made["category"] = data["category"]
        if self.outcome == Outcome.CASE:
            same = ("phone", "caller_name", "is_anonymous", "relation", "place", "category",
                    "story", "safety", "first_step", "sex", "birth_year", "marriage")  # fmt: skip
            made |= {name: data[name] for name in same}
        return made
