"""Households, standards, rounds, scores. Nothing here knows of a case."""

from families.models.entry import Entry, StageScore, Verification
from families.models.household import (
    Household,
    HouseholdCounter,
    HouseholdHappening,
    NeighbourGroup,
    VillageTotal,
)
from families.models.plaque import Plaque, PlaqueReview
from families.models.round import Quota, Round, RoundStage
from families.models.selection import Draw, Naming, Objection, PublicNotice, Selection
from families.models.standard import Standard, StandardBlock, StandardItem
from families.models.station import Station, StationTarget
from families.models.vetting import Vetting, VettingAnswer, VettingConsent

__all__ = [
    "Draw",
    "Entry",
    "Household",
    "HouseholdCounter",
    "HouseholdHappening",
    "Naming",
    "NeighbourGroup",
    "Objection",
    "Plaque",
    "PlaqueReview",
    "PublicNotice",
    "Quota",
    "Round",
    "RoundStage",
    "Selection",
    "StageScore",
    "Standard",
    "StandardBlock",
    "StandardItem",
    "Station",
    "StationTarget",
    "Verification",
    "Vetting",
    "VettingAnswer",
    "VettingConsent",
    "VillageTotal",
]
