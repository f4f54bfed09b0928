"""Sheets of the ground floor, one file each. Apps bring their own (registry.register)."""

from portal.sheets.imports.accounts import ACCOUNTS
from portal.sheets.imports.holidays import HOLIDAYS
from portal.sheets.imports.units import UNITS

__all__ = ["ACCOUNTS", "HOLIDAYS", "UNITS"]
