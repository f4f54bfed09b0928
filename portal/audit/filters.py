"""The one filter of the log, over whatever entries the actor may see."""

from datetime import datetime, time, timedelta

import django_filters
from django import forms
from django.utils import timezone

from portal.audit import registry
from portal.audit.models import LogEntry
from portal.ui import text
from portal.ui.forms import DayField


class DayFilter(django_filters.Filter):
    """A day as people type it: 3.3, 3月3日, 昨天."""

    field_class = DayField


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


class LogFilter(django_filters.FilterSet):
    action = django_filters.ChoiceFilter(
        label="动作", choices=lambda: choices(), empty_label="全部动作"
    )
    name = django_filters.CharFilter(label="姓名", field_name="actor_name", lookup_expr="icontains")
    since_day = DayFilter(label="自", method="from_day", lean="past")
    upto_day = DayFilter(label="至", method="to_day", lean="past")

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["name"].extra["validators"] = [text.refuse_hidden_characters]
        for field in self.form.fields.values():
            is_list = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_list else "form-control"

    def from_day(self, entries, name, value):
        return entries.filter(at__gte=midnight(value))

    def to_day(self, entries, name, value):
        return entries.filter(at__lt=midnight(value + timedelta(days=1)))


def choices() -> list[tuple[str, str]]:
    return sorted(registry.sentences().items(), key=lambda pair: pair[1])
