"""What all admin pages share: the Actor answers, actions write, our own log remembers."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import Http404

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.forms import DayField, PortalFormMixin, Typeahead
from portal.ui.views import redirect_to
from portal.units import actions


class AdminForm(PortalFormMixin, forms.ModelForm):
    """A model form that refuses what no eye can see and knows who acts; it never saves."""

    acting = None  # put there by PortalModelAdmin.get_form, for each request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, actor=self.acting, **kwargs)


class PortalModelAdmin(admin.ModelAdmin):
    """Nothing is deleted, nothing asks Django's permissions, nothing goes to Django's log.

    `write(request, row, form, is_new)` calls the action; a Refused becomes words on the page.
    """

    permission: Permission
    form = AdminForm
    actions = None
    list_per_page = 50
    view_on_site = False
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def write(self, request, row, form, is_new):
        raise NotImplementedError

    # ── Who may: the Actor says ────────────────────────────────────────────────────────────────
    def has_module_permission(self, request):
        return bool(request.actor) and request.actor.can(self.permission)

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the page offers as a filter; any other is an oracle: ?password__startswith=…"""
        offered = {name if isinstance(name, str) else name[0] for name in self.list_filter}
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered)

    # ── Forms ──────────────────────────────────────────────────────────────────────────────────
    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.acting = request.actor
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Plain fields of the portal: no wrapper with a plus sign, no calendar script."""
        if type(db_field) is models.DateField:
            kwargs["form_class"] = DayField
        if isinstance(db_field, models.ForeignKey):
            kwargs["widget"] = Typeahead()
            kwargs["queryset"] = self.choices_of(db_field, request)
        return db_field.formfield(**kwargs)

    def choices_of(self, db_field, request):
        return db_field.remote_field.model._default_manager.all()

    # ── Writing ────────────────────────────────────────────────────────────────────────────────
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, refusal.words)
            return redirect_to(request, request.get_full_path())

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change):
        self.write(request, obj, form, is_new=not change)

    def save_related(self, request, form, formsets, change):
        """No inlines, no many-to-many."""

    # ── Log and history: ours, not Django's ────────────────────────────────────────────────────
    def log_addition(self, request, obj, message):
        """The action has recorded it."""

    def log_change(self, request, obj, message):
        """The action has recorded it."""

    def history_view(self, request, object_id, extra_context=None):
        raise Http404

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The same answer as everywhere for what is not yours or never was."""
        raise Http404


class ReferenceAdmin(PortalModelAdmin):
    """Rows of a dictionary: saved with the names of the changed fields in the log."""

    permission = Permission.REFERENCE_EDIT

    def write(self, request, row, form, is_new):
        actions.save_reference(
            row=row,
            changed=form.changed_data,
            is_new=is_new,
            actor=request.actor,
            at=clock.now(),
            permission=self.permission,
        )
