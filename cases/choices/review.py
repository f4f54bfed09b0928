"""复查、复核 of a written answer (信访工作条例 35, 36): the short strings."""

from django.db import models


class ReviewKind(models.TextChoices):
    """An answer is reviewed once by the office above, that opinion once by the one above it."""

    REVIEW = "review", "复查"
    RECHECK = "recheck", "复核"


class AskedBy(models.TextChoices):
    HERSELF = "herself", "本人"
    AGENT = "agent", "代理人"


class AskWay(models.TextChoices):
    """How the request came in, or that it came in there, as far as we were told."""

    VISIT = "visit", "当面递交"
    POST = "post", "来信"
    SYSTEM = "system", "信访系统"
    ABOVE = "above", "上级机关通知"


# Came to this unit itself: who acts for her shows her letter of authority here.
HANDED_IN = (AskWay.VISIT, AskWay.POST)


class ReviewOutcome(models.TextChoices):
    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销，重新办理"
    NOT_TAKEN = "not_taken", "不予受理"
    WITHDRAWN = "withdrawn", "本人撤回"


# An opinion on the matter; the other two end the request without one.
OPINIONS = (ReviewOutcome.UPHELD, ReviewOutcome.CHANGED, ReviewOutcome.REVOKED)


# Codes of portal/deadlines/data/clock_rules.csv, by which a result is due.
REVIEW_CLOCKS = ("review", "recheck")


class ReviewStage(models.TextChoices):
    """Where the answer that stands now is on its way through 复查 and 复核; worked out from what
    was registered, never kept."""

    ANSWERED = "answered", "已书面答复"
    REVIEW_ASKED = "review_asked", "已申请复查"
    REVIEW_GIVEN = "review_given", "复查已有结果"
    RECHECK_ASKED = "recheck_asked", "已申请复核"
    ENDED = "ended", "复核已有结果"
