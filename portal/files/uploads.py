"""What arrives is written to a file as it arrives, never gathered in memory.

A file over the limit is counted to its end and thrown away, so that the answer can name it and say
how large it was; so is everything somebody sends who is not signed in. A full disk ends the file,
not the page.
"""

import contextlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Refuse(TemporaryUploadedFile):
    """A file of which nothing was kept: `size` is how large it was, `full` whether the disk was."""

    full = False


class ToFile(FileUploadHandler):
    """settings.FILE_UPLOAD_HANDLERS: one temporary file in VAR/uploads for each file of a form."""

    file: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.count, self.full = 0, False
        self.largest = settings.LARGEST_UPLOAD if getattr(self.request, "actor", None) else 0
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file = TemporaryUploadedFile(
            self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.count += len(raw_data)
        if self.count > self.largest or self.full:
            self.empty()
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self.full = True
            self.empty()

    def empty(self) -> None:
        with contextlib.suppress(OSError):
            self.file.seek(0)
            self.file.truncate()

    def file_complete(self, file_size: int) -> Any:
        with contextlib.suppress(OSError):
            self.file.seek(0)
        self.file.size = file_size
        if self.full or self.count > self.largest:
            self.file.__class__ = Refuse
            self.file.full = self.full
        return self.file

    def upload_interrupted(self) -> None:
        if self.file is not None:
            with contextlib.suppress(OSError):
                path = self.file.temporary_file_path()
                self.file.close()
                os.unlink(path)
