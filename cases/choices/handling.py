"""How a case is handled and how it ended: the short strings of 办理, 结果, 回访."""

from django.db import models

from portal.ui.choices import Tone


class Purpose(models.TextChoices):
    """信访目的: the three of 信访工作条例 29–31, and what people call for besides."""

    PROPOSAL = "proposal", "建议意见"
    ACCUSATION = "accusation", "检举控告"
    CLAIM = "claim", "申诉求决"
    CONSULT = "consult", "咨询"
    HELP = "help", "求助"
    THANKS = "thanks", "感谢"
    OTHER = "other", "其他"


class Assistance(models.TextChoices):
    """疏导、协理、代理 (reference cases.md §5)."""

    COUNSEL = "counsel", "疏导"
    ASSIST = "assist", "协理"
    ACT_FOR = "act_for", "代理"


class Result(models.TextChoices):
    """What came of it. How it was settled and how content she is are two other columns."""

    SUPPORTED = "supported", "支持诉求"
    PARTLY = "partly", "部分支持"
    EXPLAINED = "explained", "解释说明"
    NOT_SUPPORTED = "not_supported", "不支持"
    MEDIATED = "mediated", "调解成功"
    AGREED = "agreed", "达成书面协议"
    PROTECTED = "protected", "已落实保护措施"
    WITHDRAWN = "withdrawn", "本人撤回"


# A red case of domestic violence is not closed by these.
BY_MEDIATION = (Result.MEDIATED, Result.AGREED)


class Settlement(models.TextChoices):
    """化解: whether the matter itself is settled."""

    SETTLED = "settled", "已化解"
    PARTLY = "partly", "部分化解"
    UNSETTLED = "unsettled", "未化解"


class AnswerWay(models.TextChoices):
    WRITTEN = "written", "书面答复"
    SPOKEN = "spoken", "当面口头答复"
    PHONE = "phone", "电话答复"


class Repeat(models.TextChoices):
    """初件／重件: the same person and the same matter, proposed by us, decided by a person."""

    FIRST = "first", "初件"
    WAITING = "waiting", "待确认"
    REPEAT = "repeat", "重件"

    @property
    def tone(self) -> Tone:
        return Tone.SOON if self is Repeat.WAITING else Tone.NEUTRAL


class LinkKind(models.TextChoices):
    EVENT = "event", "同一起事"
    FAMILY = "family", "同一家庭"
    OTHER = "other", "其他关联"


class FollowUpWay(models.TextChoices):
    PHONE = "phone", "电话"
    VISIT = "visit", "当面"
    OTHER = "other", "其他"


class Satisfaction(models.TextChoices):
    """Typed by who follows up, never by the handler. 未评价 is counted apart."""

    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"
    NONE = "none", "未评价"


class Retention(models.TextChoices):
    """保管期限, the archives' own terms (国家档案局8号令)."""

    FOREVER = "forever", "永久"
    THIRTY = "thirty", "30年"
    TEN = "ten", "10年"
