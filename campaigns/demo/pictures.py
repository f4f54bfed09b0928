"""Pictures of the demo's excellent cases: drawn, nobody to be recognised in them."""

import io
import random
from functools import lru_cache

from PIL import Image, ImageDraw

SIZE = (960, 640)
SKIES = ("#dfe6ec", "#f0e4d2", "#d8e3d6", "#33404f", "#e8dfe6", "#cfd9e6")
GROUNDS = ("#a9b39c", "#b59f86", "#8d8a84", "#c4b8a4")
CLOTHES = ("#7a4b4b", "#3f5f7f", "#5d6b4a", "#8b6f3e", "#5b4a6e", "#a05a4f")
WOOD, LIGHT, BOARD, CHALK = "#8a6239", "#f6d98a", "#2f4a3c", "#eef2ec"


@lru_cache(maxsize=64)
def picture(scene: str, seed: str) -> bytes:
    """JPEG bytes; the same for the same scene and seed, so it is drawn once."""
    chance = random.Random(f"{scene}{seed}")  # noqa: S311 - a drawing, no secret
    image = Image.new("RGB", SIZE, chance.choice(SKIES))
    draw = ImageDraw.Draw(image)
    horizon = chance.randrange(300, 430)
    draw.rectangle((0, horizon, *SIZE), fill=chance.choice(GROUNDS))
    DRAWN[scene](draw, chance, horizon)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def back(draw: ImageDraw.ImageDraw, x: int, y: int, colour: str, size: int) -> None:
    """Somebody from behind."""
    draw.ellipse((x - size, y - 5 * size, x + size, y - 3 * size), fill="#2b2626")
    draw.rounded_rectangle((x - 2 * size, y - 3 * size, x + 2 * size, y), size, fill=colour)


def people(draw: ImageDraw.ImageDraw, chance: random.Random, y: int, many: int) -> None:
    for place in range(many):
        x = 90 + place * (800 // many) + chance.randrange(-20, 20)
        back(draw, x, y + chance.randrange(-14, 14), chance.choice(CLOTHES), 18)


def benches(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    for row in range(2):
        y = horizon + 70 + row * 110
        people(draw, chance, y, chance.randrange(4, 8))
        draw.rectangle((60, y, 900, y + 16), fill=WOOD)


def table(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> int:
    x = chance.randrange(300, 520)
    draw.rectangle((x, horizon + 60, x + 260, horizon + 84), fill=WOOD)
    for leg in (x + 16, x + 228):
        draw.rectangle((leg, horizon + 84, leg + 16, horizon + 200), fill=WOOD)
    for chair in (x - 130, x + 310):
        draw.rectangle((chair, horizon + 110, chair + 80, horizon + 124), fill=WOOD)
        draw.rectangle((chair, horizon + 20, chair + 12, horizon + 200), fill=WOOD)
    return x


def lamp(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    x = chance.randrange(330, 560)
    draw.polygon(((x, 60), (x - 260, horizon + 60), (x + 260, horizon + 60)), fill=LIGHT)
    draw.ellipse((x - 30, 30, x + 30, 90), fill="#fff6d6")
    table(draw, chance, horizon)


def desk(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    x = table(draw, chance, horizon)
    for sheet in range(chance.randrange(2, 5)):
        left = x + 16 + sheet * 58
        draw.rectangle((left, horizon + 26, left + 44, horizon + 60), fill=CHALK)


def door(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    x = chance.randrange(180, 640)
    draw.rectangle((x, horizon - 240, x + 170, horizon + 10), fill=WOOD)
    draw.ellipse((x + 140, horizon - 120, x + 156, horizon - 104), fill=LIGHT)
    people(draw, chance, horizon + 150, chance.randrange(2, 4))


def field(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    for row in range(chance.randrange(6, 12)):
        x = row * 110 - 60
        draw.line((x, SIZE[1], 480, horizon), fill="#6f7f4d", width=chance.randrange(6, 16))
    people(draw, chance, horizon + 60, chance.randrange(2, 6))


def hall(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    x = chance.randrange(120, 480)
    draw.rectangle((x, 60, x + 360, horizon - 60), fill=BOARD, outline=WOOD, width=12)
    for line in range(chance.randrange(2, 5)):
        end = x + chance.randrange(160, 320)
        draw.rectangle((x + 36, 96 + line * 44, end, 110 + line * 44), fill=CHALK)
    draw.rectangle((80, horizon + 90, 880, horizon + 116), fill=WOOD)


DRAWN = {
    "benches": benches, "lamp": lamp, "desk": desk, "door": door, "field": field, "hall": hall,
}  # fmt: skip
