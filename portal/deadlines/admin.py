"""Holidays and rules of counting: entered by hand once a year, each change written down."""

from django import forms
from django.contrib import admin, messages
from django.db import models

from portal import clock
from portal.deadlines import actions
from portal.deadlines.models import ClockRule, HolidayNotice
from portal.deadlines.rules import FIRST_YEAR, LAST_YEAR, parse_arrangement
from portal.units.admin import ReferenceAdmin
from portal.units.admin.base import AdminForm

MOST_NAMED = 12
HELP = (
    "照国务院办公厅通知原文粘贴，每行一个节日，"
    "例如：春节：2月15日至23日放假，2月14日、2月28日上班。也可以在“表格导入”里按表导入。"
)


class NoticeForm(AdminForm):
    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(f"请填{FIRST_YEAR}到{LAST_YEAR}之间的年份。")
        return year

    def clean(self):
        data = super().clean()
        year = data.get("year") or self.instance.year
        if year and data.get("arrangement"):
            try:
                parse_arrangement(year, data["arrangement"])
            except ValueError as error:
                self.add_error("arrangement", str(error))
        return data


@admin.register(HolidayNotice)
class HolidayNoticeAdmin(ReferenceAdmin):
    """放假安排: entering one counts every open deadline again and says which moved."""

    form = NoticeForm
    list_display = ("year", "document", "published_on", "is_provisional")
    list_display_links = ("year",)
    ordering = ("-year",)

    def get_fields(self, request, obj=None):
        own = ("document", "published_on", "arrangement", "is_provisional")
        return own if obj else ("year", *own)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.TextField):
            kwargs |= {"help_text": HELP, "widget": forms.Textarea(attrs={"rows": 10})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def write(self, request, row, form, is_new):
        moved = actions.enter_notice(notice=row, actor=request.actor, at=clock.now())
        named = "；".join(str(one) for one in moved[:MOST_NAMED])
        more = f"等{len(moved)}项" if len(moved) > MOST_NAMED else ""
        words = f"有{len(moved)}项变动：{named}{more}。" if moved else "没有变动。"
        messages.info(request, f"未完成的期限已全部重算，{words}")


@admin.register(ClockRule)
class ClockRuleAdmin(ReferenceAdmin):
    """期限规则: a changed length is a new version; what already runs keeps the old one."""

    list_display = ("name", "length_words", "event", "basis", "article", "version", "valid_to")
    list_display_links = ("name",)
    list_filter = ("basis", "is_local")
    search_fields = ("code", "name", "article")
    ordering = ("position", "code", "-version")

    @admin.display(description="时限")
    def length_words(self, rule):
        return rule.length_words

    def get_fields(self, request, obj=None):
        own = (
            "name", "event", "duty", "length", "counting", "basis", "article", "is_written",
            "most_extension", "may_pause", "is_local", "note",
        )  # fmt: skip
        return own if obj else ("code", *own)

    def has_change_permission(self, request, obj=None):
        """A version that was replaced stays as it was: deadlines still point to it."""
        return super().has_change_permission(request, obj) and (obj is None or not obj.valid_to)

    def write(self, request, row, form, is_new):
        actions.save_rule(
            rule=row,
            changed=form.changed_data,
            is_new=is_new,
            actor=request.actor,
            at=clock.now(),
        )
