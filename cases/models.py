"""Contacts, cases, the people in them, and who may not see them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.choices import (
    OPEN_STATUSES,
    AccessLabel,
    CaseStatus,
    ChannelKind,
    FirstStep,
    Flag,
    Outcome,
    PartyRole,
    ReadingKind,
    Safety,
    Sex,
)
from cases.querysets import (
    CaseChildQuerySet,
    CaseQuerySet,
    CategoryQuerySet,
    ContactQuerySet,
)
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Open, Owned
from portal.audit.history import tracked
from portal.audit.models import Happening
from portal.crypto.fields import BlindIndexField, EncryptedTextField
from portal.units.models import Region


def known(choices: type[models.TextChoices], field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


@tracked("cases_category", open_parent=True)
class Category(models.Model):
    """权益类别, two levels, versioned by validity (reference cases.md §2.2)."""

    row_security: ClassVar[Kind] = Open("类别字典")

    code = models.CharField("代码", max_length=8)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    name = models.CharField("名称", max_length=40)
    former_name = models.CharField("旧名", max_length=40, blank=True)
    description = models.CharField("说明", max_length=120, blank=True)
    lead = models.CharField("主办建议", max_length=60, blank=True)
    support = models.CharField("协办建议", max_length=60, blank=True)
    flags = ArrayField(models.CharField(max_length=4, choices=Flag), default=list, blank=True)
    synonyms = models.CharField("俗称", max_length=200, blank=True)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    initials = models.CharField("拼音首字母", max_length=40, blank=True)
    source = models.CharField("依据", max_length=60, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "权益类别"
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="one_present_category"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def needs_care(self):
        """At least 敏感: domestic or sexual violence, minors."""
        return bool({Flag.DV, Flag.MIN} & set(self.flags)) or self.code in {"0201", "0202"}


class Channel(models.Model):
    """信访形式: how a contact came in."""

    row_security: ClassVar[Kind] = Open("信访形式字典")

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=ChannelKind)
    has_original = models.BooleanField("有原件原文", default=False)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "信访形式"
        constraints = [known(ChannelKind, "kind", "channel_kind_known")]

    def __str__(self):
        return self.name


class Relation(models.Model):
    """与当事人关系: who the caller is to the person concerned."""

    row_security: ClassVar[Kind] = Open("关系字典")

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=20)
    position = models.SmallIntegerField("排列", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "与当事人关系"

    def __str__(self):
        return self.name


class CaseCounter(models.Model):
    """The last number given per county and year, locked while one is taken: no gap, no double."""

    row_security: ClassVar[Kind] = Open("编号计数器")

    county_code = UnitCodeField("县级单位代码")
    year = models.SmallIntegerField("年")
    last = models.IntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "事项编号计数"
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "year"], name="one_counter_per_county_and_year"
            )
        ]

    def __str__(self):
        return f"{self.county_code}-{self.year}"


@tracked("cases_case")
class Case(OwnedModel):
    """事项: a matter to be handled. Opened from a contact; later contacts join it.

    `unit_code` is who has it now, `registered_code` who registered it and never changes: figures
    are counted by it. `registered_at` is the system's; `received_at` is when she called.
    """

    row_security: ClassVar[Kind] = Owned()

    number = models.CharField("编号", max_length=24, unique=True, db_collation="C")
    short_number = models.CharField("简号", max_length=24)  # 新华·0118: what people say aloud
    registered_code = UnitCodeField("登记单位代码", editable=False)
    county_code = UnitCodeField("编号所属县级单位", editable=False)
    year = models.SmallIntegerField("年")
    sequence = models.IntegerField("顺序号")
    title = models.CharField("事由", max_length=60)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    access_label = models.CharField("知悉范围", max_length=10, choices=AccessLabel)
    status = models.CharField("状态", max_length=12, choices=CaseStatus)
    safety = models.CharField("安全状况", max_length=8, choices=Safety)
    story = models.TextField("反映情况")
    place = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地"
    )
    received_at = models.DateTimeField("来件时间")
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="首问责任人"
    )
    handler = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="经办"
    )
    alarm_at = models.DateTimeField("报警时间", null=True, blank=True)
    alarm_taken_by = models.CharField("接警单位和人", max_length=60, blank=True)
    alarm_number = models.CharField("警情号", max_length=40, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        constraints = [
            known(AccessLabel, "access_label", "case_label_known"),
            known(CaseStatus, "status", "case_status_known"),
            known(Safety, "safety", "case_safety_known"),
            models.UniqueConstraint(fields=["id", "unit_code"], name="case_id_and_unit"),
            models.UniqueConstraint(
                fields=["county_code", "year", "sequence"],
                name="case_number_once_per_county_and_year",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True)
                | Q(voided_at__isnull=False, voided_by__isnull=False, status="void"),
                name="case_voided_at_and_by_together",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "-registered_at", "-id"], name="case_by_unit_newest_first"
            ),
            models.Index(fields=["handler", "status"], name="case_by_handler"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("cases:detail", args=[self.number])

    @property
    def state(self):
        return CaseStatus(self.status)

    @property
    def label(self):
        return AccessLabel(self.access_label)

    @property
    def is_open(self):
        return self.status in OPEN_STATUSES

    @property
    def needs_alarm(self):
        """有危险 and no call to the police recorded yet: nothing else comes first (users.md c4)."""
        return self.safety == Safety.DANGER and self.is_open and self.alarm_at is None


@tracked("cases_contact")
class Contact(OwnedModel):
    """来件: one call, visit or letter. It may end without a case, and is counted all the same.

    `caller_name` is what she called herself; the number she rang from is encrypted, found again
    only whole (`caller_phone_index`).
    """

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    registered_code = UnitCodeField("登记单位代码", editable=False)
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        db_constraint=False,
        verbose_name="事项",
    )
    outcome = models.CharField("结果", max_length=8, choices=Outcome)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+", verbose_name="信访形式")
    relation = models.ForeignKey(
        Relation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="与当事人关系",
    )
    caller_name = models.CharField("称呼", max_length=30, blank=True)
    is_anonymous = models.BooleanField("不愿留姓名", default=False)
    caller_phone = EncryptedTextField(
        "来电号码", label="cases.contact.caller_phone", blank=True, default=""
    )
    caller_phone_index = BlindIndexField(source="caller_phone", purpose="phone", null=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反映什么"
    )
    place = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地"
    )
    story = models.TextField("说了什么", blank=True)
    safety = models.CharField("现在安全吗", max_length=8, choices=Safety)
    first_step = models.CharField("先怎么办", max_length=8, choices=FirstStep, blank=True)
    received_at = models.DateTimeField("来件时间")
    registered_at = models.DateTimeField("登记时间")
    first_receiver = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="首问责任人"
    )
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        constraints = [
            known(Outcome, "outcome", "contact_outcome_known"),
            known(Safety, "safety", "contact_safety_known"),
            models.CheckConstraint(
                condition=Q(outcome="case", case__isnull=False)
                | (~Q(outcome="case") & Q(case__isnull=True)),
                name="a_contact_with_a_case_says_so",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_code", "-received_at", "-id"], name="contact_by_unit_newest_first"
            ),
            models.Index(fields=["caller_phone_index", "unit_code"], name="contact_by_phone"),
            models.Index(fields=["case"], name="contact_by_case"),
        ]

    def __str__(self):
        return f"来件{self.pk}"


@tracked("cases_party")
class Party(OwnedModel):
    """A person in a case. Identity number, phone and address are encrypted; `whereabouts` never
    leaves toward the respondent."""

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties", db_constraint=False)
    role = models.CharField("身份", max_length=12, choices=PartyRole)
    name = models.CharField("姓名或称呼", max_length=30, blank=True)
    sex = models.CharField("性别", max_length=8, choices=Sex, default=Sex.UNKNOWN)
    birth_year = models.SmallIntegerField("出生年", null=True, blank=True)
    phone = EncryptedTextField("电话", label="cases.party.phone", blank=True, default="")
    phone_index = BlindIndexField(source="phone", purpose="phone", null=True)
    identity_number = EncryptedTextField(
        "证件号码", label="cases.party.identity_number", blank=True, default=""
    )
    identity_index = BlindIndexField(source="identity_number", purpose="identity", null=True)
    whereabouts = EncryptedTextField(
        "现住址", label="cases.party.whereabouts", blank=True, default=""
    )
    safe_contact = EncryptedTextField(
        "安全联系方式", label="cases.party.safe_contact", blank=True, default=""
    )

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        constraints = [
            known(PartyRole, "role", "party_role_known"),
            known(Sex, "sex", "party_sex_known"),
        ]
        indexes = [
            models.Index(fields=["case"], name="party_by_case"),
            models.Index(fields=["phone_index", "unit_code"], name="party_by_phone"),
        ]

    def __str__(self):
        return f"{self.get_role_display()}{self.pk}"


@tracked("cases_recusal")
class Recusal(OwnedModel):
    """Who must not see a case, though her range would show it: one account or one unit.

    It does not follow its case (the case's own policy asks this table); it holds no story.
    """

    row_security: ClassVar[Kind] = Owned()

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals", db_constraint=False)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recused_unit_code = UnitCodeField("回避单位代码", blank=True, default="")
    reason = models.CharField("理由", max_length=200)
    at = models.DateTimeField("时间")
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        constraints = [
            models.CheckConstraint(
                condition=(Q(account__isnull=False) & Q(recused_unit_code=""))
                | (Q(account__isnull=True) & ~Q(recused_unit_code="")),
                name="a_recusal_names_an_account_or_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="recusal_by_case")]

    def __str__(self):
        return f"回避{self.pk}"


@tracked("cases_reader")
class Reader(OwnedModel):
    """Who may read a 限定知悉 case besides its leader: named on it, or in an emergency."""

    row_security: ClassVar[Kind] = Owned()

    case = models.ForeignKey(Case, models.PROTECT, related_name="readers", db_constraint=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    kind = models.CharField("方式", max_length=10, choices=ReadingKind)
    reason = models.CharField("理由", max_length=200, blank=True)
    at = models.DateTimeField("自")
    until = models.DateTimeField("至", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "知悉人员"
        constraints = [
            known(ReadingKind, "kind", "reading_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="named") | (Q(until__isnull=False) & ~Q(reason="")),
                name="emergency_reading_ends_and_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["account", "case"], name="reader_by_account")]

    def __str__(self):
        return f"知悉{self.pk}"


class CaseHappening(Happening):
    """办理经过: what happened to a case, line by line."""

    row_security: ClassVar[Kind] = Owned(follows=("cases_case", "case_id"))

    case = models.ForeignKey(Case, models.PROTECT, related_name="happenings", db_constraint=False)

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        indexes = [models.Index(fields=["case", "at"], name="happening_by_case_and_time")]
