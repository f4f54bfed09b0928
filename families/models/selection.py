"""评选之后: who is chosen within the quota, the draw for a recheck, the public notice, objections,
the naming paper."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from families.choices import HeardBy, OffBy, Outcome, Recheck, SelectionState
from families.models.constraints import known
from families.models.entry import Entry
from families.models.round import Round
from families.querysets import PublishedQuerySet, SelectionQuerySet
from portal.access.models import OwnedModel, UnitCodeField
from portal.access.querysets import OwnedQuerySet
from portal.access.row_security import Kind, Owned, Published
from portal.audit.history import tracked
from portal.crypto.fields import EncryptedTextField


@tracked("families_draw")
class Draw(OwnedModel):
    """随机抽取: which of the chosen households are looked at again.

    Anyone can repeat it: the numbers of the households in `pool`, each put behind the seed and
    digested (rules.selection.draw), the first `size` by digest. `unit_code` is who drew.
    """

    row_security: ClassVar[Kind] = Owned()

    round = models.ForeignKey(Round, models.PROTECT, related_name="draws")
    for_code = UnitCodeField("在哪个单位的名单里抽")
    seed = models.CharField("种子", max_length=40)
    pool = models.JSONField("参加抽取的家庭编号")
    size = models.SmallIntegerField("抽取户数")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "随机抽取"
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="a_draw_draws_somebody"),
            models.UniqueConstraint(fields=["round", "for_code"], name="one_draw_per_list"),
        ]

    def __str__(self):
        return f"{self.for_code}：抽{self.size}户"


@tracked("families_publicnotice")
class PublicNotice(OwnedModel):
    """公示: the list as it hung, from when to when. Heads of household and villages, nothing more.

    `closes_on` is counted when it is posted (working days, the day of posting not counted); the
    result is closed only after it and after every objection has its finding.
    """

    row_security: ClassVar[Kind] = Published()

    round = models.OneToOneField(
        Round, models.PROTECT, related_name="public_notice", db_constraint=False
    )
    posted_on = models.DateField("公示开始")
    days = models.SmallIntegerField("公示工作日", default=5)
    closes_on = models.DateField("公示截止")
    place = models.CharField("公示地点", max_length=80)
    phone = models.CharField("受理异议电话", max_length=30)
    posted_at = models.DateTimeField("发布时间")
    posted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("公示结束时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=3, days__lte=30), name="a_notice_hangs_three_days_at_least"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("posted_on")), name="a_notice_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_notice_was_closed_by_somebody",
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="publicnotice_id_and_unit"),
        ]

    def __str__(self):
        return f"{self.posted_on:%Y-%m-%d}公示"

    @property
    def is_closed(self):
        return self.closed_at is not None


@tracked("families_selection")
class Selection(OwnedModel):
    """A household of a village on the list of its county. `for_code` is whose quota it takes.

    Leaving the list keeps a code (`off_by`), never a story; a family that leaves is asked for none.
    """

    row_security: ClassVar[Kind] = Owned()

    round = models.ForeignKey(Round, models.PROTECT, related_name="selections")
    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="selection", db_constraint=False
    )
    for_code = UnitCodeField("占哪个单位的名额")
    state = models.CharField("情况", max_length=8, choices=SelectionState)
    off_by = models.CharField("撤下原因", max_length=10, choices=OffBy, blank=True)
    recheck = models.CharField("复核", max_length=8, choices=Recheck, blank=True)
    chosen_at = models.DateTimeField("列入时间")
    chosen_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入选家庭"
        constraints = [
            known(SelectionState, "state", "selection_state_known"),
            models.CheckConstraint(
                condition=Q(state="off", off_by__in=OffBy.values)
                | (~Q(state="off") & Q(off_by="")),
                name="who_is_off_the_list_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(recheck="") | Q(recheck__in=Recheck.values), name="recheck_known"
            ),
            models.UniqueConstraint(fields=["id", "unit_code"], name="selection_id_and_unit"),
        ]
        indexes = [models.Index(fields=["round", "for_code"], name="selection_by_list")]

    def __str__(self):
        return f"入选{self.entry_id}"

    @property
    def status(self):
        return SelectionState(self.state)


@tracked("families_objection")
class Objection(OwnedModel):
    """异议: by anyone, by phone, on paper or in person, typed in. The row belongs to the unit that
    posted the notice: village, town and county do not read who said what."""

    row_security: ClassVar[Kind] = Owned()

    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, related_name="objections", db_constraint=False
    )
    selection = models.ForeignKey(Selection, models.PROTECT, related_name="objections")
    received_on = models.DateField("收到日期")
    heard_by = models.CharField("收到方式", max_length=8, choices=HeardBy)
    said = EncryptedTextField("反映内容", label="families.objection.said")
    by_whom = EncryptedTextField(
        "提出人（可不填）", label="families.objection.by_whom", blank=True, default=""
    )
    outcome = models.CharField("核实结论", max_length=10, choices=Outcome, blank=True)
    finding = EncryptedTextField(
        "核实情况", label="families.objection.finding", blank=True, default=""
    )
    typed_at = models.DateTimeField("登记时间")
    typed_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("核实时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        constraints = [
            known(HeardBy, "heard_by", "objection_heard_by_known"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | Q(outcome__in=Outcome.values, decided_at__isnull=False, decided_by__isnull=False),
                name="a_finding_was_made_by_somebody",
            ),
        ]

    def __str__(self):
        return f"异议{self.pk}"

    @property
    def result(self):
        return Outcome(self.outcome) if self.outcome else None


@tracked("families_naming")
class Naming(OwnedModel):
    """命名: the paper that names the households, by whose authority and under which number."""

    row_security: ClassVar[Kind] = Published()

    round = models.OneToOneField(Round, models.PROTECT, related_name="naming", db_constraint=False)
    authority = models.CharField("批准机关", max_length=60)
    approval_number = models.CharField("批准文号", max_length=60)
    named_on = models.DateField("命名日期")
    households = models.IntegerField("命名户数")
    named_at = models.DateTimeField("登记时间")
    named_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "命名"
        constraints = [
            models.CheckConstraint(
                condition=~Q(authority="") & ~Q(approval_number=""),
                name="a_naming_has_an_authority_and_a_number",
            ),
            models.CheckConstraint(condition=Q(households__gte=1), name="a_naming_names_somebody"),
        ]

    def __str__(self):
        return self.approval_number
