"""Every write about files: the bytes first, then the row; what is left between is swept."""

from portal.files.actions.beside import copy, move, note_disc
from portal.files.actions.blurring import blur
from portal.files.actions.keeping import attach, describe, open_file, reorder
from portal.files.actions.removing import remove, restore
from portal.files.actions.sweeping import sweep

__all__ = [
    "attach",
    "blur",
    "copy",
    "describe",
    "move",
    "note_disc",
    "open_file",
    "remove",
    "reorder",
    "restore",
    "sweep",
]
