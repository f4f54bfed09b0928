"""Writing, the price of row security, sixteen people at once."""

import itertools
import threading
import time
import uuid
from collections.abc import Iterator

from portal.drafts.registry import ONCE
from tests.bench.pages import FLOOR_PAGE, Measured, Site
from tests.bench.visitor import Visitor, compare

CLIENTS, SECONDS = 16, 5.0
_numbers = itertools.count(1)


def work(site: Site) -> Iterator[Measured]:
    clerk, city = site.visitor("demo-clerk"), site.visitor("demo-coordinator")
    call = new_call(site)
    ours, floor = compare(lambda: register(clerk, call), lambda: clerk.get(FLOOR_PAGE))
    yield "register", ours, ours / floor
    plain = site.visitor("demo-coordinator", unbound=True)
    ours, theirs = compare(lambda: city.get("/cases/"), lambda: plain.get("/cases/"))
    yield "row_security", ours, ours / theirs
    pages = throughput(site, "/cases/"), throughput(site, FLOOR_PAGE)
    again = throughput(site, "/cases/"), throughput(site, FLOOR_PAGE)
    listed, bare = (max(pair) for pair in zip(pages, again, strict=True))
    yield "throughput16", listed, listed / bare


def new_call(site: Site) -> dict[str, object]:
    (category,) = site.ask("SELECT id FROM cases_category WHERE code = '0103'")
    (place,) = site.ask("SELECT id FROM units_region WHERE code = '410402'")
    return {
        "outcome": "case", "caller_name": "测女士", "relation": "self", "place": place,
        "category": category, "story": "来电询问离婚时房屋怎样分割，已告知可以先到妇联面谈。",
        "safety": "safe", "first_step": "own", "channel": "call_12338", "sex": "female",
    }  # fmt: skip


def register(clerk: Visitor, call: dict[str, object]) -> None:
    """One case, as the button of the form sends it."""
    phone = f"10009{next(_numbers):06d}"
    key = {"phone": phone, ONCE: uuid.uuid4()}
    clerk.post("/cases/register/", call | key, wanted=302)


def throughput(site: Site, path: str) -> float:
    """Requests a second of sixteen people who each wait for their answer."""
    first = site.visitor("demo-coordinator")
    crowd = [Visitor(site.port, first.cookies) for _ in range(CLIENTS)]
    end, counts = time.perf_counter() + SECONDS, [0] * CLIENTS

    def ask(place: int) -> None:
        while time.perf_counter() < end:
            crowd[place].get(path)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in crowd:
        one.link.close()
    return sum(counts) / SECONDS
