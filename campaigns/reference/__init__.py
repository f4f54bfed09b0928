"""What campaigns know from their files: signs of damage, indicators."""

from campaigns.reference.damage import damage_signs

__all__ = ["damage_signs"]
