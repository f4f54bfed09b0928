from django.db import models


class NumberSource(models.TextChoices):
    """Where a paper's number comes from (users.md a5)."""

    OWN = "own", "本处自编"
    OFFICE = "office", "手填OA文号"
    NONE = "none", "不编号"


class Verdict(models.TextChoices):
    """How a number of the 定稿 stands to the issued draft (users.md a4)."""

    SAME = "same", "相同"
    CHANGED = "changed", "与初稿不同"
    UNKNOWN = "unknown", "门户中没有来源"
    GONE = "gone", "定稿中没有了"


TONES = {
    Verdict.SAME: "good",
    Verdict.CHANGED: "soon",
    Verdict.UNKNOWN: "soon",
    Verdict.GONE: "neutral",
}
