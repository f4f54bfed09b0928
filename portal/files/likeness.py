"""Near-same pictures: found after resizing, saving anew, cropping up to a tenth, mirroring, or
with the frame of a screenshot around them. A hint to whoever reviews, never a reason to refuse.

A mark is 128 bits of a window of the picture: whether it grows lighter to the right (64) and
downward (64) on a grid of eight by eight (dHash). Of a kept picture nineteen windows are marked,
the whole and its crops; of a picture that is asked about the whole, its mirror image, and both
without frame. Eight picks of 24 of its bits are terms of an inverted index: two near marks share at
least one of eight terms, and what shares a term is compared bit by bit.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from PIL import Image, ImageOps

GRID, BITS = 8, 128
MARK_BYTES = BITS // 8
BAND, BANDS = 24, 8
# Which bits make up each term. Scattered over the picture, so that a flat sky is not a common term.
PICKS = [[(band * 16 + place * 37) % BITS for place in range(BAND)] for band in range(BANDS)]
NEAREST = 14  # bits of 128; unrelated pictures differ in about 64
SIDE = 160  # px; windows are cut from a copy no larger
CROPS = (0.95, 0.9)
FEWEST_SET = 2  # a term with fewer set bits, or fewer unset: a sheet of paper, a wall
PLAIN_SHARE, PLAIN_STEP = 0.8, 6  # a line of a frame: so many pixels, so near to one another
WRITING = 4  # lines


def marks_to_keep(image: Image.Image) -> list[int]:
    """Nineteen marks of a picture: the whole, then crops of 5 % and 10 %."""
    grey = reduced(image)
    return [mark(grey, box) for box in windows(*grey.size)]


def marks_to_ask(image: Image.Image) -> list[int]:
    """Marks of what somebody looks for: as it is, mirrored, without a frame, slightly cropped."""
    made = []
    whole = reduced(image)
    bare = unframed(whole)
    for grey in [whole] if bare is None else [whole, bare]:
        for side in (grey, ImageOps.mirror(grey)):
            made.append(mark(side, (0, 0, *side.size)))
            made += [mark(side, box) for box in middles(*side.size)]
    return made


def reduced(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    grey.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    return grey


def windows(width: int, height: int) -> Iterator[tuple[float, float, float, float]]:
    """Boxes within the picture: all of it, then for each size nine places."""
    yield 0, 0, width, height
    for share in CROPS:
        for across, down in product((0, 0.5, 1), repeat=2):
            left, top = across * (1 - share) * width, down * (1 - share) * height
            yield left, top, left + share * width, top + share * height


def middles(width: int, height: int) -> Iterator[tuple[float, float, float, float]]:
    for share in CROPS:
        left, top = (1 - share) / 2 * width, (1 - share) / 2 * height
        yield left, top, width - left, height - top


def mark(grey: Image.Image, box: tuple[float, float, float, float]) -> int:
    """128 bits of one window."""
    size = GRID + 1
    cells = grey.resize((size, size), Image.Resampling.BILINEAR, box=box).tobytes()
    bits = 0
    for y, x in product(range(GRID), repeat=2):
        bits = bits << 1 | (cells[y * size + x] < cells[y * size + x + 1])
    for y, x in product(range(GRID), repeat=2):
        bits = bits << 1 | (cells[y * size + x] < cells[(y + 1) * size + x])
    return bits


def unframed(grey: Image.Image) -> Image.Image | None:
    """The picture without plain bars around it, as a screenshot has them; None without any."""
    turned = grey.transpose(Image.Transpose.TRANSPOSE)
    top, bottom = bars(grey)
    left, right = bars(turned)
    if (top, bottom, left, right) == (0, 0, 0, 0):
        return None
    box = (left, top, grey.width - right, grey.height - bottom)
    if box[2] - box[0] < grey.width // 4 or box[3] - box[1] < grey.height // 4:
        return None
    return grey.crop(box)


def bars(grey: Image.Image) -> tuple[int, int]:
    """How many plain lines stand at the top and at the bottom."""
    width, height = grey.size
    data = grey.tobytes()
    lines = [data[row * width : (row + 1) * width] for row in range(height)]
    return bar(lines), bar(lines[::-1])


def bar(lines: list[bytes]) -> int:
    """Lines from the start that are mostly of one grey, the same for all; a few lines of writing
    in between count as part of it."""
    ground, length = sorted(lines[0])[len(lines[0]) // 2], 0
    for place, line in enumerate(lines, 1):
        same = sum(abs(value - ground) <= PLAIN_STEP for value in line)
        if same >= PLAIN_SHARE * len(line):
            length = place
        elif place - length > WRITING:
            break
    return length


# ── The index ───────────────────────────────────────────────────────────────────────────────────
def terms(marks: Iterable[int]) -> list[int]:
    """Terms of the inverted index: which of the eight, and its 24 bits."""
    made = set()
    for bits in marks:
        for band, picks in enumerate(PICKS):
            piece = sum((bits >> pick & 1) << place for place, pick in enumerate(picks))
            if FEWEST_SET <= piece.bit_count() <= BAND - FEWEST_SET:
                made.add(band << BAND | piece)
    return sorted(made)


def packed(marks: Iterable[int]) -> bytes:
    return b"".join(bits.to_bytes(MARK_BYTES, "big") for bits in marks)


def distance(kept: bytes, asked: Iterable[int]) -> int:
    """The fewest bits in which any kept mark differs from any asked one."""
    marks = [
        int.from_bytes(kept[at : at + MARK_BYTES], "big") for at in range(0, len(kept), MARK_BYTES)
    ]
    return min((a ^ b).bit_count() for a in marks for b in asked)
