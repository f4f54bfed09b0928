"""Look at the portal that runs here: contact sheets, and a list of what pages complained of.

    make pictures                       all demo accounts
    make pictures ARGS="demo-clerk"     only these
    make pictures ARGS="--readme"       the few pictures of the README

The portal must be running (`make run`) with its demo city.
"""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, sync_playwright

from portal.demo.accounts import ACCOUNTS, password
from portal.launch.home import Home
from tests.pictures import readme, sheet
from tests.pictures.browser import SIZES, Visitor, visitor
from tests.pictures.links import BODY, MENUS, Walk, addresses
from tests.pictures.program import ARGUMENTS, chromium


def main(given: argparse.Namespace) -> int:
    home = Home.from_environment()
    folder = home.var / "contact-sheet"
    folder.mkdir(parents=True, exist_ok=True)
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        if given.readme:
            return readme.take(browser, home)
        for account in ACCOUNTS:
            if not given.accounts or account.username in given.accounts:
                said += look(browser, home, account.username, folder, tuple(given.sizes.split(",")))
        browser.close()
    (folder / "said.txt").write_text("\n".join(said) + "\n", encoding="utf-8")
    print("\n".join(said) or "没有一页报错，也没有一页需要横向滚动。")
    return 1 if said else 0


def look(
    browser: Browser, home: Home, username: str, folder: Path, sizes: tuple[str, ...]
) -> list[str]:
    """Every page of one account; gives what its pages said."""
    try:
        one = visitor(browser, home.address, username, password(home.var))
    except Error:  # handed over or disabled meanwhile
        return [f"{username}: 登录不了，没有看"]
    shots: dict[str, list[tuple[str, bytes]]] = {size: [] for size in sizes}
    walk = Walk()
    walk.add([one.page.url, *addresses(one.page, MENUS)], 0)
    for depth, address in walk:
        try:
            picture(one, address, shots)
        except Error as error:  # a file where a page was expected, or a page that never came
            one.note(f"{address}: {error.message.splitlines()[0]}")
            continue
        walk.add(addresses(one.page, BODY), depth + 1)
    for size, taken in shots.items():
        sheet.write(folder, username, size, taken)
    print(f"{username}: {len(shots[sizes[0]])} 页，{len(one.said)} 条", flush=True)
    one.page.context.close()
    return one.said


def picture(one: Visitor, address: str, shots: dict[str, list[tuple[str, bytes]]]) -> None:
    one.page.set_viewport_size(dict(zip(("width", "height"), SIZES["1366"], strict=True)))
    one.page.goto(address)
    for size, taken in shots.items():
        taken.append((urlsplit(address).path, one.measure(size)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make pictures", description=__doc__)
    parser.add_argument("accounts", nargs="*", help="演示账号；不写就是全部")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--readme", action="store_true", help="只做 README 的图")
    sys.exit(main(parser.parse_args()))
