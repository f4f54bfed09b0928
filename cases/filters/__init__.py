"""The one filter of the case list, over whatever rows the actor may see."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils import timezone

from cases.choices import CaseStatus
from cases.choices.history import CaseKind
from cases.models import Case, Category, SavedFilter
from portal import clock
from portal.search import finding
from portal.ui import text
from portal.ui.paging import capped_count

STATES = [("open", "未办结"), *CaseStatus.choices, ("history", "历史台账")]
PERIODS = [("month", "本月"), ("quarter", "本季"), ("year", "今年"), ("last_year", "去年")]

DUE = [("late", "已过期"), ("soon", "3日内到期和已过期")]
SOON = timedelta(days=3)

LONGEST = 100
MOST_SAVED = 12


def refuse_too_little(typed: str) -> None:
    if not finding.is_enough(text.normalised(typed)):
        raise ValidationError("请至少输入两个字、两个拼音字母或一个数字。")


def period(name: str, today: date) -> tuple[datetime, datetime]:
    """First moment of the period and of the next one."""
    year, month = today.year, today.month
    first_of_quarter = (month - 1) // 3 * 3 + 1
    days = {
        "month": (date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)),
        "quarter": (
            date(year, first_of_quarter, 1),
            date(year + (first_of_quarter + 3) // 13, (first_of_quarter + 2) % 12 + 1, 1),
        ),
        "year": (date(year, 1, 1), date(year + 1, 1, 1)),
        "last_year": (date(year - 1, 1, 1), date(year, 1, 1)),
    }[name]
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in days)
    return start, end


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="编号、姓名或内容", method="by_words")
    status = django_filters.ChoiceFilter(
        label="状态", choices=STATES, empty_label="全部状态", method="by_state"
    )
    category = django_filters.ModelChoiceFilter(
        label="类别", queryset=Category.objects.none(), empty_label="全部类别", method="by_class"
    )
    period = django_filters.ChoiceFilter(
        label="登记时间", choices=PERIODS, empty_label="全部时间", method="by_period"
    )
    due = django_filters.ChoiceFilter(
        label="期限", choices=DUE, empty_label="不限", method="by_due"
    )
    mine = django_filters.BooleanFilter(
        label="只看我经办的", method="by_handler", widget=forms.CheckboxInput
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args, actor, **kwargs):
        self.actor = actor
        super().__init__(*args, **kwargs)
        self.filters["category"].queryset = Category.objects.valid_on(clock.today()).filter(
            parent=None
        )
        self.filters["q"].extra["validators"] = [
            text.refuse_hidden_characters,
            MaxLengthValidator(LONGEST, f"最多{LONGEST}个字，请只填编号、姓名或几个字。"),
            refuse_too_little,
        ]
        for field in self.form.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            tick = isinstance(field.widget, forms.CheckboxInput)
            field.widget.attrs["class"] = "form-check-input" if tick else kind

    def by_words(self, cases, name, value):
        """What the search box of every page would find; the rows stay those she may see."""
        return cases.filter(pk__in=finding.search_ids("case", text.normalised(value)))

    def by_state(self, cases, name, value):
        if value == "history":
            return cases.filter(kind=CaseKind.HISTORY)
        return cases.open() if value == "open" else cases.filter(status=value)

    def by_class(self, cases, name, value):
        return cases.filter(Q(category=value) | Q(category__parent=value))

    def by_period(self, cases, name, value):
        start, end = period(value, clock.today())
        return cases.filter(registered_at__gte=start, registered_at__lt=end)

    def by_due(self, cases, name, value):
        today = clock.today()
        return cases.due_by(today - timedelta(days=1) if value == "late" else today + SOON)

    def by_handler(self, cases, name, value):
        return cases.filter(handler=self.actor.account_id) if value else cases


def listed(typed, actor):
    """(the filter, the rows it leaves of what this person sees): the list, its count and its
    export ask here, so that they are the same rows. Nothing at all where the filter is wrong."""
    visible = Case.objects.visible_to(actor)
    case_filter = CaseFilter(typed, visible.for_list(), actor=actor)
    return case_filter, case_filter.qs if case_filter.is_valid() else visible.none()


def as_query(params):
    """Filters as an address carries them."""
    return urlencode({name: value for name, value in params.items() if value})


def saved_for(actor):
    """(the saved filter, its address, how many cases it leaves now) of her own and her unit's."""
    made = []
    for saved in SavedFilter.objects.visible_to(actor).for_bar()[:MOST_SAVED]:
        case_filter, found = listed(saved.params, actor)
        count = capped_count(found) if case_filter.is_valid() else "—"
        made.append((saved, f"?{as_query(saved.params)}", count))
    return made
