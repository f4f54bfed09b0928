"""催办 within the own system (users.md c6): 提醒 → 催办 → 督办, unit above to unit below."""

from django.db import models


class PressStep(models.TextChoices):
    """Each step follows the one before it."""

    REMIND = "remind", "提醒"
    PRESS = "press", "催办"
    SUPERVISE = "supervise", "督办"


class PressWay(models.TextChoices):
    COPY = "copy", "复制文字发送"
    PLATFORM = "platform", "站内发出"
    PHONE = "phone", "电话"
    PAPER = "paper", "书面督办单"


SUPERVISE_PAPER = "case-supervise"  # the kind of paper a 督办 goes out on

# Codes of portal/deadlines/data/clock_rules.csv: by when the unit below answers a step.
PRESS_CLOCKS = {PressStep.PRESS: "press-reply", PressStep.SUPERVISE: "supervise-reply"}
