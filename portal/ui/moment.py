"""A day and a time in one box: 20:40, 昨天 20:40, 3.3 8点05."""

import re
import unicodedata
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal import clock
from portal.ui import text

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})\s*[:点时]\s*(?P<minute>[0-9]{1,2})?\s*分?$")


def parse_moment(typed: str, *, today: Any) -> datetime:
    """The moment meant, in the portal's time zone; without a day it is today. Raises ValueError."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    found = _TIME.search(plain)
    if found is None:
        raise ValueError(f"no time in {typed!r}")
    day_text = plain[: found.start()].strip()
    day = text.parse_day(day_text, today=today, lean="past") if day_text else today
    clock_time = time(int(found["hour"]), int(found["minute"] or 0))
    return timezone.make_aware(datetime.combine(day, clock_time))


class MomentField(forms.CharField):
    """Gives an aware datetime or None."""

    default_error_messages = {"invalid": "请填日期和时间，例如 20:40、昨天 20:40、3.3 8:05。"}

    def __init__(self, **kwargs: Any) -> None:
        hint = {"autocomplete": "off", "placeholder": "如 昨天 20:40"}
        kwargs.setdefault("widget", forms.TextInput(attrs=hint))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_moment(typed, today=clock.today())
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            local = timezone.localtime(value)
            return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
        return value
