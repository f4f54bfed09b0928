"""Fields that several forms of this app share."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from families.rules.figures import number


class PointsField(forms.CharField):
    """A figure of points, 8 or 8.5; full-width digits are understood. Gives a Decimal or None."""

    longest = 12

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**({"required": False} | kwargs))

    def to_python(self, value: Any) -> Decimal | None:
        typed = unicodedata.normalize("NFKC", str(value or "")).strip()
        if not typed:
            return None
        figure = number(typed) if len(typed) <= self.longest else None
        if figure is None or figure != figure.quantize(Decimal("0.01")):
            raise ValidationError("请填数字，最多两位小数。")
        return figure

    def run_validators(self, value: Any) -> None:
        """The text was understood as a figure: nothing hidden can be left in it."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value
