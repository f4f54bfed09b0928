from django.db import models

from portal.ui.choices import Tone


class Counting(models.TextChoices):
    """How a length of time is counted (民法典 201—203; 信访工作条例 23)."""

    WORKING = "working", "工作日"
    NATURAL = "natural", "日"
    HOURS = "hours", "小时"

    @property
    def unit(self) -> str:
        """As it stands after a number: 5个工作日, 15日, 24小时."""
        return "个工作日" if self is Counting.WORKING else self.label


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", "放假"
    MAKE_UP = "make_up", "调休上班"


class Basis(models.TextChoices):
    """What a clock rests on. Policy is never printed as law."""

    LAW = "law", "法律法规"
    POLICY = "policy", "工作要求"

    @property
    def preface(self) -> str:
        return "依据" if self is Basis.LAW else "工作要求（不是法定期限）"


class ClockStatus(models.TextChoices):
    RUNNING = "running", "计时中"
    PAUSED = "paused", "已中止"
    MET = "met", "已完成"
    DROPPED = "dropped", "不再计"

    @property
    def tone(self) -> Tone:
        return CLOCK_TONES[self]


CLOCK_TONES = {
    ClockStatus.RUNNING: Tone.INFO,
    ClockStatus.PAUSED: Tone.NEUTRAL,
    ClockStatus.MET: Tone.GOOD,
    ClockStatus.DROPPED: Tone.NEUTRAL,
}
OPEN_CLOCKS = (ClockStatus.RUNNING, ClockStatus.PAUSED)
