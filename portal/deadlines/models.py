"""Holidays, rules of counting, and the shape of a deadline that every app's own table has."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.access.models import OwnedModel
from portal.access.row_security import Kind, Open
from portal.audit.history import tracked
from portal.deadlines import rules
from portal.deadlines.choices import OPEN_CLOCKS, Basis, ClockStatus, Counting, DayKind
from portal.deadlines.querysets import ClockRuleQuerySet


@tracked("deadlines_holidaynotice", open_parent=True)
class HolidayNotice(models.Model):
    """The year's arrangement of holidays, as the State Council gives it; a year without one is
    counted by weekdays. `is_provisional` for one typed before it is official."""

    row_security: ClassVar[Kind] = Open("国家公布的放假安排")

    year = models.SmallIntegerField("年份", unique=True)
    document = models.CharField("文号或来源", max_length=80)
    published_on = models.DateField("印发日期", null=True, blank=True)
    arrangement = models.TextField("放假安排")
    is_provisional = models.BooleanField("暂定（尚未正式公布）", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"

    def __str__(self):
        return f"{self.year}年"


class Holiday(models.Model):
    """One day that is not as its weekday says. Written anew with its year's notice."""

    row_security: ClassVar[Kind] = Open("国家公布的放假安排")

    date = models.DateField("日期", unique=True)
    kind = models.CharField("类别", max_length=8, choices=DayKind)
    name = models.CharField("节日", max_length=20)
    notice = models.ForeignKey(HolidayNotice, models.CASCADE, related_name="days")

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="holiday_kind_known"),
        ]

    def __str__(self):
        return f"{self.date} {self.name}"


@tracked("deadlines_clockrule", open_parent=True)
class ClockRule(models.Model):
    """From an event a clock runs for a length, counted in a way, by an article of law or by a
    policy of our own. A changed length is a new version; a deadline keeps the one it began with.

    `length` is null where the source says 及时 and no number. `most_extension` is in the same unit,
    0 where the source knows none; `may_pause` where it names time that does not count.
    """

    row_security: ClassVar[Kind] = Open("期限规则，不含业务内容")

    code = models.SlugField("代码", max_length=40)
    version = models.SmallIntegerField("版本", default=1, editable=False)
    position = models.SmallIntegerField("顺序", default=0)
    name = models.CharField("环节", max_length=60)
    event = models.CharField("起算", max_length=20)
    duty = models.CharField("要做的事", max_length=40)
    length = models.SmallIntegerField("时限", null=True, blank=True)
    counting = models.CharField("计法", max_length=8, choices=Counting)
    basis = models.CharField("性质", max_length=8, choices=Basis)
    article = models.CharField("依据", max_length=80)
    is_written = models.BooleanField("须书面", default=False)
    most_extension = models.SmallIntegerField("最多延长", default=0)
    may_pause = models.BooleanField("可以中止", default=False)
    is_local = models.BooleanField("外地或旧规定，仅供参考", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    valid_from = models.DateField("自", null=True, blank=True)
    valid_to = models.DateField("至", null=True, blank=True)

    objects = ClockRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限规则"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rule_version_once"),
            models.CheckConstraint(
                condition=Q(counting__in=Counting.values), name="rule_counting_known"
            ),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="rule_basis_known"),
            models.CheckConstraint(
                condition=Q(length__isnull=True) | Q(length__gt=0), name="rule_length_is_positive"
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.length_words}）"

    @property
    def length_words(self):
        """15日, 5个工作日, 24小时; 及时 where the source has no number."""
        return f"{self.length}{Counting(self.counting).unit}" if self.length else "及时"

    @property
    def source(self):
        """依据：信访工作条例第二十三条; a policy is never called law."""
        return f"{Basis(self.basis).preface}：{self.article}"


class DeadlineBase(OwnedModel):
    """A running clock of one record. Each app has its own table, so that a deadline is seen by
    whoever sees the record and follows it when it moves: a composite key, `owner_values()`, and
    rows `pauses` and `extensions` of its own (PauseBase, ExtensionBase).

    `length` and `rule` are stamped at the start; `extension` is in the rule's unit. The days are
    the sentence's: strict, rolled over, advised. `due_at` is for hours. `reminded` is a Stage.
    """

    objects: Any
    pauses: Any
    extensions: Any

    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="+", verbose_name="期限规则")
    event = models.CharField("起算事由", max_length=20)
    started_at = models.DateTimeField("起算")
    length = models.SmallIntegerField("时限")
    extension = models.SmallIntegerField("延长", default=0)
    status = models.CharField("状态", max_length=8, choices=ClockStatus)
    strict_on = models.DateField("末日")
    rolled_on = models.DateField("顺延至")
    advised_on = models.DateField("建议完成")
    due_at = models.DateTimeField("到时", null=True, blank=True)
    is_provisional = models.BooleanField("暂定", default=False)
    reminded = models.SmallIntegerField("已提醒到", default=rules.Stage.NONE)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_how = models.CharField("怎样结束", max_length=100, blank=True)

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "期限"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ClockStatus.values), name="%(class)s_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_CLOCKS, ended_at__isnull=True)
                | (~Q(status__in=OPEN_CLOCKS) & Q(ended_at__isnull=False)),
                name="%(class)s_ended_when_it_is_closed",
            ),
        ]

    def __str__(self):
        return f"{self.rule_id}·{self.strict_on}"

    def owner_values(self) -> dict[str, Any]:
        """The fields that tie a row to its record, for pauses and extensions."""
        raise NotImplementedError

    @property
    def state(self):
        return ClockStatus(self.status)

    @property
    def is_open(self):
        return self.status in OPEN_CLOCKS

    def is_late(self, at):
        """Past the strict day (or hour) and still open."""
        if self.status != ClockStatus.RUNNING:
            return False
        return at > self.due_at if self.due_at else timezone.localdate(at) > self.strict_on

    def explanation(self, calendar: rules.Calendar) -> rules.Explanation:
        """Counted anew from its rows; asks `pauses` (prefetch them for a list)."""
        rows = self.pauses.all() if self.pk else ()
        spans = [(one.started_at, one.ended_at) for one in rows if one.ended_at]
        local = timezone.localtime
        if self.rule.counting == Counting.HOURS:
            return rules.count_hours(
                local(self.started_at),
                self.length,
                pauses=[(local(first), local(last)) for first, last in spans],
                extension=self.extension,
            )
        return rules.count_days(
            local(self.started_at).date(),
            self.length,
            Counting(self.rule.counting),
            calendar,
            pauses=[(local(first).date(), local(last).date()) for first, last in spans],
            extension=self.extension,
        )

    def put(self, found: rules.Explanation) -> list[str]:
        """Set the days as counted; answers the names of the fields that changed."""
        days = {
            "strict_on": found.strict,
            "rolled_on": found.rolled,
            "advised_on": found.advised,
            "due_at": found.strict_at,
            "is_provisional": found.is_provisional,
        }
        changed = [name for name, value in days.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, days[name])
        return changed


class PauseBase(OwnedModel):
    """Time that does not count: why, and on what evidence. The day it goes on counts again."""

    started_at = models.DateTimeField("中止")
    ended_at = models.DateTimeField("恢复", null=True, blank=True)
    reason = models.CharField("理由", max_length=200)
    evidence = models.CharField("凭据", max_length=100, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "中止"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
                name="%(class)s_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(ended_at__isnull=True), name="%(class)s_open_once"
            ),
        ]

    def __str__(self):
        return f"中止{self.pk}"


class ExtensionBase(OwnedModel):
    """延期: once, asked for by one and approved by another, and when the person was told."""

    length = models.SmallIntegerField("延长")
    reason = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("批准时间")
    told_at = models.DateTimeField("告知当事人", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "延期"
        constraints = [
            models.UniqueConstraint(fields=["deadline"], name="%(class)s_once"),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("approved_by")),
                name="%(class)s_approved_by_another",
            ),
        ]

    def __str__(self):
        return f"延期{self.pk}"
