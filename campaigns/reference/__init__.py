"""What campaigns know from their files: signs of damage, indicators."""

from campaigns.reference.damage import damage_signs
from campaigns.reference.indicators import activity_codes, indicator_codes, load_indicators

__all__ = ["activity_codes", "damage_signs", "indicator_codes", "load", "load_indicators"]


def load() -> dict[str, int]:
    return {"指标": load_indicators()}
