"""Sheets this app takes in: one file a sheet."""

from campaigns.imports import past

MAKERS = {past.PREFIX: past.make}

__all__ = ["MAKERS"]
