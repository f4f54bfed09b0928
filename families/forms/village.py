"""The grid of a village, handing in, sending back, deciding."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from families.actions import Sheet
from families.choices import Decision, Ground
from families.forms.fields import PointsField
from families.rules.figures import plain
from families.rules.tree import Tree, problems
from portal.ui import text
from portal.ui.forms import Chips, PortalFormMixin

CELL = re.compile(r"e([0-9]{1,15})-(rated|own|note|[a-z0-9_-]{1,20}\.p)")
LONGEST_NOTE = 200


class GridForm:
    """Rows of figures. A row counts as rated when 评 is ticked or any of its figures is typed;
    a figure left empty in such a row means full points."""

    def __init__(self, data: Mapping[str, Any], *, tree: Tree) -> None:
        self.tree = tree
        self.typed: dict[int, dict[str, str]] = {}
        self.wrong: dict[int, str] = {}
        self.sheets: dict[int, Sheet] = {}
        for name, value in data.items():
            if (found := CELL.fullmatch(name)) and isinstance(value, str):
                self.typed.setdefault(int(found[1]), {})[found[2]] = value.strip()
        for key, cells in self.typed.items():
            self.read(key, cells)

    def read(self, key: int, cells: Mapping[str, str]) -> None:
        if not any(cells.values()):
            return
        try:
            own = PointsField().clean(cells.get("own", ""))
            note = cells.get("note", "")
            text.refuse_hidden_characters(note)
            answers = {}
            for code, item in self.tree.items.items():
                figure = PointsField().clean(cells.get(f"{code}.p", ""))
                if figure is not None and figure != item.most:
                    answers[code] = {"sheet": plain(figure)}
        except ValidationError as error:
            self.wrong[key] = " ".join(error.messages)
            return
        if len(note) > LONGEST_NOTE:
            self.wrong[key] = f"说明最多{LONGEST_NOTE}个字。"
        elif found := problems(self.tree, answers):
            code = next(iter(found))
            self.wrong[key] = f"{self.tree.items[code].title}：{found[code]}"
        else:
            self.sheets[key] = Sheet(answers=answers, note=note, own_points=own)

    def put_back(self, rows: list[Any], wrong: Mapping[int, str]) -> list[Any]:
        """The rows of the page, with what was typed where it was not kept."""
        return [
            self.filled(row, wrong[row.entry.pk]) if row.entry.pk in wrong else row for row in rows
        ]

    def filled(self, row: Any, words: str) -> Any:
        typed = self.typed[row.entry.pk]
        return replace(
            row,
            cells=[(code, typed.get(f"{code}.p", shown)) for code, shown in row.cells],
            own=typed.get("own", row.own),
            note=typed.get("note", row.note),
            error=words,
        )


class HandInForm(PortalFormMixin, forms.Form):
    is_final = forms.BooleanField(label="未在家的今年不再入户", required=False)


class SendBackForm(PortalFormMixin, forms.Form):
    reason = forms.CharField(label="退回的理由", max_length=120)


class VerifyForm(PortalFormMixin, forms.Form):
    """Leaving the list names a document; staying names none."""

    decision = forms.ChoiceField(label="结论", choices=Decision.choices, widget=Chips)
    ground = forms.ChoiceField(
        label="依据文书", choices=[("", "（继续参评的不选）"), *Ground.choices], required=False
    )
    document_number = forms.CharField(label="文号", max_length=60, required=False)
