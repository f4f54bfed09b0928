"""Sheets of this app, one file each."""

from cases.imports.history import HISTORY

__all__ = ["HISTORY"]
