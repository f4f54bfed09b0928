"""A person with a browser that keeps her connection: signs in, asks, times the whole answer."""

import http.client
import re
import statistics
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.bench.counting import HEADER

PATIENCE = 3.0  # seconds
TIMES, BUDGET, LEAST = 24, 25.0, 3  # requests of a row; seconds it may take; never fewer


class Failed(Exception):
    """Nothing was measured: the answer is not what was asked for."""


class Visitor:
    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        """With the cookies of another: the same person in a second window."""
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookies = dict(cookies or {})
        self.queries = 0
        self.last = 0.0

    def sign_in(self, username: str, password: str) -> None:
        self.get("/sign-in/")
        self.post("/sign-in/", {"username": username, "password": password}, wanted=302)

    def get(self, path: str, wanted: int = 200) -> bytes:
        return self.ask("GET", path, None, wanted)

    def post(self, path: str, data: dict[str, object], wanted: int = 200) -> bytes:
        return self.ask("POST", path, urlencode(data, doseq=True), wanted)

    def ask(self, method: str, path: str, body: str | None, wanted: int) -> bytes:
        if time.monotonic() - self.last > PATIENCE:
            self.link.close()  # the server lets go of who is silent; the next request opens anew
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        content = answer.read()
        self.last = time.monotonic()
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(value).items()}
        self.queries = int(answer.headers.get(HEADER, 0))
        if answer.status != wanted:
            said = " ".join(
                re.findall(r"invalid-feedback[^>]*>([^<]+)", content.decode(errors="replace"))
            )
            raise Failed(f"{method} {path}: {answer.status} instead of {wanted} {said}")
        return content


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def compare(act: Callable[[], object], base: Callable[[], object]) -> tuple[float, float]:
    """Medians of both in milliseconds, asked in turns: what disturbs one disturbs the other."""
    act(), base(), act(), base()
    ours, theirs, began = [], [], time.perf_counter()
    while len(ours) < TIMES:
        theirs.append(timed(base))
        ours.append(timed(act))
        if time.perf_counter() - began > BUDGET and len(ours) >= LEAST:
            break
    return statistics.median(ours), statistics.median(theirs)
