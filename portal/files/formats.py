"""Which office kind a file is, by what is in it. The name only tells 文字 of WPS from Word's.

Nothing is opened but the first bytes and the list of names inside a container (users.md a2,
security.md §5). `kind_of` gives a Kind or raises Refused in the words for the person.
"""

import zipfile
import zlib
from typing import BinaryIO

from portal.access.refusal import Refused
from portal.files.choices import Kind

MEGABYTE = 1024 * 1024
HEAD, TAIL = 4096, 66_000  # a zip's closing record lies within the last 65,557 bytes
MOST_MEMBERS, MOST_UNPACKED, HIGHEST_RATIO = 5_000, 200 * MEGABYTE, 100
SMALL_MEMBER = MEGABYTE  # a member below this may be packed as tightly as it likes
UNKNOWN = (
    "暂不支持这种文件。可以传：照片（jpg、png、webp、heic）、pdf、ofd、Word、WPS、Excel、PPT、txt、"
    "录音（mp3、m4a、wav）。"
)
BROKEN = "文件已损坏或不完整，打不开，请重新导出或另存后再传。"
LOCKED = "文件加了打开密码，请取消密码后再传。"
MACROS = "文件里带有宏，不能上传，请另存为不带宏的文件后再传。"
TWO_IN_ONE = "文件里还夹带着别的文件，不能上传，请重新导出后再传。"
BOMB = "压缩内容异常大，不能上传，请重新导出或另存后再传。"
OPEN_XML = {
    "word/document.xml": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "ppt/presentation.xml": Kind.PPTX,
}
# The stream that makes an OLE container a Word, Excel or PowerPoint file; WPS writes the same.
STREAMS = (
    ("WordDocument", Kind.DOC, {"wps": Kind.WPS}),
    ("Workbook", Kind.XLS, {"et": Kind.ET}),
    ("Book", Kind.XLS, {"et": Kind.ET}),
    ("PowerPoint Document", Kind.PPT, {}),
)
OLE, ZIP, ZIP_END = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"PK\x05\x06"
MARKUP = ("<!doctype", "<html", "<script", "<?xml", "<svg", "{\\rtf", "<?php", "#!")


def kind_of(file: BinaryIO, suffix: str) -> Kind:
    """The kind of an office file, sound or film. `suffix` is the name's, lower case, no dot."""
    file.seek(0)
    head = file.read(HEAD)
    for matches, found in (
        (head.startswith(b"%PDF-"), pdf),
        (head.startswith(ZIP), packed),
        (head.startswith(OLE), container),
        (head[4:8] == b"ftyp", film_or_sound),
        (head[:4] == b"RIFF" and head[8:12] == b"WAVE", lambda file, suffix: Kind.WAV),
        (head[:3] == b"ID3" or is_mpeg_sound(head), lambda file, suffix: Kind.MP3),
    ):
        if matches:
            return found(file, suffix)
    return plain_text(file, suffix)


def pdf(file: BinaryIO, suffix: str) -> Kind:
    tail = end_of(file)
    if ZIP_END in tail:
        raise Refused(TWO_IN_ONE)
    if b"%%EOF" not in tail:
        raise Refused(BROKEN)
    return Kind.PDF


def end_of(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(size - TAIL, 0))
    return file.read(TAIL)


def packed(file: BinaryIO, suffix: str) -> Kind:
    """docx, xlsx, pptx or ofd: a zip with the right names inside, nothing before it, no bomb."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        raise Refused(BROKEN) from error
    names = {member.filename for member in members}
    kind = next((kind for name, kind in OPEN_XML.items() if name in names), None)
    if "OFD.xml" in names:
        kind = Kind.OFD
    if kind is None:
        raise Refused(UNKNOWN)
    refuse_odd_members(members)
    return kind


def refuse_odd_members(members: list[zipfile.ZipInfo]) -> None:
    if min(member.header_offset for member in members) != 0:
        raise Refused(TWO_IN_ONE)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED)
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise Refused(MACROS)
    unpacked = sum(member.file_size for member in members)
    dense = any(
        member.file_size > SMALL_MEMBER
        and member.file_size > HIGHEST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or dense:
        raise Refused(BOMB)


def container(file: BinaryIO, suffix: str) -> Kind:
    """doc, wps, xls, et, ppt: an OLE file whose directory names the right stream."""
    file.seek(0)
    whole = file.read()
    if stream(whole, "EncryptedPackage"):
        raise Refused(LOCKED)
    if stream(whole, "_VBA_PROJECT") or stream(whole, "_VBA_PROJECT_CUR"):
        raise Refused(MACROS)
    if ZIP_END in whole[-TAIL:] and whole.rfind(ZIP_END) > len(whole) - 512:
        raise Refused(TWO_IN_ONE)
    for name, kind, others in STREAMS:
        if stream(whole, name):
            return others.get(suffix, kind)
    raise Refused(UNKNOWN)


def stream(whole: bytes, name: str) -> bool:
    """Whether a directory entry of this name stands where entries stand: every 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = whole.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = whole.find(wanted, at + 1)
    return False


def film_or_sound(file: BinaryIO, suffix: str) -> Kind:
    """An MPEG-4 file is a film when one of its tracks is a picture, whatever it is called."""
    file.seek(0)
    has_picture, before = False, b""
    while piece := file.read(MEGABYTE):
        has_picture = has_picture or b"vide" in before[-16:] + piece
        before = piece
    return Kind.MP4 if has_picture or suffix == "mp4" else Kind.M4A


def is_mpeg_sound(head: bytes) -> bool:
    """A frame of MPEG sound, layer III, at the start: eleven set bits and possible values."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] >> 4 not in {0, 15} and head[2] & 0x0C != 0x0C


def plain_text(file: BinaryIO, suffix: str) -> Kind:
    """Text of one of the usual encodings without control characters, and no markup in disguise."""
    file.seek(0)
    raw = file.read()
    if suffix != "txt":
        raise Refused(UNKNOWN)
    text = decoded(raw)
    if text is None or any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
        raise Refused(UNKNOWN)
    if text.lstrip("\ufeff \t\r\n").lower().startswith(MARKUP):
        raise Refused(UNKNOWN)
    return Kind.TXT


def decoded(raw: bytes) -> str | None:
    codecs = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030")
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
