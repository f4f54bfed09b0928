"""What campaigns know from their files: signs of damage, indicators."""

from campaigns.reference.damage import damage_signs
from campaigns.reference.indicators import load_indicators

__all__ = ["damage_signs", "load", "load_indicators"]


def load() -> dict[str, int]:
    return {"指标": load_indicators()}
