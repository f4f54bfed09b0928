"""Who, when, what about and how far: 300 cases with the margins of e5. No database.

What the demo city has already (`Known`) is taken off each margin first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cases.demo.city import margins
from cases.demo.city.stories import Teller, about

SEED, CITY = 5, "4104"
VIOLENT = ("0101", "0207")  # asked the four questions and screened
ENDED = ("archived", "closed", "answered")
# Within a class: how often each of its kinds comes.
KINDS = {
    "01": {"0102": 32, "0103": 14, "0104": 33, "0106": 14, "0109": 14, "0110": 14, "0111": 13},
    "02": {"0202": 7, "0206": 7, "0207": 8},
    "03": {"0302": 12, "0304": 14, "0307": 8},
    "04": {"0401": 8, "0402": 11, "0404": 6, "0407": 6},
    "05": {"0501": 2, "0503": 2, "0504": 2},
    "06": {"0601": 1, "0602": 1},
    "07": {"0701": 4, "0702": 4, "0703": 3, "0704": 3},
}
SURNAMES = "陈林方田吕孟崔邵龚段樊汤鲁康牛常侯贺葛卢"
JUDGED = ("good",) * 11 + ("fair",) * 5 + ("bad",) + ("none",) * 5
# How long before now a case of this state came in, at least: its clock must have run so far.
AT_LEAST = {"late": 22, "closed": 15, "answered": 12, "received": 6, "returning": 5, "extended": 12}
AT_MOST = {"undecided": 8, "repeat": 9}  # what came in earlier is told as of so many days ago
# How long before now a reviewed answer was given, with its result or without; to answer took less.
REVIEWED, TO_ANSWER = {"asked": 26, "given": 80}, 30
SEEN = ("410402", "410403")  # counties with a demo clerk
OPEN_FOR = 400  # days, at most, that anything is under way
LYING = ("undecided", "repeat", "extended", "paused", "late", "returning")


@dataclass(frozen=True, slots=True)
class Known:
    """A case the city has already."""

    unit: str
    years_ago: int
    category: str
    channel: str
    state: str
    colour: str = ""
    is_repeat: bool = False
    assistance: str = ""


@dataclass(slots=True)
class Planned:
    """One case as it is to be told."""

    unit: str
    day: date
    category: str = ""
    channel: str = ""
    state: str = ""
    story: str = ""
    name: str = ""
    age: int = 30
    married: str = ""
    relation: str = "self"
    phone: str = ""
    colour: str = ""
    has_warning: bool = False
    order: str = ""  # "", refused, issued, on_behalf
    is_sheltered: bool = False
    assistance: str = ""
    satisfaction: str = "none"
    is_old: bool = False  # out of the old ledger
    review: str = ""  # of a written answer: "", asked, given
    press: str = ""  # how far a delay was pressed from above: "", press, supervise
    repeats: "Planned | None" = field(default=None, repr=False)

    @property
    def is_violence(self) -> bool:
        return self.category == "0101"


def left(margin: Mapping[str, int], taken: Iterable[str]) -> list[str]:
    """The margin as a list of its keys, without what was taken."""
    remain = Counter(margin)
    remain.subtract(key for key in taken if key in margin)
    return sorted((+remain).elements())


def plan(today: date, known: Iterable[Known] = ()) -> list[Planned]:
    """The cases still to be told, the oldest first; the same for the same day."""
    known, chance = list(known), Random(SEED)  # noqa: S311 - a story, no secret
    cases = [
        case
        for place, ago in enumerate(margins.YEARS)
        for case in of_year(today, place, [one for one in known if one.years_ago == ago], chance)
    ]
    cases.sort(key=lambda case: case.day)
    give_states(cases, [one.state for one in known], today, chance)
    cases.sort(key=lambda case: case.day)
    give_channels(cases, [one.channel for one in known], chance)
    give_colours(cases, [one.colour for one in known if one.colour], chance)
    find_repeats(cases, sum(one.is_repeat for one in known))
    give_people(cases, chance)
    give_outcomes(cases, [one.assistance for one in known], chance)
    give_followings(cases, today)
    return cases


# ── Unit, class and day ─────────────────────────────────────────────────────────────────────────
def of_year(today: date, place: int, known: list[Known], chance: Random) -> list[Planned]:
    year = today.year - margins.YEARS[place]
    units = left({code: n[place] for code, n in margins.UNITS.items()}, (k.unit for k in known))
    classes = left(
        {code: n[place] for code, n in margins.CLASSES.items()}, (k.category[:2] for k in known)
    )
    chance.shuffle(units)
    violent = margins.VIOLENCE[place] - sum(one.category == "0101" for one in known)
    days = sorted(days_of(year, today, len(units), chance))
    cases = [Planned(unit, day) for unit, day in zip(units, days, strict=True)]
    chance.shuffle(classes)
    for case, code in zip(cases, classes, strict=False):
        case.category = code
    give_kinds(cases, violent, place, chance)
    return cases


def give_kinds(cases: list[Planned], violent: int, place: int, chance: Random) -> None:
    for code, kinds in KINDS.items():
        ours = [case for case in cases if case.category == code]
        chance.shuffle(ours)
        if code == "01":
            for case in ours[:violent]:
                case.category = "0101"
            ours = ours[violent:]
        names = [name for name, often in kinds.items() for _ in range(often)]
        Random(code).shuffle(names)  # noqa: S311 - the years share one pack of cards
        start = sum(margins.CLASSES[code][:place]) - (
            sum(margins.VIOLENCE[:place]) if code == "01" else 0
        )
        for at, case in enumerate(ours):
            case.category = names[(start + at) % len(names)]


def days_of(year: int, today: date, count: int, chance: Random) -> list[date]:
    """Working days of the year, more of them where the year is busier; none after yesterday."""
    last = min(date(year, 12, 31), today - timedelta(days=2))
    first = date(year, 1, 2)
    every = [first + timedelta(days=n) for n in range(max((last - first).days, 0) + 1)]
    working = [day for day in every if day.weekday() < 5] or every
    return chance.choices(working, [season(day) for day in working], k=count)


def season(day: date) -> float:
    """Busier in the month after the Spring Festival, in the school holidays, in November."""
    if date(day.year, 2, 15) <= day <= date(day.year, 3, 15):
        return 1.5
    return 1.2 if day.month in (7, 8, 11) else 1.0


# ── How far it has come ─────────────────────────────────────────────────────────────────────────
def give_states(cases: list[Planned], taken: list[str], today: date, chance: Random) -> None:
    """The newest are open, the next closed or answered, all before them archived."""
    states = Counter(left(margins.STATES, taken))
    free = [case for case in reversed(cases) if (today - case.day).days <= OPEN_FOR]

    def give(state: str, count: int) -> None:
        for case in [case for case in free if fits(case, state, today)][:count]:
            case.state = state
            case.day = max(case.day, today - timedelta(days=AT_MOST.get(state, 400)))
            free.remove(case)

    for state in margins.OPEN:
        give(state, states.pop(state, 0))
    for state in ("closed", "answered"):
        give(state, states.pop(state, 0))
    rest = [case for case in cases if not case.state]
    told = [case for case in rest if case.category not in VIOLENT]
    chance.shuffle(told)
    for state in ("redirected", "filed"):
        for case in told[: states[state]]:
            case.state = state
        told = told[states[state] :]
    for case in rest:
        case.state = case.state or "archived"
        case.is_old = (
            case.state == "archived"
            and today.year - case.day.year == margins.YEARS[0]
            and case.category not in VIOLENT
        )


def fits(case: Planned, state: str, today: date) -> bool:
    if state in LYING and case.category in VIOLENT:
        return False  # violence is never left lying
    return (today - case.day).days >= AT_LEAST.get(state, 4)


def give_channels(cases: list[Planned], taken: list[str], chance: Random) -> None:
    channels = left(margins.CHANNELS, taken)
    chance.shuffle(channels)
    for case, channel in zip(cases, channels, strict=False):
        case.channel = channel


def give_colours(cases: list[Planned], taken: list[str], chance: Random) -> None:
    ours = [case for case in cases if case.is_violence]
    colours = left(margins.COLOURS, taken)
    chance.shuffle(colours)
    for case, colour in zip(ours, colours, strict=False):
        case.colour = colour
    severe = sorted(ours, key=lambda case: list(margins.COLOURS).index(case.colour or "blue"))
    return give_protection([case for case in severe if case.state != "undecided"], taken)


def give_protection(severe: list[Planned], taken: list[str]) -> None:
    """The graver, the more was done; story 1 has one of each already, where it is told."""
    told = 1 if taken else 0
    for case in severe[: margins.WARNINGS - told]:
        case.has_warning = True
    for case in severe[: margins.SHELTERED - told]:
        case.is_sheltered = True
    wanted = ["issued"] * (margins.ORDERS_ISSUED - margins.ON_BEHALF)
    wanted += ["on_behalf"] * margins.ON_BEHALF + ["refused"] * (1 - told)
    for case, order in zip(severe, wanted, strict=False):
        case.order = order


# ── Who, and what she said ──────────────────────────────────────────────────────────────────────
def find_repeats(cases: list[Planned], already: int) -> None:
    """重件: an earlier case of the same kind at the same unit, by the same woman."""
    used: set[int] = set()
    wanted = margins.REPEATS - already
    waiting = [case for case in cases if case.state == "repeat"]
    others = [case for case in cases if case.state in ("archived", "closed") and not case.is_old]
    for later in (*waiting, *reversed(others)):
        is_waiting = later.state == "repeat"
        if not (is_waiting or wanted) or id(later) in used:
            continue
        first = next((one for one in cases if id(one) not in used and precedes(one, later)), None)
        if first is not None:
            used |= {id(first), id(later)}
            wanted -= not is_waiting
            later.repeats, later.category = first, first.category


def precedes(first: Planned, later: Planned) -> bool:
    """Whether `later` may be the same matter again. A waiting one takes the kind of the first."""
    if first.unit != later.unit or not 20 <= (later.day - first.day).days <= 330:
        return False
    if later.state == "repeat":
        return first.category[:2] == later.category[:2] and first.category not in VIOLENT
    return first.category == later.category


def give_people(cases: list[Planned], chance: Random) -> None:
    teller = Teller(chance)
    for place, case in enumerate(cases):
        kind, first = about(case.category), case.repeats
        case.relation = kind.relation
        case.age = first.age if first else chance.randint(kind.youngest, kind.oldest)
        case.married = first.married if first else chance.choice(kind.married)
        case.name = first.name if first else f"{chance.choice(SURNAMES)}某"
        case.phone = first.phone if first else f"1000001{place:04}"
        case.story = teller.tell(case.category, case.channel)


def give_followings(cases: list[Planned], today: date) -> None:
    """Two answers of counties are reviewed, two delays of theirs pressed; without a throw of the
    dice, so that all else stays as it was."""
    below = [case for case in cases if case.unit != CITY and case.category not in VIOLENT]
    answered = [case for case in reversed(below) if case.state == "answered"]
    answered.sort(key=lambda case: case.unit not in SEEN)  # there somebody may go on with it
    for review, days in REVIEWED.items():
        old = (one for one in answered if (today - one.day).days >= days + TO_ANSWER)
        if found := next((one for one in old if not one.review), None):
            found.review = review
    late = sorted((case for case in below if case.state == "late"), key=lambda case: case.unit)
    for case, step in zip(late, ("press", "supervise"), strict=False):
        case.press = step


def give_outcomes(cases: list[Planned], taken: list[str], chance: Random) -> None:
    """疏导, 协理, 代理 of what came to a result; the woman's word at the follow-up."""
    ended = [case for case in cases if case.state in ENDED and not case.is_old]
    chance.shuffle(ended)
    ended.sort(key=lambda case: case.order != "on_behalf")  # 代为申请 is 代理
    for case, kind in zip(ended, left(margins.ASSISTANCE, taken), strict=False):
        case.assistance = kind
    for case in ended:
        case.satisfaction = chance.choice(JUDGED)
