"""Words of 转介 and 转送: what a unit is asked, where it stands, how it came there."""

from django.db import models

from portal.ui.choices import Tone


class ReferralKind(models.TextChoices):
    """One lead and any co-handling units; each has its own clock."""

    LEAD = "refer", "主办"
    CO = "co_handle", "协办"


class ReferralStatus(models.TextChoices):
    ASKED = "asked", "待市级转出"
    WAITING = "waiting", "待签收"
    RECEIVED = "received", "已签收"
    RETURN_ASKED = "return_asked", "退回待裁定"
    HANDLING = "handling", "办理中"
    REPORTED = "reported", "已反馈待审核"
    DONE = "done", "已办结"
    RETURNED = "returned", "已退回"
    REVOKED = "revoked", "已收回"

    @property
    def tone(self) -> Tone:
        return REFERRAL_TONES[self]


REFERRAL_TONES = {
    ReferralStatus.ASKED: Tone.BRAND,
    ReferralStatus.WAITING: Tone.BRAND,
    ReferralStatus.RECEIVED: Tone.INFO,
    ReferralStatus.RETURN_ASKED: Tone.BRAND,
    ReferralStatus.HANDLING: Tone.INFO,
    ReferralStatus.REPORTED: Tone.BRAND,
    ReferralStatus.DONE: Tone.GOOD,
    ReferralStatus.RETURNED: Tone.NEUTRAL,
    ReferralStatus.REVOKED: Tone.NEUTRAL,
}
OPEN_REFERRALS = (
    ReferralStatus.ASKED,
    ReferralStatus.WAITING,
    ReferralStatus.RECEIVED,
    ReferralStatus.RETURN_ASKED,
    ReferralStatus.HANDLING,
    ReferralStatus.REPORTED,
)


class SharingBasis(models.TextChoices):
    """On what ground a person's data go to another unit (wording 39, 40)."""

    CONSENT = "consent", "当事人已同意转介"
    PROTECTION = "protection", "未取得同意：紧急保护生命健康"
    MINOR = "minor", "未取得同意：未成年人强制报告"
    OTHER = "other", "未取得同意：其他法定情形"


class Delivery(models.TextChoices):
    """送达方式 (users.md a12): the paper and the telephone are worth as much as the platform."""

    PLATFORM = "platform", "平台签收"
    PHONE = "phone", "电话告知"
    PAPER = "paper", "纸质送达"
    FAX = "fax", "传真"


class ReturnReason(models.TextChoices):
    DUTY = "duty", "不属本单位职责"
    PLACE = "place", "不属本地管辖"
    DOUBLE = "double", "已由其他单位办理"
    UNCLEAR = "unclear", "材料不清，无法办理"


class RequestKind(models.TextChoices):
    RETURN = "return", "申请退回"
    EXTENSION = "extension", "申请延期"


class Ruling(models.TextChoices):
    OPEN = "", "待裁定"
    AGREED = "agreed", "同意"
    REFUSED = "refused", "不同意"


class Acceptance(models.TextChoices):
    ACCEPTED = "accepted", "受理"
    ALREADY = "already", "已在办"
    DECLINED = "declined", "不予受理"


class ReportResult(models.TextChoices):
    WARNING = "warning", "告诫书"
    FILED = "filed", "立案"
    PUNISHED = "punished", "处罚"
    MEDIATED = "mediated", "调解"
    PASSED_ON = "passed_on", "移送"
    EXPLAINED = "explained", "解释"


class Told(models.TextChoices):
    """是否已答复当事人."""

    YES = "yes", "已答复"
    NO = "no", "未答复"
    UNFIT = "unfit", "不宜答复"


class Verdict(models.TextChoices):
    OPEN = "", "待审核"
    ACCEPTED = "accepted", "审核通过"
    SENT_BACK = "sent_back", "退回补充"


class ChaseStep(models.TextChoices):
    """催办 of a member unit: each step follows the one before it (users.md c6)."""

    REMIND = "remind", "提醒"
    LETTER = "letter", "催办函"
    BRING = "bring", "提请协调组协调"
    URGE = "urge", "督促处理意见书"


class ChaseWay(models.TextChoices):
    PLATFORM = "platform", "站内提醒"
    COPY = "copy", "复制文字发送"
    PHONE = "phone", "电话催办"
    PAPER = "paper", "打印催办函"


class TransferStatus(models.TextChoices):
    OFFERED = "offered", "待接收"
    ACCEPTED = "accepted", "已接收"
    DECLINED = "declined", "未接收"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def tone(self) -> Tone:
        return TRANSFER_TONES[self]


TRANSFER_TONES = {
    TransferStatus.OFFERED: Tone.BRAND,
    TransferStatus.ACCEPTED: Tone.GOOD,
    TransferStatus.DECLINED: Tone.NEUTRAL,
    TransferStatus.WITHDRAWN: Tone.NEUTRAL,
}
