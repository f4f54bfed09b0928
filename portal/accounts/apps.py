from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from portal.access import Permission
from portal.ui.menu import MenuItem, register

MENU = (
    MenuItem("权限一览", "accounts:policy", Permission.POLICY_VIEW, 20, "shield", place="account"),
    MenuItem("我的账号", "accounts:own", Permission.DESK, 10, "user", place="account"),
    MenuItem(
        "退出", "accounts:sign-out", Permission.DESK, 90, "signout", place="account", method="post"
    ),
)


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "账号"
    default = True  # the other configuration in this file is Django's admin, not this package

    def ready(self):
        for item in MENU:
            register(item)


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own site; stands in INSTALLED_APPS in its place."""

    default = False
    default_site = "portal.accounts.site.PortalAdminSite"
