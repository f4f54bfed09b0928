"""指标: the lists of figures, by version. No campaign and no report is touched here."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from campaigns import actions
from campaigns.choices import ActivityForm
from campaigns.models import Indicator, IndicatorSet
from campaigns.rules import indicators as rules
from campaigns.rules.planning import group_of
from portal import clock
from portal.units.admin import ReferenceAdmin
from portal.units.admin.base import AdminForm
from portal.units.models import Unit

ASKED_HELP = (
    "一行一个：类别或单位简称，冒号后写必填、全负担必填或选填。例如“县（市、区）：必填”“市司法局：选填”。"
    "写了单位的，这个单位只填写给它的指标。"
)


SET_HELP = (
    "照上一版复制，保存后到“指标”里修改。"
    "这一天以后印发的活动用新版，已经印发的不变；有单位开始填报，新版就不再改。"
)


def short_names():
    """{short name: (code, group)} of units that may be asked."""
    units = Unit.objects.filter(valid_to=None).order_by("code")
    return {unit.short_name: (unit.code, group_of(unit)) for unit in units if group_of(unit)}


READ = {"forms": "forms_words", "counts": "counts_words"}


def words_of(forms_of):
    return (
        "、".join("每一场" if one == "*" else ActivityForm(one).label for one in forms_of) or None
    )


class IndicatorForm(AdminForm):
    asked_of = forms.CharField(
        label="谁填",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=ASKED_HELP,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "asked_of" in self.fields:
            self.initial["asked_of"] = asked_text(self.instance)

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        others = Indicator.objects.filter(indicator_set=self.instance.indicator_set_id)
        codes = set(others.exclude(pk=self.instance.pk).values_list("code", flat=True))
        if refused := rules.refusal(self.instance, codes):
            words, field = refused
            self.add_error(field if field in self.fields else None, words)

    def clean_asked_of(self):
        try:
            return rules.owners_of(self.cleaned_data["asked_of"], short_names())
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong


def asked_text(indicator):
    names = {code: name for name, (code, _) in short_names().items()}
    owners = indicator.owners.order_by("for_code", "pk")
    return rules.owners_text(owners.values_list("group", "for_code", "required_from"), names)


class IndicatorSetForm(AdminForm):
    """Says beside its field what the action would refuse."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "valid_from" in self.fields:
            self.fields["valid_from"].help_text = SET_HELP

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        row, today = self.instance, clock.today()
        if row.pk:
            words, field = rules.move_refusal(row, row.valid_from, today), "valid_from"
        else:
            kinds = IndicatorSet.objects.filter(kind=row.kind).order_by("-version")
            words, field = rules.begin_refusal(kinds.first(), row.valid_from, today) or ("", "")
        if words:
            self.add_error(field, words)


@admin.register(IndicatorSet)
class IndicatorSetAdmin(ReferenceAdmin):
    """指标版本: adding one copies the last. The first report that uses it freezes it."""

    form = IndicatorSetForm

    list_display = ("__str__", "valid_from", "frozen_at")
    list_filter = ("kind",)
    ordering = ("kind", "-version")

    def get_fields(self, request, obj=None):
        return ("valid_from",) if obj else ("kind", "valid_from")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.frozen_at)

    def write(self, request, row, form, is_new):
        about = {"valid_from": row.valid_from, "actor": request.actor, "at": clock.now()}
        if is_new:
            made = actions.begin_set(kind=row.kind, **about)
            row.pk, row.version = made.pk, made.version
        else:
            actions.move_set(indicator_set=row, **about)


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    """指标: changed in a version nobody reported by yet; read in all."""

    form = IndicatorForm
    list_display = ("code", "name", "measure", "group", "aggregation", "indicator_set")
    list_display_links = ("code", "name")
    list_filter = ("indicator_set",)
    list_select_related = ("indicator_set",)
    search_fields = ("code", "name")
    ordering = ("indicator_set", "position")

    def get_fields(self, request, obj=None):
        own = (
            "name", "measure", "group", "position", "places", "aggregation", "part_of", "class_of",
            "numerator", "denominator", "forms", "counts", "hint",
        )  # fmt: skip
        if obj is None:
            return ("indicator_set", "code", *own, "asked_of")
        if self.has_change_permission(request, obj):
            return (*own, "asked_of")
        return (*(READ.get(name, name) for name in own), "asked_words")

    def get_readonly_fields(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        return () if may_change else (*READ.values(), "asked_words")

    @admin.display(description="哪些形式的活动填")
    def forms_words(self, indicator):
        return words_of(indicator.forms)

    @admin.display(description="哪些形式每场计1")
    def counts_words(self, indicator):
        return words_of(indicator.counts)

    @admin.display(description="谁填")
    def asked_words(self, indicator):
        return asked_text(indicator)

    def has_change_permission(self, request, obj=None):
        is_used = obj is not None and obj.indicator_set.frozen_at is not None
        return super().has_change_permission(request, obj) and not is_used

    def choices_of(self, db_field, request):
        return IndicatorSet.objects.filter(frozen_at=None).order_by("kind", "version")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name not in ("forms", "counts"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        every = [("*", "每一场")] if db_field.name == "counts" else []
        return forms.MultipleChoiceField(
            label=db_field.verbose_name, choices=[*every, *ActivityForm.choices], required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def write(self, request, row, form, is_new):
        actions.save_indicator(
            indicator=row, owners=form.cleaned_data["asked_of"], actor=request.actor,
            at=clock.now(),
        )  # fmt: skip
