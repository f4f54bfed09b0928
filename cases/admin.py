"""Dictionaries of this app. No contact and no case is registered here: no case content."""

from django import forms
from django.contrib import admin

from cases.choices import Flag
from cases.models import Category, Channel, HandlingWay, Phrase, Procedure, Relation
from portal.units.admin import ReferenceAdmin


@admin.register(Category)
class CategoryAdmin(ReferenceAdmin):
    """权益类别: a class is ended and another begun; figures of past years keep theirs."""

    list_display = ("code", "name", "parent", "marks", "valid_from", "valid_to")
    list_display_links = ("code", "name")
    list_select_related = ("parent",)
    search_fields = ("code", "name", "synonyms", "initials")
    ordering = ("code", "-valid_from", "pk")

    @admin.display(description="标记")
    def marks(self, category):
        return "、".join(Flag(flag).label for flag in category.flags) or None

    def get_fields(self, request, obj=None):
        own = (
            "name", "former_name", "description", "lead", "support", "flags", "synonyms", "pinyin",
            "initials", "source", "valid_from", "valid_to",
        )  # fmt: skip
        return own if obj else ("code", "parent", *own)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "flags":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label="标记", choices=Flag.choices, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def choices_of(self, db_field, request):
        return Category.objects.filter(parent__isnull=True, valid_to__isnull=True).order_by("code")


@admin.register(Channel)
class ChannelAdmin(ReferenceAdmin):
    list_display = ("code", "name", "kind", "has_original", "position")
    list_display_links = ("code", "name")
    ordering = ("position", "code")

    def get_fields(self, request, obj=None):
        own = ("name", "kind", "has_original", "position")
        return own if obj else ("code", *own)


@admin.register(Relation)
class RelationAdmin(ReferenceAdmin):
    list_display = ("code", "name", "position")
    list_display_links = ("code", "name")
    ordering = ("position", "code")

    def get_fields(self, request, obj=None):
        own = ("name", "position")
        return own if obj else ("code", *own)


@admin.register(Procedure)
class ProcedureAdmin(ReferenceAdmin):
    """办理程序: `rule` is a code of 期限规则; empty where no clock runs."""

    list_display = ("code", "name", "rule", "event", "position")
    list_display_links = ("code", "name")
    ordering = ("position", "code")

    def get_fields(self, request, obj=None):
        own = ("name", "rule", "event", "note", "position")
        return own if obj else ("code", *own)


@admin.register(HandlingWay)
class HandlingWayAdmin(ReferenceAdmin):
    list_display = ("code", "name", "position")
    list_display_links = ("code", "name")
    ordering = ("position", "code")

    def get_fields(self, request, obj=None):
        own = ("name", "position")
        return own if obj else ("code", *own)


@admin.register(Phrase)
class PhraseAdmin(ReferenceAdmin):
    """常用语: what `;;` and the short code put into a text."""

    list_display = ("code", "text", "position")
    list_display_links = ("code", "text")
    ordering = ("position", "code")

    def get_fields(self, request, obj=None):
        own = ("text", "position")
        return own if obj else ("code", *own)
