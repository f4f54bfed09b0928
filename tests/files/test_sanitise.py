"""What may come in: each kind by its content; each bad file by its own sentence."""

import io
import struct
import zlib
from datetime import date

import pytest
from PIL import Image

from portal.access.refusal import Refused
from portal.files import formats, pictures, sanitise
from portal.files.choices import FileRole, Kind
from tests.factories import files

MEGABYTE = 1024 * 1024


def examined(content, name, role=FileRole.PLAIN, film=False):
    return sanitise.examine(files.upload(content, name), role=role, film=film)


def mpeg4(brand, *tracks):
    head = struct.pack(">I4s4sI", 20, b"ftyp", brand, 0) + b"isom"
    return head + b"".join(b"hdlr" + track for track in tracks)


def huge_png(side=13_000):
    """A PNG of side² pixels in a few kilobytes: what a decoder would unfold to gigabytes."""

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (side // 8 + 1)) for _ in range(side)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def locked_zip():
    """The bit that says a member is encrypted, set in the member's head and in the list."""
    body = bytearray(files.docx())
    body[6] |= 1
    body[body.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


GOOD = {
    "现场.jpg": (files.picture(), Kind.JPG),
    "截图.png": (files.picture(form="PNG", mode="RGBA"), Kind.JPG),
    "图.webp": (files.picture(form="WEBP"), Kind.JPG),
    "苹果.heic": (files.picture(form="HEIF"), Kind.JPG),
    "回执.pdf": (files.PDF, Kind.PDF),
    "公文.ofd": (files.packed(OFD_dot_xml="<ofd/>"), Kind.OFD),
    "函.docx": (files.docx(), Kind.DOCX),
    "表.xlsx": (files.packed(xl__workbook_dot_xml="<w/>"), Kind.XLSX),
    "课件.pptx": (files.packed(ppt__presentation_dot_xml="<p/>"), Kind.PPTX),
    "旧函.doc": (files.container("WordDocument"), Kind.DOC),
    "旧函.wps": (files.container("WordDocument"), Kind.WPS),
    "旧表.xls": (files.container("Workbook"), Kind.XLS),
    "旧表.et": (files.container("Workbook"), Kind.ET),
    "旧课件.ppt": (files.container("PowerPoint Document"), Kind.PPT),
    "说明.txt": ("今天已电话回访。\r\n".encode(), Kind.TXT),
    "国标.txt": ("今天已电话回访。".encode("gb18030"), Kind.TXT),
    "录音.mp3": (b"ID3\x04" + b"\0" * 400, Kind.MP3),
    "帧.mp3": (b"\xff\xfb\x90\x44" + b"\0" * 400, Kind.MP3),
    "录音.m4a": (mpeg4(b"M4A ", b"soun"), Kind.M4A),
    "录音.wav": (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, Kind.WAV),
}  # fmt: skip
PICTURE = files.picture()
BAD = {
    "empty": ("空.jpg", b"", sanitise.EMPTY),
    "cut picture": ("断.jpg", PICTURE[: len(PICTURE) // 2], pictures.NOT_A_PICTURE),
    "only a signature": ("假.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, pictures.NOT_A_PICTURE),
    "169 megapixels": ("大.png", huge_png(), "图片有169百万像素"),
    "a billion pixels": ("巨.png", huge_png(40_000), "百万像素"),
    "postscript called png": ("图.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
                              formats.UNKNOWN),
    "photoshop called png": ("图.png", b"8BPS\0\1" + b"\0" * 60, formats.UNKNOWN),
    "gif": ("动.gif", files.picture(form="GIF"), formats.UNKNOWN),
    "tiff called jpg": ("图.jpg", files.picture(form="TIFF"), formats.UNKNOWN),
    "program called pdf": ("回执.pdf", b"MZ\x90\0" + b"\0" * 200, formats.UNKNOWN),
    "page called txt": ("说明.txt", b"<!DOCTYPE html><script>1</script>", formats.UNKNOWN),
    "drawing called jpg": ("图.jpg", b"<svg xmlns='x'/>", formats.UNKNOWN),
    "bytes called txt": ("说明.txt", b"abc\0def", formats.UNKNOWN),
    "bytes of no encoding": ("说明.txt", b"\x81\xff\xff\x80", formats.UNKNOWN),
    "cut pdf": ("回执.pdf", b"%PDF-1.7\n1 0 obj", formats.BROKEN),
    "pdf with a zip behind it": ("回执.pdf", files.PDF + files.docx(), formats.TWO_IN_ONE),
    "something before a zip": ("函.docx", b"PK\x03\x04junk" + files.docx(), formats.TWO_IN_ONE),
    "cut docx": ("函.docx", files.docx(filler="字" * 4000)[:120], formats.BROKEN),
    "plain zip": ("材料.zip", files.packed(a_dot_txt="a"), formats.UNKNOWN),
    "zip called docx": ("函.docx", files.packed(a_dot_exe="MZ"), formats.UNKNOWN),
    "zip bomb": ("函.docx", files.docx(filler=b"\0" * 20 * MEGABYTE), formats.BOMB),
    "too many members": ("函.docx", files.docx(**{f"m{n}": "" for n in range(5001)}), formats.BOMB),
    "macros": ("函.docx", files.docx(word__vbaProject_dot_bin="x"), formats.MACROS),
    "macros of old": ("函.doc", files.container("WordDocument", "_VBA_PROJECT"), formats.MACROS),
    "macros in a sheet of old": ("表.et", files.container("Workbook", "_VBA_PROJECT_CUR"),
                                 formats.MACROS),
    "locked members": ("函.docx", locked_zip(), formats.LOCKED),
    "drawing with a script": ("图.svg", b"<?xml version='1.0'?><svg><script/></svg>",
                              formats.UNKNOWN),
    "page called jpg": ("图.jpg", b"<html><script>1</script>", formats.UNKNOWN),
    "picture that is a program too": ("图.bmp", b"BM" + b"MZ" * 60, formats.UNKNOWN),
    "rich text called doc": ("函.doc", b"{\\rtf1\\ansi ...}", formats.UNKNOWN),
    "rar called docx": ("函.docx", b"Rar!\x1a\x07\x00" + b"\0" * 60, formats.UNKNOWN),
    "text of nothing but zeros": ("说明.txt", b"\0" * 400, formats.UNKNOWN),
    "cut heic": ("苹果.heic", files.picture(form="HEIF")[:300], pictures.NOT_A_PICTURE),
    "cut webp": ("图.webp", files.picture(form="WEBP")[:60], pictures.NOT_A_PICTURE),
    "locked document": ("函.docx", files.container("EncryptedPackage"), formats.LOCKED),
    "mail called doc": ("函.doc", files.container("__properties_version1.0"), formats.UNKNOWN),
    "film": ("录像.mp4", mpeg4(b"isom", b"vide", b"soun"), sanitise.NO_FILM),
    "film called m4a": ("录音.m4a", mpeg4(b"M4A ", b"vide"), sanitise.NO_FILM),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_of_the_list_comes_in_by_its_content(name):
    content, kind = GOOD[name]

    assert examined(content, name).kind == kind


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_its_own_words(what):
    name, content, words = BAD[what]

    with pytest.raises(Refused) as refused:
        examined(content, name)

    assert words in refused.value.words


def test_a_large_file_is_refused_with_its_size():
    with pytest.raises(Refused) as refused:
        examined(files.PDF.ljust(32 * MEGABYTE), "大.pdf")

    assert refused.value.words == (
        "文件32MB，超过20MB。照片会自动缩小，视频请另以光盘报送并勾选“另行报送”。"
    )


def test_a_film_has_a_limit_of_its_own():
    film = files.upload(mpeg4(b"isom", b"vide"), "录像.mp4")
    film.size = 201 * MEGABYTE

    with pytest.raises(Refused, match="文件201MB，超过200MB"):
        sanitise.examine(film, role=FileRole.PLAIN, film=True)


def test_a_picture_with_an_archive_behind_it_comes_out_alone():
    clean = examined(files.picture() + files.docx(), "现场.jpg")

    assert b"PK\x03\x04" not in clean.picture.main


def test_a_film_comes_in_where_it_is_asked_for():
    assert examined(mpeg4(b"isom", b"vide"), "录像.mp4", film=True).kind == Kind.MP4


def test_a_picture_called_docx_is_a_picture():
    clean = examined(files.picture(), "其实是照片.docx")

    assert (clean.kind, clean.name) == (Kind.JPG, "其实是照片.jpg")


# ── What of a picture stays ─────────────────────────────────────────────────────────────────────
def with_exif(form="JPEG"):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "PhoneMaker-77"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:08 09:30:00"
    exif.get_ifd(0x8825)[2] = (33.0, 44.0, 5.0)
    return files.picture((800, 400), form=form, exif=exif)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_day_is_kept_and_the_place_is_gone(form):
    clean = examined(with_exif(form), "照片")

    assert clean.taken_on == date(2026, 3, 8)
    for part in (clean.picture.main, clean.picture.large, clean.picture.small):
        image = Image.open(io.BytesIO(part))
        assert (image.format, dict(image.getexif())) == ("JPEG", {})
        assert b"PhoneMaker-77" not in part
        assert b"Exif" not in part


def test_a_picture_stands_upright():
    clean = examined(with_exif(), "照片.jpg")

    assert (clean.picture.width, clean.picture.height) == (400, 800)


def test_what_hangs_behind_a_picture_is_gone():
    clean = examined(files.picture() + b"<script>alert(1)</script>" + files.docx(), "照片.jpg")

    assert b"script" not in clean.picture.main
    assert b"PK\x03\x04" not in clean.picture.main


def test_colour_profiles_and_comments_are_gone():
    clean = examined(files.picture(icc_profile=b"p" * 300, comment=b"secret-word"), "照片.jpg")

    assert b"secret-word" not in clean.picture.main
    assert b"pppp" not in clean.picture.main


def test_broken_exif_is_no_reason_to_refuse():
    broken = files.picture(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xff" * 40)

    assert examined(broken, "照片.jpg").taken_on is None


@pytest.mark.parametrize(("role", "longest"), [(FileRole.PHOTO, 2560), (FileRole.SEALED, 4096)])
def test_a_photo_is_made_smaller_and_has_two_copies(role, longest):
    clean = examined(files.picture((6000, 4000)), "照片.jpg", role=role)
    sizes = [
        max(Image.open(io.BytesIO(part)).size)
        for part in (clean.picture.main, clean.picture.large, clean.picture.small)
    ]

    assert sizes == [longest, 1600, 320]


def test_what_was_see_through_becomes_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    clean = examined(out.getvalue(), "章.png")

    assert Image.open(io.BytesIO(clean.picture.main)).getpixel((5, 5)) == (255, 255, 255)


# ── Names ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("告诫书.PDF", "告诫书.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\文件\\回执.pdf", "回执.pdf"),
        ("回执\u202efdp.exe", "回执fdp.pdf"),
        ("回\x00执\r\n.pdf", "回执.pdf"),
        ("回执?:*.pdf", "回执___.pdf"),
        ("\udcff\udcfe.pdf", "未命名.pdf"),
        ("", "未命名.pdf"),
        (None, "未命名.pdf"),
        (".pdf", "未命名.pdf"),
        ("𠮷𰻝.pdf", "𠮷𰻝.pdf"),
        ("字" * 300 + ".pdf", "字" * 114 + ".pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_kept_as_people_know_it_and_harmless(given, kept):
    assert sanitise.plain_name(given, Kind.PDF) == kept


def test_the_digest_is_the_sm3_of_what_is_kept():
    assert sanitise.digest_of([b"abc"]) == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, A.1
    )
