"""Accounts in the admin site: posts and names, always through actions, never a password."""

from crispy_forms.layout import Layout
from django.contrib import admin
from django.db.models import Prefetch

from portal import clock
from portal.access import Permission, Role
from portal.accounts import actions, papers, rules
from portal.accounts.forms import PostMixin, clean_phone, post_layout
from portal.accounts.models import Account, Posting
from portal.ui.views import render
from portal.units.admin import PortalModelAdmin
from portal.units.admin.base import AdminForm


class AccountForm(PostMixin, AdminForm):
    """Name and telephone of the account, unit and posts of its present posting."""

    field_order = ("name", "phone", "unit", "preset", "further", "title")

    class Meta:
        model = Account
        fields = ("name", "phone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posting = self.present()
        if posting:
            roles = frozenset(Role(value) for value in posting.roles)
            self.offer(self.actor, unit=posting.unit, roles=roles)
            self.fields["title"].initial = posting.title
        else:
            self.offer(self.actor)
            self.fields["phone"].required = True
            self.fields["phone"].label = "手机（登录名）"
        self.helper.layout = Layout("name", "phone", *post_layout())

    def present(self):
        if self.instance.pk is None:
            return None
        return Posting.objects.present().select_related("unit").get(account=self.instance)

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        return clean_phone(typed) if typed else ""


@admin.register(Account)
class AccountAdmin(PortalModelAdmin):
    """Own range only, never oneself (managed_by); higher posts are refused by the actions."""

    permission = Permission.ACCOUNT_MANAGE
    form = AccountForm
    change_form_template = "admin/accounts/account.html"
    list_display = ("name", "unit", "posts", "username", "is_active")
    list_display_links = ("name",)
    list_filter = ("is_active",)
    search_fields = ("name", "username", "phone")
    search_help_text = "姓名、手机、登录名"
    ordering = ("username",)

    def get_queryset(self, request):
        present = Posting.objects.present().select_related("unit")
        return Account.objects.managed_by(request.actor).prefetch_related(
            Prefetch("postings", present, to_attr="present")
        )

    @admin.display(description="单位")
    def unit(self, account):
        return account.present[0].unit

    @admin.display(description="岗位")
    def posts(self, account):
        return account.present[0].posts

    def get_fieldsets(self, request, obj=None):
        return ((None, {"fields": AccountForm.field_order}),)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The extra fields are the form's own; Django would look for them on the model."""
        kwargs["fields"] = ("name", "phone")
        return super().get_form(request, obj, change=change, **kwargs)

    def has_change_permission(self, request, obj=None):
        """Higher posts than one may give: the page shows the account and no form."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self.refusal(request.actor, obj) is None)

    @staticmethod
    def refusal(actor, account):
        posting = account.present[0]
        return rules.manage_refusal(
            actor,
            account_id=account.pk,
            unit_code=posting.unit.code,
            roles=frozenset(Role(value) for value in posting.roles),
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        account = self.get_object(request, object_id)
        more = {"refusal": self.refusal(request.actor, account) if account else None}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | more)

    def write(self, request, row, form, is_new):
        given = {"actor": request.actor, "at": clock.now()}
        post = {key: form.cleaned_data[key] for key in ("unit", "roles", "title")}
        if is_new:
            request.issued = actions.make_account(name=row.name, phone=row.phone, **post, **given)
            return
        if {"name", "phone"} & set(form.changed_data):
            actions.rename_account(account=row, name=row.name, phone=row.phone, **given)
        actions.change_posting(account=row, **post, **given)

    def response_add(self, request, obj, post_url_continue=None):
        """The slip at once: the code may wait in no session and no message."""
        address = request.build_absolute_uri("/")
        return render(request, papers.SLIP, papers.slip(request.issued, address=address))
