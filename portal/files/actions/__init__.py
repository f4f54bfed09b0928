"""Every write about files: the bytes first, then the row; what is left between is swept."""

from portal.files.actions.keeping import attach, describe, open_file, remove, reorder
from portal.files.actions.sweeping import sweep

__all__ = ["attach", "describe", "open_file", "remove", "reorder", "sweep"]
