"""The colours a status may have. Amber and red speak of time (or danger to a person) only."""

from enum import StrEnum


class Tone(StrEnum):
    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    SOON = "soon"  # amber: due now
    LATE = "late"  # red: overdue, or a person in danger
    BRAND = "brand"
