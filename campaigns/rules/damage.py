"""Signs of a text that was copied from somewhere: figures that broke on the way, washed words.

Hints to whoever reviews, never a verdict. The signs are data (campaigns/data/damage.csv).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from campaigns.rules.figures import plain

MOST = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: a regular expression, and the sentence about it with the place found as {}."""

    code: str
    pattern: re.Pattern[str]
    says: str


@dataclass(frozen=True, slots=True)
class Found:
    """`text` is what stands there, `around` a little more of it, `says` the sentence."""

    code: str
    text: str
    around: str
    says: str


def sign(code: str, pattern: str, says: str) -> Sign:
    return Sign(code, re.compile(pattern), says)


def look(text: str, signs: Iterable[Sign], *, most: int = MOST) -> list[Found]:
    """Every sign in a text, in the order of the text, each wording once."""
    found: dict[tuple[str, str], tuple[int, Found]] = {}
    for known in signs:
        for match in known.pattern.finditer(text):
            key = known.code, match.group()
            if key not in found:
                found[key] = match.start(), _found(known, match)
    return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])][:most]


def _found(known: Sign, match: re.Match[str]) -> Found:
    around = match.string[max(0, match.start() - 8) : match.end() + 8].strip()
    return Found(known.code, match.group(), around, known.says.replace("{}", match.group()))


# ── Foreign places ──────────────────────────────────────────────────────────────────────────────
_PLACE = re.compile(r"([一-鿿]{1,4}?(?:市|州|盟|县|区|旗))(?:妇联|司法局|公安局)")
_BEFORE = re.compile("联合|会同|协调|邀请|依托|组织|和|与|及|由|在|对|到|从|向|为|省|自治区")


def foreign_places(text: str, own: Iterable[str]) -> list[str]:
    """Places named before an office that are none of the city's own (names as in the register)."""
    known = tuple(own)
    return sorted(
        {
            name
            for name in _PLACE.findall(_BEFORE.sub(" ", text))
            if len(name) > 2 and not any(name.endswith(mine) for mine in known)
        }
    )


# ── Figures beside the table ────────────────────────────────────────────────────────────────────
_SAID = r"(?:共|约|近|达到|达|总计|累计)*(\d[\d,]*(?:\.\d+)?)(万?)(?:余|多)?"


def above(text: str, figures: Mapping[str, Decimal]) -> list[str]:
    """Numbers a text gives behind the name of an indicator that are more than its whole figure.
    A smaller one may be that of a single activity."""
    found = []
    for name, most in figures.items():
        for number, scale in re.findall(re.escape(name.removeprefix("其中")) + _SAID, text):
            said = Decimal(number.replace(",", "")) * (10_000 if scale else 1)
            if said > most:
                shown = f"{name}{number}{scale}"
                found.append(f"文中“{shown}”大于统计表里的{plain(most)}，请核对。")
    return found


# ── Anniversaries ───────────────────────────────────────────────────────────────────────────────
FIRST_MARCH_8 = 1910
FIRST_RIGHTS_WEEK = 1999
_YEARS = re.compile(r"(\d{1,5})周年")


def anniversary(day: date) -> int:
    """2026 is the 116th of 8 March."""
    return day.year - FIRST_MARCH_8


def wrong_anniversaries(text: str, *, year: int) -> list[str]:
    """Numbers before 周年 beside “三八” that are not this year's."""
    near = re.findall(r"三八[^。；\n]{0,20}?(\d{1,5})周年", text)
    return [number for number in near if int(number) != year - FIRST_MARCH_8]
