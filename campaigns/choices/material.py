"""The words of activities, indicators and cells."""

from django.db import models


class ActivityForm(models.TextChoices):
    """形式 of an activity; an indicator says which of them ask for its figure."""

    FAIR = "fair", "集中宣传"
    LECTURE = "lecture", "讲座"
    CONSULT = "consult", "咨询"
    VISIT = "visit", "入户"
    COMFORT = "comfort", "慰问"
    MEDIATE = "mediate", "调解"
    TRAIN = "train", "培训"
    SHOW = "show", "演出"
    JOB = "job", "招聘"
    HEALTH = "health", "义诊"
    OTHER = "other", "其他"


class WorkLine(models.TextChoices):
    """工作方向: the four lines of the notice."""

    LAW = "law", "法治宣传教育"
    SERVICE = "service", "维权服务"
    FAMILY = "family", "平安家庭"
    SOURCE = "source", "源头维权"


LINE_OF = {
    ActivityForm.CONSULT: WorkLine.SERVICE,
    ActivityForm.MEDIATE: WorkLine.SERVICE,
    ActivityForm.COMFORT: WorkLine.SERVICE,
    ActivityForm.JOB: WorkLine.SERVICE,
    ActivityForm.HEALTH: WorkLine.SERVICE,
    ActivityForm.VISIT: WorkLine.FAMILY,
}


class PartOfDay(models.TextChoices):
    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    EVENING = "evening", "晚上"


class Aggregation(models.TextChoices):
    """How the figures of many units, or of many days, become one."""

    SUM = "sum", "相加"
    LAST = "last", "期末数，不随时间累加"
    DISTINCT = "distinct", "去重，不相加"
    RATE = "rate", "由分子分母重算"
    NONE = "none", "只看本单位，不汇总"


class CellSource(models.TextChoices):
    """Where a figure of the report comes from."""

    EMPTY = "empty", "未填"
    ACTIVITIES = "activities", "活动"
    TYPED = "typed", "手填"
    COMPUTED = "computed", "自动计算"


class TypedReason(models.TextChoices):
    """Why a figure differs from what the activities say."""

    MORE = "more", "另有未记活动"
    SCOPE = "scope", "口径不同"
    MENDED = "mended", "更正"
    OTHER = "other", "其他"


class Reading(models.TextChoices):
    """How an accepted case was read. 退回 is a step of the duty itself."""

    RECOMMENDED = "recommended", "推荐"
    PLAIN = "plain", "一般"


class JudgingPhase(models.TextChoices):
    """关闭 ends it without a result: the switch turned off again."""

    PREPARING = "preparing", "准备中"
    SCORING = "scoring", "评审中"
    CONCLUDED = "concluded", "已出结果"
    OFF = "off", "已关闭"


class Grade(models.TextChoices):
    """等次, the best first."""

    FIRST = "first", "一等"
    SECOND = "second", "二等"
    THIRD = "third", "三等"


class Answer(models.TextChoices):
    """What became of a suggestion; nothing while nobody has answered."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    REFUSED = "refused", "未采纳"
