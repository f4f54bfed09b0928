"""Which figures: a period by its kind, and whose."""

from django import forms

from cases.rules import figures
from portal.ui.forms import PortalFormMixin
from portal.units.models import Unit

FIRST_YEAR = 2010  # nothing was written down before


class FiguresForm(PortalFormMixin, forms.Form):
    """Read from the address; whatever is missing is this quarter and one's own unit."""

    period = forms.ChoiceField(label="时间", required=False)
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.this = figures.quarter_of(today)
        self.own = self.actor.scope or self.actor.unit_code
        self.fields["period"].choices = period_choices(self.this)
        self.fields["unit"].choices = unit_choices(self.actor)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def clean_period(self):
        name = self.cleaned_data["period"]
        return (name and figures.period_named(name)) or self.this

    def clean_unit(self):
        return self.cleaned_data["unit"] or self.own


class IssueForm(PortalFormMixin, forms.Form):
    """报出: to whom, and of a correction why."""

    sent_to = forms.CharField(label="报给谁", max_length=60)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args, corrects, **kwargs):
        super().__init__(*args, **kwargs)
        if corrects:
            self.fields["note"].label = "为什么更正"
            self.fields["note"].required = True


def period_choices(this):
    """The last eight quarters, the last twelve months, the last four years."""
    quarters, months, years = [], [], []
    quarter = this
    for _ in range(8):
        quarters.append((quarter.name, quarter.label))
        quarter = quarter.before()
    month = figures.Period(figures.moved(this.after, -1), 1)
    for _ in range(15):
        months.append((month.name, month.label))
        month = month.before()
    for year in range(this.first.year, this.first.year - 4, -1):
        years.append((f"{year}", f"{year}年"))
    return [("季度", quarters), ("月", months), ("年", years)]


def unit_choices(actor):
    """Oneself with everything below; whoever stands over counties may look at one of them."""
    own = actor.scope or actor.unit_code
    below = Unit.objects.filter(parent__code=own).exclude(kind="member")
    names = [(unit.code, unit.short_name) for unit in below.order_by("code") if unit.code != own]
    return [(own, "全部"), *names] if names else [(own, actor.unit_name)]
