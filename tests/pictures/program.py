"""The browser: $CHROMIUM, else the first on the path."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str:
    """The program; leaves with a sentence where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("没有找到 Chromium：请安装，或用 CHROMIUM=/path/to/chromium 指明。")
