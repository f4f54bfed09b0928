"""Sheets of this app, one file each."""

from families.imports.households import HOUSEHOLDS
from families.imports.stations import STATIONS

__all__ = ["HOUSEHOLDS", "STATIONS"]
