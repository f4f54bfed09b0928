"""People who sign in, and the post each holds."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.access import Actor, Permission, Role
from portal.access.permissions import ADMINISTRATORS
from portal.access.row_security import Kind, Open
from portal.accounts.querysets import AccountQuerySet, PostingQuerySet
from portal.audit.history import tracked
from portal.units.models import Unit, codes_above


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)):
    """No create_superuser: nobody can be one."""


@tracked("accounts_account", exclude=["password", "last_login"], open_parent=True)
class Account(AbstractBaseUser):
    """One person. What she may do hangs on her present posting, never on the account.

    There is no `is_superuser` column and no table of Django permissions behind this model, so no
    row can grant everything. `password` holds a one-time code while `must_change_password` is set;
    the code is good until `code_expires_at`.
    """

    row_security: ClassVar[Kind] = Open("登录名和姓名，登录前就要查；管理范围由动作把守")

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=30)
    phone = models.CharField("手机", max_length=20, blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    must_change_password = models.BooleanField("须改密码", default=False)
    code_expires_at = models.DateTimeField("首次登录码有效期至", null=True, blank=True)
    password_changed_at = models.DateTimeField("改密时间", null=True, blank=True)
    promised_at = models.DateTimeField("签署承诺时间", null=True, blank=True)
    made_at = models.DateTimeField("建立时间")
    disabled_at = models.DateTimeField("停用时间", null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    is_superuser = False

    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, disabled_at__isnull=True)
                | Q(is_active=False, disabled_at__isnull=False),
                name="account_disabled_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.username}）"

    @property
    def is_staff(self):
        """Django's admin templates ask; the site's own `has_permission` decides."""
        return False

    def get_full_name(self):
        return self.name


ROLE_VALUES = [role.value for role in Role]
ADMINISTRATOR_VALUES = sorted(role.value for role in ADMINISTRATORS)


@tracked("accounts_posting", open_parent=True)
class Posting(models.Model):
    """An account's post: one unit, one or more roles, from a day on. One at a time."""

    row_security: ClassVar[Kind] = Open("谁在哪个单位任什么岗位；登录时要查")

    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="单位")
    roles = ArrayField(models.CharField(max_length=30), verbose_name="岗位")
    title = models.CharField("职务", max_length=40, blank=True)
    valid_from = models.DateTimeField("自")
    valid_to = models.DateTimeField("至", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(valid_to__isnull=True),
                name="one_posting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=ROLE_VALUES) & Q(roles__len__gt=0),
                name="posting_roles_known",
            ),
            models.CheckConstraint(
                condition=~Q(roles__overlap=ADMINISTRATOR_VALUES) | Q(roles__len=1),
                name="an_administrator_is_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="posting_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.unit}·{self.title or self.posts}"

    @property
    def posts(self):
        return "、".join(role.label for role in Role if role.value in self.roles)

    def actor(self) -> Actor:
        """Who this posting lets the account be, at this moment."""
        return Actor(
            account_id=self.account_id,
            name=self.account.name,
            unit_id=self.unit_id,
            unit_code=self.unit.code,
            unit_name=self.unit.short_name,
            roles=frozenset(Role(value) for value in self.roles),
            above=codes_above(self.unit.code),
        )

    @property
    def is_administrator(self):
        return bool(ADMINISTRATORS & {Role(value) for value in self.roles})

    def may(self, permission: Permission) -> bool:
        return self.actor().can(permission)


class UsedPassword(models.Model):
    """Digests of earlier passwords, so that one is not taken again."""

    row_security: ClassVar[Kind] = Open("只有口令摘要；改密时要查")

    account = models.ForeignKey(Account, models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "曾用口令"

    def __str__(self):
        return f"{self.account_id} {timezone.localtime(self.at):%Y-%m-%d}"
