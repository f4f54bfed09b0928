"""HTTP ↔ files on records."""

from portal.files.views.board import FileDisc, FileList, FileOrder, FileRemove, FileRestore
from portal.files.views.one import FileBlur, FileContent, FileCopy, FilePage

__all__ = [
    "FileBlur",
    "FileContent",
    "FileCopy",
    "FileDisc",
    "FileList",
    "FileOrder",
    "FilePage",
    "FileRemove",
    "FileRestore",
]
