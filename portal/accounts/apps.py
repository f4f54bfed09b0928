from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.urls import reverse

from portal.access import Permission
from portal.ui.menu import MenuItem, register

P = Permission
MENU = (
    MenuItem("账号管理", "accounts:list", P.ACCOUNT_MANAGE, 80, "people"),
    MenuItem("单位和区划", "admin:units_unit_changelist", P.UNIT_MANAGE, 82, "building"),
    MenuItem("后台管理", "admin:index", P.REFERENCE_EDIT, 84, "settings"),
    MenuItem("我的账号", "accounts:own", P.DESK, 10, "user", place="account"),
    MenuItem("单位", "units:tree", P.DESK, 20, "building", place="account"),
    MenuItem("权限一览", "accounts:policy", P.POLICY_VIEW, 30, "shield", place="account"),
    MenuItem("退出", "accounts:sign-out", P.DESK, 90, "signout", place="account", method="post"),
)
SENTENCES = {
    "sign_in": "登录",
    "sign_in_failed": "登录失败",
    "sign_in_locked": "连续输错，暂停登录",
    "sign_out": "退出",
    "session_ended": "登录到时退出",
    "password_changed": "修改密码",
    "code_issued": "发首次登录码",
    "account_made": "建立账号",
    "account_changed": "更正账号资料",
    "account_disabled": "停用账号",
    "account_enabled": "启用账号",
    "posting_changed": "变更任职",
    "roles_granted": "授予岗位",
    "handed_over": "移交在办事项",
    "second_factor_set": "启用动态口令",
    "second_factor_removed": "停用动态口令",
}


def accounts_of(actor, unit):
    """账号, at the end of a unit's row, for whoever administers them."""
    if not actor.manages(unit.code):
        return None
    return "账号", f"{reverse('accounts:list')}?q={unit.code}"


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "账号"
    default = True  # the other configuration in this file is Django's admin, not this package

    def ready(self):
        from portal.access import Role
        from portal.accounts import actions
        from portal.audit.registry import register_sentences, register_words
        from portal.units.registry import register_link, register_succession

        register_sentences(SENTENCES)
        register_words({role.value: role.label for role in Role})
        register_succession("账号", actions.follow_unit)
        register_link(accounts_of)
        for item in MENU:
            register(item)


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the portal's own site; stands in INSTALLED_APPS in its place."""

    default = False
    default_site = "portal.accounts.site.PortalAdminSite"
