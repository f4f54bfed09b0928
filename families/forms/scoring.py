"""The sheet of one household, made from the standard's tree: nothing typed means 符合."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from families.forms.fields import PointsField
from families.rules.figures import plain
from families.rules.tree import Item, Tree
from families.rules.typed import (
    Answer,
    Bonus,
    Exempt,
    Given,
    KOfList,
    Met,
    PerOccurrence,
    Range,
    Rule,
    is_sheet,
)
from portal.ui.forms import NumberField, PortalFormMixin

COUNTED = (PerOccurrence, Bonus)


def inside(rule: Rule) -> Rule:
    return rule.inside if isinstance(rule, Exempt) else rule


class ScoreForm(PortalFormMixin, forms.Form):
    """One household at one stage. `tree` says which lines there are; `answers` what was kept."""

    own_points = PointsField(label="家庭自评总分")
    is_declared = forms.BooleanField(label="家庭已签七无承诺", required=False)
    note = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(
        self, *args: Any, tree: Tree, answers: Mapping[str, Answer] | None = None, **kwargs: Any
    ) -> None:
        self.tree = tree
        super().__init__(*args, **kwargs)
        self.initial.setdefault("is_declared", True)
        for item in tree.items.values():
            self.add_item(item, (answers or {}).get(item.code))

    def add_item(self, item: Item, answer: Answer) -> None:
        rule, code = inside(item.rule), item.code
        own = None if is_sheet(answer) or answer == {"exempt": True} else answer
        self.fields[f"{code}-sheet"] = PointsField(
            label="直接填分", initial=Decimal(str(answer["sheet"])) if is_sheet(answer) else None
        )
        if isinstance(item.rule, Exempt):
            self.fields[f"{code}-exempt"] = forms.BooleanField(
                label=f"免检：{item.rule.when}", required=False, initial=answer == {"exempt": True}
            )
        if isinstance(rule, KOfList):
            places = list(enumerate(rule.lines))
            self.fields[f"{code}-lines"] = forms.MultipleChoiceField(
                label=item.title,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(str(place), line) for place, line in places],
                initial=[str(place) for place, _ in places if place not in (own or [])],
            )
        elif isinstance(rule, Met):
            self.fields[f"{code}-met"] = forms.BooleanField(
                label="符合", required=False, initial=own is not False
            )
        elif isinstance(rule, COUNTED):
            self.fields[f"{code}-times"] = NumberField(
                label="次数", required=False, min_value=0, max_value=999, initial=own
            )
        else:
            self.add_figure(item, rule, own)

    def add_figure(self, item: Item, rule: Rule, own: Answer) -> None:
        is_range = isinstance(rule, Range)
        value = own.get("value") if is_range and own else own
        self.fields[f"{item.code}-figure"] = PointsField(
            label="分数" if is_range or isinstance(rule, Given) else "数值",
            initial=Decimal(str(value)) if value is not None else None,
        )
        if is_range:
            self.fields[f"{item.code}-word"] = forms.CharField(
                label="理由", required=False, max_length=60, initial=own["word"] if own else ""
            )

    def answers(self) -> dict[str, Answer]:
        """Only what differs from 符合, as it is kept."""
        found = {code: self.answer(item) for code, item in self.tree.items.items()}
        return {code: answer for code, answer in found.items() if answer is not None}

    def answer(self, item: Item) -> Answer:
        data, code, rule = self.cleaned_data, item.code, inside(item.rule)
        if data.get(f"{code}-exempt"):
            return {"exempt": True}
        if (sheet := data.get(f"{code}-sheet")) is not None:
            return {"sheet": plain(sheet)}
        if isinstance(rule, KOfList):
            met = {int(place) for place in data[f"{code}-lines"]}
            return [place for place in range(len(rule.lines)) if place not in met] or None
        if isinstance(rule, Met):
            return None if data[f"{code}-met"] else False
        if isinstance(rule, COUNTED):
            return data[f"{code}-times"] or None
        figure = data[f"{code}-figure"]
        if figure is None:
            return None
        if isinstance(rule, Range):
            word = data[f"{code}-word"]
            full = figure == rule.most and not word
            return None if full else {"value": plain(figure), "word": word}
        return plain(figure)
