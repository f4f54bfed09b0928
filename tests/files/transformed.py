"""Pictures drawn from a number, and what people do to a photo before they send it once more."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageOps


def drawn(seed: int, size=(640, 480)) -> Image.Image:
    """Ground, horizon and a handful of shapes; another picture for each number."""
    chance = random.Random(seed)

    def colour():
        return tuple(chance.randrange(256) for _ in range(3))

    image = Image.new("RGB", size, colour())
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, chance.randrange(100, 380), *size), fill=colour())
    for _ in range(chance.randrange(8, 26)):
        x, y = chance.randrange(-50, size[0]), chance.randrange(-50, size[1])
        box = (x, y, x + chance.randrange(20, 260), y + chance.randrange(20, 220))
        chance.choice([draw.ellipse, draw.rectangle])(box, fill=colour())
    return image.filter(ImageFilter.GaussianBlur(chance.choice([0.5, 1.5, 3])))


def resized(image, chance):
    return image.resize((round(image.width * chance.uniform(0.2, 0.9)), image.height // 2))


def saved_anew(image, chance):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=chance.randrange(15, 60))
    return Image.open(out).convert("RGB")


def cropped(image, chance):
    """Up to a tenth of the width and of the height is gone, from whichever side."""
    width, height = image.size
    across, down = chance.uniform(0, 0.1) * width, chance.uniform(0, 0.1) * height
    left, top = chance.random() * across, chance.random() * down
    return image.crop((int(left), int(top), int(width - across + left), int(height - down + top)))


def mirrored(image, chance):
    return ImageOps.mirror(image)


def framed(image, chance):
    """A screenshot: bars above and below with the time, the battery and some words."""
    above, below = chance.randrange(40, 140), chance.randrange(40, 140)
    ground, ink = chance.choice([("white", "black"), ("black", "white"), ("#f0f0f0", "black")])
    frame = Image.new("RGB", (image.width, image.height + above + below), ground)
    frame.paste(image, (0, above))
    draw = ImageDraw.Draw(frame)
    draw.text((10, 10), "10:24  87%", fill=ink)
    draw.rectangle((image.width - 60, 12, image.width - 30, 22), fill=ink)
    draw.text((image.width // 3, above + image.height + 15), "< back   save >", fill=ink)
    return frame


CHANGES = (resized, saved_anew, cropped, mirrored, framed)
