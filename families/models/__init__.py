"""Households, standards, rounds, scores. Nothing here knows of a case."""

from families.models.entry import Entry, StageScore, Verification
from families.models.household import (
    Household,
    HouseholdCounter,
    HouseholdHappening,
    NeighbourGroup,
    VillageTotal,
)
from families.models.round import Quota, Round, RoundStage
from families.models.standard import Standard, StandardBlock, StandardItem
from families.models.station import Station, StationTarget

__all__ = [
    "Entry",
    "Household",
    "HouseholdCounter",
    "HouseholdHappening",
    "NeighbourGroup",
    "Quota",
    "Round",
    "RoundStage",
    "StageScore",
    "Standard",
    "StandardBlock",
    "StandardItem",
    "Station",
    "StationTarget",
    "Verification",
    "VillageTotal",
]
