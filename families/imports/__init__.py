"""Sheets of this app, one file each."""

from families.imports.households import HOUSEHOLDS

__all__ = ["HOUSEHOLDS"]
