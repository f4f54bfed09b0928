"""The sheets of the ground floor: units and accounts. Apps bring their own by the registry."""

from portal.sheets.imports.accounts import ACCOUNTS
from portal.sheets.imports.units import UNITS

__all__ = ["ACCOUNTS", "UNITS"]
