"""Fields and the mixin every form uses. Forms validate; actions write."""

from datetime import date
from typing import Any, NoReturn

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from portal import clock
from portal.access import Actor
from portal.ui import text

_PICKED = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


class DayField(forms.DateField):
    """A day typed as 3.3, 3-3, 0303, 2026.3.3, 3月3日, 昨天 or 今天. Gives a `date`.

    `lean="past"` or "future" decides the year of a day typed without one.
    """

    default_error_messages = {"invalid": "请填日期，例如 3.3、3月3日、2026.3.3 或 昨天。"}

    def __init__(self, *, lean: str = "", **kwargs: Any) -> None:
        self.lean = lean
        hint = {"autocomplete": "off", "placeholder": "如 3.3、昨天"}
        kwargs.setdefault("widget", forms.TextInput(attrs=hint))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return text.parse_day(str(value), today=clock.today(), lean=self.lean)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return f"{value.year}年{value.month}月{value.day}日"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class NumberField(forms.IntegerField):
    """A whole number; full-width digits and thousands separators are understood. Gives an `int`.

    Its widget is a text box: a browser's number box throws full-width digits away unseen.
    """

    default_error_messages = {
        "invalid": "请填整数，没有就填0。",
        "min_value": "不能小于%(limit_value)s。",
        "max_value": "不能大于%(limit_value)s。",
    }
    longest = 15  # digits; more would overflow the database's bigint in sums

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        try:
            if len(str(value)) > 2 * self.longest:
                raise ValueError("longer than any figure")
            number = text.parse_number(str(value))
            if abs(number) >= 10**self.longest:
                raise ValueError("larger than any figure")
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return number


class Chips(forms.RadioSelect):
    """One of a few, as buttons in a row; radio buttons to keyboard and screen reader."""

    is_chips = True  # asked by templates/bootstrap5/layout/radio_checkbox_select.html


class ManyChips(forms.CheckboxSelectMultiple):
    """Some of a few, as buttons in a row."""

    is_chips = True


class Ordered(forms.CheckboxSelectMultiple):
    """Some of a few, in an order of one's own: rows with ▲▼, sent as they stand."""

    is_ordered = True


class Typeahead(forms.Select):
    """A select that filters while one types. `words` maps a value to other words for it.

    Words are pinyin initials and plain speech ("打人" for 家庭暴力); without a script it stays
    the plain select it is.
    """

    def __init__(self, *, words: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.words = words or {}
        super().__init__(**kwargs)
        self.attrs.setdefault("data-controller", "typeahead")

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if words := self.words.get(str(value)):
            option["attrs"]["data-words"] = words
        return option


class PortalFormMixin(forms.BaseForm):
    """Put first: `class CallForm(PortalFormMixin, forms.Form)`. Needs `actor=`;
    None stands for somebody who is only signing in.

    Every text field refuses characters nobody can see and speaks Chinese; submitted text is
    in NFC before any field looks at it. `save()` raises: an action writes.
    """

    def __init__(self, *args: Any, actor: Actor | None, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = text.normalised_data(self.data)
        for field in self.fields.values():
            _prepare(field)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = True

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("forms validate; call an action to write")


def _prepare(field: forms.Field) -> None:
    """Chinese words for a missing value, and the character rules for text."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        picked = isinstance(field, _PICKED)
        field.error_messages["required"] = "请选择。" if picked else "请填写。"
    if not isinstance(field, forms.CharField):
        return
    field.validators = [
        known
        for known in field.validators
        if not isinstance(known, ProhibitNullCharactersValidator)
    ]
    field.validators.append(text.refuse_hidden_characters)
    if not isinstance(field.widget, forms.Textarea):
        field.validators.append(text.refuse_line_breaks)
