from django.db import models

from portal.ui.choices import Tone


class AccessLabel(models.TextChoices):
    """知悉范围. Domestic and sexual violence and minors are at least 敏感 (security.md §1)."""

    NORMAL = "normal", "一般"
    SENSITIVE = "sensitive", "敏感"
    NAMED = "named", "限定知悉"

    @property
    def tone(self) -> Tone:
        return Tone.NEUTRAL if self is AccessLabel.NORMAL else Tone.INFO


class CaseStatus(models.TextChoices):
    """The way of a case; rules.TRANSITIONS says how one becomes another."""

    REGISTERED = "registered", "已登记"
    HANDLING = "handling", "办理中"
    RESULT = "result", "已有结果"
    ANSWERED = "answered", "已答复"
    REDIRECTED = "redirected", "已告知另提"
    FILED = "filed", "存查"
    CLOSING = "closing", "待同意办结"
    CLOSED = "closed", "已办结"
    FOLLOWED = "followed_up", "已回访"
    ARCHIVED = "archived", "已归档"
    VOID = "void", "已作废"

    @property
    def tone(self) -> Tone:
        return CASE_TONES[self]


CASE_TONES = {
    CaseStatus.REGISTERED: Tone.BRAND,
    CaseStatus.HANDLING: Tone.INFO,
    CaseStatus.RESULT: Tone.INFO,
    CaseStatus.ANSWERED: Tone.GOOD,
    CaseStatus.REDIRECTED: Tone.NEUTRAL,
    CaseStatus.FILED: Tone.NEUTRAL,
    CaseStatus.CLOSING: Tone.SOON,
    CaseStatus.CLOSED: Tone.GOOD,
    CaseStatus.FOLLOWED: Tone.GOOD,
    CaseStatus.ARCHIVED: Tone.NEUTRAL,
    CaseStatus.VOID: Tone.NEUTRAL,
}

# In somebody's hands: handed over with her desk, counted as 未办结 where work waits.
OPEN_STATUSES = (CaseStatus.REGISTERED, CaseStatus.HANDLING, CaseStatus.RESULT, CaseStatus.CLOSING)
# Told or answered, not closed yet: one step from 办结.
TOLD_STATUSES = (CaseStatus.ANSWERED, CaseStatus.REDIRECTED, CaseStatus.FILED)
CLOSED_STATUSES = (CaseStatus.CLOSED, CaseStatus.FOLLOWED, CaseStatus.ARCHIVED)


class ChannelKind(models.TextChoices):
    CALL = "call", "来电"
    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    ONLINE = "online", "网络"
    HANDED_OVER = "handed_over", "转来"
    SCREENING = "screening", "排查"
    MEDIA = "media", "媒体"


class Outcome(models.TextChoices):
    """How a contact ended at the desk."""

    CASE = "case", "登记为事项"
    CONSULT = "consult", "只计一次咨询"
    MISDIAL = "misdial", "误拨"


class Safety(models.TextChoices):
    SAFE = "safe", "安全"
    DANGER = "danger", "有危险"
    UNKNOWN = "unknown", "没说"


class FirstStep(models.TextChoices):
    """先怎么办."""

    ANSWER = "answer", "当场答复"
    OWN = "own", "本单位办"
    REFER = "refer", "转介"
    REDIRECT = "redirect", "告知另提"


class PartyRole(models.TextChoices):
    CONCERNED = "concerned", "当事人"
    RESPONDENT = "respondent", "被反映人"
    AGENT = "agent", "代理人"
    CHILD = "child", "未成年子女"
    WITNESS = "witness", "知情人"


class Sex(models.TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"
    UNKNOWN = "unknown", "未说明"


class Flag(models.TextChoices):
    """What a class of matter sets off (reference cases.md §2.2)."""

    DV = "DV", "家庭暴力"
    MIN = "MIN", "涉未成年人"
    URG = "URG", "紧急"
    PIL = "PIL", "可检察公益诉讼"
    INS = "INS", "可联合约谈"
    HR = "HR", "书面告知结果"
    LIT = "LIT", "涉法涉诉"


class NoticeWay(models.TextChoices):
    """How the person was told (信访工作条例 23; users.md c15)."""

    WRITTEN = "written", "书面告知"
    MESSAGE = "message", "口头告知，另发短信"
    IN_PERSON = "in_person", "当面告知"
    NO_PAPER = "no_paper", "口头告知，本人不需要纸质"
    SAFE_IN_PERSON = "safe_in_person", "不宜书面（安全原因）：当面领取"
    SAFE_CALL = "safe_call", "不宜书面（安全原因）：安全电话口头告知，已征得本人同意"

    @property
    def is_for_safety(self) -> bool:
        return self in (NoticeWay.SAFE_IN_PERSON, NoticeWay.SAFE_CALL)


class ReadingKind(models.TextChoices):
    NAMED = "named", "列名人员"
    EMERGENCY = "emergency", "应急查阅"
