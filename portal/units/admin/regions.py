"""Administrative places: corrected and ended, never deleted; the code stays."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from portal.access import Permission
from portal.units.admin.base import AdminForm, ReferenceAdmin
from portal.units.models import Region

LENGTHS = {"city": 6, "county": 6, "town": 9, "village": 12}


class RegionForm(AdminForm):
    def clean(self):
        data = super().clean()
        code, level = data.get("code"), data.get("level")
        if code and not (code.isascii() and code.isdigit()):
            self.add_error("code", "行政区划代码只有数字。")
        elif code and level and len(code) != LENGTHS[level]:
            self.add_error("code", f"这一级的代码为{LENGTHS[level]}位。")
        if data.get("successor") and not data.get("valid_to"):
            raise ValidationError("填了“并入”，请同时填停用日期。")
        return data


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    permission = Permission.UNIT_MANAGE
    form = RegionForm
    list_display = ("code", "name", "level", "parent", "valid_from", "valid_to")
    list_display_links = ("code", "name")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    ordering = ("code",)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("parent", "level", "code", "name", "valid_from")
        return ("name", "valid_from", "valid_to", "successor")

    def choices_of(self, db_field, request):
        return Region.objects.select_related("parent").order_by("code")
