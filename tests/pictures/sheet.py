"""Many screenshots on one sheet, each with its address."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

COLUMNS = {"1366": 3, "1093": 3, "390": 6}
WIDTHS = {"1366": 640, "1093": 640, "390": 310}
TALLEST = 1000
ROWS = 3
GAP, LABEL = 12, 18
GREY = "#888888"


def write(folder: Path, name: str, size: str, shots: list[tuple[str, bytes]]) -> list[Path]:
    """Sheets `name-size-1.png`, …; ROWS rows on each, so that they can still be read."""
    each = COLUMNS[size] * ROWS
    parts = [shots[at : at + each] for at in range(0, len(shots), each)]
    made = []
    for number, part in enumerate(parts, 1):
        path = folder / f"{name}-{size}-{number}.png"
        draw(part, size).save(path, optimize=True)
        made.append(path)
    return made


def draw(shots: list[tuple[str, bytes]], size: str) -> Image.Image:
    width, columns = WIDTHS[size], COLUMNS[size]
    small = [(label, shrunk(data, width)) for label, data in shots]
    rows = [small[at : at + columns] for at in range(0, len(small), columns)]
    heights = [max(image.height for _, image in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, sum(heights) + GAP), GREY)
    pen = ImageDraw.Draw(sheet)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (label, image) in enumerate(row):
            left = GAP + column * (width + GAP)
            pen.text((left, top), label[: width // 7], fill="white")
            sheet.paste(image, (left, top + LABEL))
        top += height
    return sheet


def shrunk(data: bytes, width: int) -> Image.Image:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    height = min(round(image.height * width / image.width), TALLEST)
    scaled = image.resize((width, round(image.height * width / image.width)))
    return scaled.crop((0, 0, width, height))
