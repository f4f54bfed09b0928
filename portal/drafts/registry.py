"""Which forms may be kept as drafts, and which of their fields. Nothing else is ever stored."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ImproperlyConfigured

ONCE = "once"
DOT = "."


@dataclass(frozen=True, slots=True)
class Draftable:
    """One kind of form. `many` are the fields that hold several values, `ticks` the boxes."""

    name: str
    fields: frozenset[str]
    many: frozenset[str] = frozenset()
    ticks: frozenset[str] = frozenset()


_forms: dict[str, Draftable] = {}


def register_form(
    name: str, *, fields: set[str], many: set[str] | None = None, ticks: set[str] | None = None
) -> Draftable:
    """Let the fields of the form `name` (a slug) be kept."""
    if DOT in name:
        raise ImproperlyConfigured("a dot divides the form's name from what it is about")
    kind = Draftable(name, frozenset(fields), frozenset(many or ()), frozenset(ticks or ()))
    _forms[name] = kind
    return kind


def draftable(name: str) -> Callable[[type[forms.BaseForm]], type[forms.BaseForm]]:
    """Class decorator: the form is kept as a draft under `name`, every field but secrets and files.

    @draftable("case-register")
    class CallForm(OnceFormMixin, PortalFormMixin, forms.Form): ...
    """

    def declare(form: type[forms.BaseForm]) -> type[forms.BaseForm]:
        kept = {
            key: field
            for key, field in form.base_fields.items()
            if key != ONCE
            and not isinstance(field, forms.FileField)
            and not isinstance(field.widget, forms.PasswordInput)
        }
        register_form(
            name,
            fields=set(kept),
            many={key for key, field in kept.items() if holds_many(field)},
            ticks={key for key, field in kept.items() if isinstance(field, forms.BooleanField)},
        )
        form.draft_name = name
        return form

    return declare


def holds_many(field: forms.Field) -> bool:
    return bool(getattr(field.widget, "allow_multiple_selected", False))


def known(name: str) -> Draftable | None:
    """The kind of form behind "case-register" or "case-edit.410402-2026-118"; None if none is."""
    return _forms.get(name.partition(DOT)[0])
