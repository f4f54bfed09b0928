"""Units: made and corrected here; renamed, ended, merged and split by pages of their own."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import path

from portal import clock
from portal.access import Permission
from portal.units import actions
from portal.units.admin.acts import EndUnit, MergeUnits, RenameUnit, SplitUnit
from portal.units.admin.base import AdminForm, PortalModelAdmin, ReferenceAdmin
from portal.units.models import Unit, UnitName

ACTS = (RenameUnit, EndUnit, MergeUnits, SplitUnit)


class UnitForm(AdminForm):
    """A new unit also needs a code under its parent's; actions.make_unit says whether it fits."""

    def clean(self):
        data = super().clean()
        if self.instance.pk is None and "code" in data:
            self.cleaned_data["code"] = data["code"] = data["code"].upper()
        return data


@admin.register(Unit)
class UnitAdmin(PortalModelAdmin):
    permission = Permission.UNIT_MANAGE
    form = UnitForm
    change_form_template = "admin/units/unit.html"
    list_display = ("code", "short_name", "kind", "level", "region", "valid_from", "valid_to")
    list_display_links = ("code", "short_name")
    list_filter = ("level", "kind")
    list_select_related = ("region",)
    search_fields = ("code", "name", "short_name")
    ordering = ("code",)

    def get_fields(self, request, obj=None):
        if obj is None:
            return (
                "parent", "kind", "level", "code", "name", "short_name", "addressee", "region",
                "duties", "phone", "valid_from",
            )  # fmt: skip
        return ("addressee", "region", "duties", "phone")

    def choices_of(self, db_field, request):
        today = clock.today()
        if db_field.name == "region":
            return db_field.remote_field.model.objects.valid_on(today).order_by("code")
        return Unit.objects.valid_on(today).order_by("code")

    def write(self, request, row, form, is_new):
        now = clock.now()
        if is_new:
            actions.make_unit(unit=row, actor=request.actor, at=now)
        else:
            actions.save_reference(
                row=row, changed=form.changed_data, is_new=False, actor=request.actor, at=now,
                permission=self.permission,
            )  # fmt: skip

    def get_urls(self):
        own = [
            path(
                f"<int:pk>/{act.name}/",
                self.admin_site.admin_view(act.as_view()),
                name=f"units_unit_{act.name}",
            )
            for act in ACTS
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | {"acts": ACTS}
        )


class UnitNameForm(AdminForm):
    def clean(self):
        """A former name has both ends in order and overlaps no other name of the unit."""
        data = super().clean()
        start, end = data.get("valid_from"), data.get("valid_to")
        if "unit" in self.errors:
            return data
        unit = data.get("unit") or self.instance.unit
        if end is None:
            raise ValidationError("这里只补录、更正曾用名；现用名请用“改名”。")
        if start and start > end:
            self.add_error("valid_to", "截止日期早于起始日期。")
        others = UnitName.objects.filter(unit=unit).exclude(pk=self.instance.pk)
        for other in others:
            begins_later = other.valid_from and other.valid_from > end
            ends_earlier = other.valid_to and start and other.valid_to < start
            if not begins_later and not ends_earlier:
                raise ValidationError(f"与“{other.name}”的使用时间重叠。")
        return data


@admin.register(UnitName)
class UnitNameAdmin(ReferenceAdmin):
    """曾用名: what a paper of that year prints."""

    permission = Permission.UNIT_MANAGE
    form = UnitNameForm
    list_display = ("unit", "name", "short_name", "valid_from", "valid_to")
    list_display_links = ("name",)
    list_select_related = ("unit",)
    search_fields = ("name", "unit__code", "unit__name")
    ordering = ("unit__code", "-valid_from", "pk")

    def get_fields(self, request, obj=None):
        own = ("name", "short_name", "valid_from", "valid_to")
        return own if obj else ("unit", *own)

    def has_change_permission(self, request, obj=None):
        """The present name changes by 改名 only: Unit carries it too."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.valid_to is not None)
