"""Files as they come in: pictures drawn by Pillow, office files of their smallest kind."""

import io
import zipfile

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from cases.holding import HOLDER
from cases.models import CaseFile
from portal import clock
from portal.files import actions


def picture(size=(640, 480), form="JPEG", mode="RGB", **options) -> bytes:
    image = Image.new(mode, size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((size[0] // 8, size[1] // 8, size[0] // 2, size[1] // 2), fill="darkred")
    draw.ellipse((size[0] // 2, size[1] // 3, size[0] - 9, size[1] - 9), fill="steelblue")
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def packed(**members: bytes | str) -> bytes:
    """A zip; a name's `__` stands for a slash and `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return packed(word__document_dot_xml="<w:document/>", **more)


def container(*streams: str) -> bytes:
    """An OLE file with directory entries of these names."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    entries = (stream.encode("utf-16-le") + b"\0\0" for stream in streams)
    return head + b"".join(entry.ljust(512, b"\0") for entry in entries)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class FileFactory(factory.Factory):
    """A picture on a case, put there through the action; runs within the caller's scope."""

    class Meta:
        model = CaseFile

    holder = HOLDER
    upload = factory.LazyFunction(lambda: upload(picture(), "现场.jpg"))
    at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return actions.attach(**kwargs)
