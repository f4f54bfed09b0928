"""A picture comes in: looked at, turned upright, drawn anew. What leaves has no past.

Only the decoders on the list ever see the bytes; the size is known before a pixel is. EXIF, GPS,
colour profiles, comments and whatever hangs behind the picture do not survive (security.md §5).
"""

import io
import math
import warnings
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageOps

from portal.access.refusal import Refused

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MOST_PIXELS = 40_000_000
LARGE, SMALL = 1600, 320  # px, the longer side of the reduced copies
FIELDS = 4  # of a blurred face, along its longer side
THOUSAND = 1000
Box = tuple[int, int, int, int]  # left, top, width, height in thousandths of the picture
QUALITY, SMALL_QUALITY = 88, 78
TAKEN_FIELDS = (0x9003, 0x0132)  # DateTimeOriginal, DateTime
EXIF_IFD = 0x8769
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
TOO_MANY_PIXELS = "图片有{megapixels}百万像素，超过{most}百万，请用手机或电脑缩小后再传。"
NOT_A_PICTURE = "这张图片已损坏或不完整，打不开，请重新拍摄或导出后再传。"


@dataclass(frozen=True, slots=True)
class Picture:
    """A redrawn picture as JPEG bytes, its two reduced copies, and what was worth keeping."""

    main: bytes
    large: bytes
    small: bytes
    width: int
    height: int
    taken_on: date | None


def is_picture(head: bytes) -> bool:
    """By its first 16 bytes: one of the four formats on the list."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return True
    return head.startswith(SIGNATURES)


def redraw(file: BinaryIO, *, longest: int) -> Picture:
    """Decode, turn upright, shrink to `longest` px and encode anew. Raises Refused."""
    return drawn(*read(file, longest=longest))


def drawn(image: Image.Image, taken_on: date | None) -> Picture:
    large = shrunk(image, LARGE)
    small = shrunk(large, SMALL)
    return Picture(
        main=jpeg(image, QUALITY),
        large=jpeg(large, SMALL_QUALITY),
        small=jpeg(small, SMALL_QUALITY),
        width=image.width,
        height=image.height,
        taken_on=taken_on,
    )


def read(file: BinaryIO, *, longest: int) -> tuple[Image.Image, date | None]:
    """The picture in RGB and upright, its longer side at most `longest` px, and its day."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # many pixels, corrupt EXIF: asked below, or no matter
            image = Image.open(file, formats=FORMATS)
            refuse_too_many_pixels(*image.size)
            taken_on = day_of(image)
            image.draft("RGB", (longest, longest))
            image.load()
            return prepared(image, longest), taken_on
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS.format(megapixels="上亿", most=40)) from error
    except Exception as error:  # a decoder fed with hostile bytes raises whatever it likes
        raise Refused(NOT_A_PICTURE) from error


def prepared(image: Image.Image, longest: int) -> Image.Image:
    """Flat, upright and shrunk. What a camera makes is shrunk first: turning or copying twelve
    megapixels costs more than the rest."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return upright(shrunk(image, longest))
    return shrunk(flat(upright(image)), longest)


def opened(own: bytes) -> Image.Image:
    """A picture this house drew itself."""
    return Image.open(io.BytesIO(own), formats=("JPEG",))


def coarsened(own: bytes, boxes: Iterable[Box], taken_on: date | None) -> Picture:
    """A picture of the house, its boxes averaged to a few fields and smoothed: of a face nothing
    is left by which anybody could be told from another."""
    image = opened(own).convert("RGB")
    for box in boxes:
        place = pixels(box, image.size)
        width, height = place[2] - place[0], place[3] - place[1]
        cell = max(width, height) / FIELDS
        few = (max(round(width / cell), 1), max(round(height / cell), 1))
        patch = image.crop(place).resize(few, Image.Resampling.BOX)
        image.paste(patch.resize((width, height), Image.Resampling.BICUBIC), place)
    return drawn(image, taken_on)


def pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """left, top, right, bottom of a box, at least one pixel of the picture."""
    x, y, width, height = (
        part * whole / THOUSAND for part, whole in zip(box, size * 2, strict=True)
    )
    left, top = min(math.floor(x), size[0] - 1), min(math.floor(y), size[1] - 1)
    right = min(max(math.ceil(x + width), left + 1), size[0])
    bottom = min(max(math.ceil(y + height), top + 1), size[1])
    return left, top, right, bottom


def refuse_too_many_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        millions = round(width * height / 1_000_000)
        raise Refused(TOO_MANY_PIXELS.format(megapixels=millions, most=MOST_PIXELS // 1_000_000))


def upright(image: Image.Image) -> Image.Image:
    with suppress(Exception):  # broken EXIF is no reason to refuse a picture
        ImageOps.exif_transpose(image, in_place=True)
    return image


def flat(image: Image.Image) -> Image.Image:
    """In RGB; what was see-through becomes white."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def shrunk(image: Image.Image, longest: int) -> Image.Image:
    """The picture, or a smaller one of the same shape; never a larger one."""
    if max(image.size) <= longest:
        return image
    scale = longest / max(image.size)
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    # Hamming: as sharp as bicubic where a picture gets smaller, at half its cost.
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def jpeg(image: Image.Image, quality: int) -> bytes:
    """JPEG bytes with nothing in them but the picture."""
    bare = image.copy() if image.info else image
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality)
    return out.getvalue()


def day_of(image: Image.Image) -> date | None:
    """The day it was taken, as the camera says; None where it says nothing possible."""
    try:
        exif = image.getexif()
        values = {**exif, **exif.get_ifd(EXIF_IFD)}
    except Exception:  # broken EXIF is no reason to refuse a picture
        return None
    for field in TAKEN_FIELDS:
        try:
            taken = datetime.strptime(str(values.get(field, ""))[:10], "%Y:%m:%d")  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
        if 1990 <= taken.year <= 2100:
            return taken.date()
    return None
