"""The words of campaigns, and the tone of a state beside it."""

from django.db import models

from portal.ui.choices import Tone


class CampaignKind(models.TextChoices):
    RIGHTS_WEEK = "rights_week", "“三八”妇女维权周（月）"
    ANNUAL_WORK = "annual_work", "年度工作"
    HALF_YEAR = "half_year", "半年工作"
    KEY_DATE = "key_date", "关键节点"


class CampaignScope(models.TextChoices):
    WEEK = "week", "周"
    MONTH = "month", "月"


class CampaignStatus(models.TextChoices):
    PLANNED = "planned", "筹备中"
    PUBLISHED = "published", "进行中"
    CLOSED = "closed", "已结束"

    @property
    def tone(self) -> Tone:
        return {"planned": Tone.NEUTRAL, "published": Tone.INFO, "closed": Tone.GOOD}[self]


class Load(models.TextChoices):
    """How much is asked for (users.md b1). Photos are never among it (c11)."""

    LIGHT = "light", "轻"
    MIDDLE = "middle", "中"
    FULL = "full", "全"


class Group(models.TextChoices):
    """Who is asked, in the order of the board."""

    COUNTY = "county", "县（市、区）"
    ZONE = "zone", "功能区"
    MEMBER = "member", "成员单位"
    TOWN = "town", "乡镇（街道）"


class PartKind(models.TextChoices):
    SECTION = "section", "正文"
    ANNEX = "annex", "附件"


class DutyStatus(models.TextChoices):
    """待审 is 已报 as the reviewer reads it; 逾期, 按时 and 代报 are facts beside the state."""

    WAITING = "waiting", "未报"
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已报"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "通过"
    NOTHING = "nothing", "无此项"

    @property
    def tone(self) -> Tone:
        return DUTY_TONES[self]


DUTY_TONES = {
    DutyStatus.WAITING: Tone.NEUTRAL,
    DutyStatus.DRAFT: Tone.NEUTRAL,
    DutyStatus.SUBMITTED: Tone.INFO,
    DutyStatus.RETURNED: Tone.SOON,
    DutyStatus.ACCEPTED: Tone.GOOD,
    DutyStatus.NOTHING: Tone.NEUTRAL,
}
OPEN = (DutyStatus.WAITING, DutyStatus.DRAFT, DutyStatus.RETURNED)
ANSWERED = (DutyStatus.SUBMITTED, DutyStatus.RETURNED, DutyStatus.ACCEPTED, DutyStatus.NOTHING)


class Way(models.TextChoices):
    """How something reached us, or how somebody was told."""

    PORTAL = "portal", "平台"
    MAIL = "mail", "电子邮件"
    PAPER = "paper", "纸质"
    PHONE = "phone", "电话"
    FAX = "fax", "传真"
    MESSAGE = "message", "微信群"


BEHALF_WAYS = (Way.MAIL, Way.PAPER, Way.FAX, Way.PHONE, Way.MESSAGE)


class ChaseKind(models.TextChoices):
    NOTICE = "notice", "站内提醒"
    TEXT = "text", "复制催报文字"
    PAPER = "paper", "打印催报单"
    CALL = "call", "电话催报"
