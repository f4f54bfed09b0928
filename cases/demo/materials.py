"""Papers somebody brought along, drawn by the demo itself: a sheet of lines with a red stamp."""

import io
import random
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from cases.models import Case
from portal.access import Actor
from portal.files import actions, registry
from portal.files.choices import FileRole

CAPTION = "来访时交来的材料（演示程序绘制）"
SIZE = (620, 877)  # A4
PAPER, INK, STAMP = "#fbfaf5", "#5a6169", "#b3261e"


def bring_along(case: Case, *, actor: Actor, at: datetime, caption: str = CAPTION) -> None:
    """One stamped sheet on the case, through the action; within the actor's scope."""
    actions.attach(
        holder=registry.holder("cases"),
        record=case,
        upload=SimpleUploadedFile("材料.jpg", sheet(case.number)),
        role=FileRole.SEALED,
        caption=caption,
        actor=actor,
        at=at,
    )


def sheet(seed: str) -> bytes:
    """JPEG bytes; another sheet for each case number."""
    chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    middle = chance.randrange(120, 200)
    draw.rectangle((310 - middle, 80, 310 + middle, 104), fill=INK)
    for top in range(170, chance.randrange(480, 640), 34):
        left = 70 + chance.choice((0, 0, 0, 44))
        draw.rectangle((left, top, chance.randrange(380, 550), top + 11), fill=INK)
    x, y = chance.randrange(380, 430), chance.randrange(650, 690)
    draw.ellipse((x, y, x + 130, y + 130), outline=STAMP, width=6)
    draw.regular_polygon((x + 65, y + 65, 26), 5, fill=STAMP)
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
