"""Pages, each asked in turns with the floor page of the same person."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg2

from tests.bench import words
from tests.bench.visitor import Failed, Visitor, compare

FLOOR_PAGE = "/bench/floor/"
ADMIN_PAGE = "/bench/admin/cases/case/"
DEEP_PAGE = 0.9  # so far down the list, of all its rows
# Two characters, the most frequent name of one county.
NAME = """SELECT name FROM cases_party WHERE length(name) = 2 AND unit_code LIKE '410402%%'
GROUP BY name ORDER BY count(*) DESC, name LIMIT 1"""
RAW = """SELECT registered_code, category_id, count(*) FROM cases_contact
WHERE registered_at >= date_trunc('year', now()) AND withdrawn_at IS NULL GROUP BY 1, 2"""
Measured = tuple[str, float, float | None]  # name, value, ratio


@dataclass
class Site:
    """The server that is measured, the one without policies, and the database behind both."""

    port: int
    unbound_port: int
    admin: str
    database: str
    password: str
    rows: int
    people: dict[tuple[str, bool], Visitor] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)

    def visitor(self, name: str, *, unbound: bool = False) -> Visitor:
        key = name, unbound
        if key not in self.people:
            port = self.unbound_port if unbound else self.port
            self.people[key] = Visitor(port)
            self.people[key].sign_in(name, self.password)
        return self.people[key]

    def ask(self, statement: str, *values: object) -> tuple:
        """One row, as the database's administrator: where a page of the right kind is."""
        link = psycopg2.connect(self.database)
        try:
            with link.cursor() as cursor:
                cursor.execute(statement, values)
                row = cursor.fetchone()
        finally:
            link.close()
        if row is None:
            raise Failed(f"nothing found: {statement}")
        return row

    def over_floor(self, name: str, who: Visitor, act: Callable[[], object]) -> Measured:
        ours, floor = compare(act, lambda: who.get(FLOOR_PAGE))
        act()
        asked = who.queries
        who.get(FLOOR_PAGE)
        self.queries[name] = asked - who.queries
        return name, ours, ours / floor


def pages(site: Site) -> Iterator[Measured]:
    """All of them. The statistics come last: they may be slow."""
    city = site.visitor("demo-coordinator")
    floor, again = compare(lambda: city.get(FLOOR_PAGE), lambda: city.get(FLOOR_PAGE))
    yield "floor", min(floor, again), None
    yield from lists(site, city)
    yield from searches(site, city)
    yield from single(site, city)
    yield from statistics(site, city)


def lists(site: Site, city: Visitor) -> Iterator[Measured]:
    yield site.over_floor("list_first", city, lambda: city.get("/cases/"))
    at, key = site.ask(
        "SELECT registered_at, id FROM cases_case ORDER BY registered_at DESC, id DESC"
        " OFFSET %s LIMIT 1",
        int(site.rows * DEEP_PAGE),
    )
    deep = "/cases/?" + urlencode({"before": f"{at.isoformat()}_{key}"})
    ours, first = compare(lambda: city.get(deep), lambda: city.get("/cases/"))
    yield "list_deep", ours, ours / first
    (category,) = site.ask("SELECT id FROM cases_category WHERE code = '01'")
    query = urlencode({"category": category, "period": "year", "status": "closed"})
    yield site.over_floor("list_filtered", city, lambda: city.get(f"/cases/?{query}"))


def searches(site: Site, city: Visitor) -> Iterator[Measured]:
    clerk, (name2,) = site.visitor("demo-clerk"), site.ask(NAME)
    for name, who, typed in (
        ("search_name2_county", clerk, name2),
        ("search_name2_city", city, name2),
        ("search_phrase_common", city, words.COMMON),
        ("search_phrase_rare", city, words.RARE),
    ):
        yield site.over_floor(name, who, lambda who=who, typed=typed: search(who, typed))


def search(who: Visitor, typed: str) -> None:
    """The filter bar of the list: what a person types to find a case."""
    content = who.post("/cases/", {"q": typed})
    if b"/cases/4104" not in content:
        raise Failed(f"nothing was found by {typed}")


def against_admin(site: Site) -> Iterator[Measured]:
    """A stock changelist over the same table, without policies to pay for."""
    city, plain = (site.visitor("demo-coordinator", unbound=each) for each in (False, True))
    theirs, ours = compare(lambda: plain.get(ADMIN_PAGE), lambda: city.get("/cases/"))
    yield "list_vs_admin", theirs, theirs / ours
    (name,) = site.ask(NAME)
    found = f"{ADMIN_PAGE}?" + urlencode({"q": name})
    theirs, ours = compare(lambda: plain.get(found), lambda: search(city, name))
    yield "search_vs_admin", theirs, theirs / ours


def statistics(site: Site, city: Visitor) -> Iterator[Measured]:
    """The year's tables over the bare grouped count of their rows and a floor page."""
    link = psycopg2.connect(site.database)
    link.autocommit = True

    def bare() -> None:
        with link.cursor() as cursor:
            cursor.execute(RAW)
            cursor.fetchall()
        city.get(FLOOR_PAGE)

    year = "/cases/figures/"
    ours, raw = compare(lambda: city.get(year), bare)
    link.close()
    yield "statistics", ours, ours / raw
    site.over_floor("statistics", city, lambda: city.get(year))


def single(site: Site, city: Visitor) -> Iterator[Measured]:
    clerk, village = site.visitor("demo-clerk"), site.visitor("demo-village")
    (number,) = site.ask(
        "SELECT number FROM cases_case WHERE unit_code = '410402' AND access_label = 'normal'"
        " AND status <> 'void' ORDER BY status = 'handling' DESC, id DESC LIMIT 1"
    )
    yield site.over_floor("detail", clerk, lambda: clerk.get(f"/cases/{number}/"))
    yield site.over_floor("desk", city, lambda: city.get("/"))
    (campaign,) = site.ask(
        "SELECT campaign_id FROM campaigns_participation GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    board = f"/campaigns/{campaign}/board/"
    yield site.over_floor("board", city, lambda: city.get(board))
    entry = scored(site, village)
    yield site.over_floor("scoring_page", village, lambda: village.get(entry))


def scored(site: Site, village: Visitor) -> str:
    """The first household that this worker may rate, as her village's page links it."""
    (round_,) = site.ask(
        "SELECT round_id FROM families_entry WHERE unit_code = '410402002001'"
        " ORDER BY round_id DESC LIMIT 1"
    )
    grid = village.get(f"/families/rounds/{round_}/villages/410402002001/").decode()
    found = re.search(r"/families/entries/\d+/", grid)
    if found is None:
        raise Failed("the village's page links no household to rate")
    return found.group()
