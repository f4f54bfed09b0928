"""The admin site: units, accounts and reference data, in the portal's own dress.

It stands in a module of its own: admin modules register with `admin.site`, which is made from this
class at their first word.
"""

from functools import update_wrapper
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.access import Permission
from portal.ui.views import redirect_to, safe_next

ENTRANCE = (Permission.ACCOUNT_MANAGE, Permission.UNIT_MANAGE, Permission.REFERENCE_EDIT)
LEFT_OUT = {"view_on_site", "password_change_done", "autocomplete"}


class PortalAdminSite(admin.AdminSite):
    """Django's pages, the portal's permissions: nothing here asks for staff or superuser."""

    site_title = site_header = "管理"
    index_title = "账号、单位和参考数据"
    site_url = "/"
    enable_nav_sidebar = False
    final_catch_all_view = False
    empty_value_display = "—"

    def has_permission(self, request):
        return bool(request.actor) and any(request.actor.can(one) for one in ENTRANCE)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only pages that name a permission of ours; libraries bring pages for groups, devices and
        tasks, which ask Django's permissions and have no place here."""
        if hasattr(admin_class, "permission"):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """403 for somebody signed in who may not enter; Django would send her to sign in again."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if request.actor and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self):
        """Without the pages nobody needs: each page more is a page to guard."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]

    def get_log_entries(self, request):
        """Django's own log stays empty: acts go into the portal's."""
        return ()

    def login(self, request, extra_context=None):
        """One credential form for the whole portal. Whoever is signed in and stands here may
        not enter: sending her to the sign-in page would send her round in circles."""
        if request.actor and not self.has_permission(request):
            raise PermissionDenied
        if request.actor:
            return redirect_to(request, safe_next(request, "admin:index"))
        query = urlencode({REDIRECT_FIELD_NAME: safe_next(request, "admin:index")})
        return redirect_to(request, f"{reverse('accounts:sign-in')}?{query}")

    def logout(self, request, extra_context=None):
        return redirect_to(request, "accounts:own")

    def password_change(self, request, extra_context=None):
        return redirect_to(request, "accounts:password")
