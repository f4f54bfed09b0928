"""The pictures of the README: few, small, of the demo city as it is."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from portal.demo.accounts import password
from portal.launch.home import ROOT, Home
from tests.pictures.browser import visitor

FOLDER = ROOT / "docs" / "pictures"
# (file, account, the way there: addresses, or the first link a selector finds; size)
PICTURES = (
    ("desk", "demo-clerk", (), (1366, 768)),
    ("case", "demo-clerk", ("/cases/", ".rows tbody a"), (1366, 768)),
)
COLOURS = 96  # a palette keeps each below 150 kB
LARGEST = 150_000


def take(browser: Browser, home: Home) -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, username, way, (width, height) in PICTURES:
        one = visitor(browser, home.address, username, password(home.var))
        one.page.set_viewport_size({"width": width, "height": height})
        for step in way:
            if step.startswith("/"):
                one.page.goto(step)
            else:
                one.page.goto(one.page.locator(step).first.get_attribute("href"))
        size = write(FOLDER / f"{name}.png", one.page.screenshot())
        print(f"docs/pictures/{name}.png {size // 1000} kB")
        if size > LARGEST:
            return 1
        one.page.context.close()
    return 0


def write(path: Path, data: bytes) -> int:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.quantize(COLOURS).save(path, optimize=True)
    return path.stat().st_size
