"""批量收件: whose a file is and what it is, guessed from its name. No database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OFFICES = ("妇女联合会", "妇联", "党群工作部")
LEADS = ("平顶山市", "市")
SHORTEST = 2
SHEETS = ("xlsx", "xls", "et")


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be owed: its kind, the words that mean it in a name (总结、小结)."""

    kind: str
    words: tuple[str, ...]
    is_table: bool = False


def plain(name: str) -> str:
    """Without its ending, blanks and full-width letters."""
    stem = unicodedata.normalize("NFKC", name).rpartition(".")[0] or name
    return re.sub(r"[\s\u3000_\-—·]+", "", stem)


def stems(names: Iterable[str]) -> set[str]:
    """The ways people write a unit's name: 新华区妇联, 新华区, 新华; 市检察院, 检察院."""
    made: set[str] = set()
    for name in names:
        whole = plain(f"{name}.")
        shorter = {whole}
        for office in OFFICES:
            shorter |= {one.removesuffix(office) for one in shorter}
        for lead in LEADS:
            shorter |= {one.removeprefix(lead) for one in shorter}
        shorter |= {re.sub(r"[区县市]$", "", one) for one in shorter}
        made |= {one for one in shorter if len(one) >= SHORTEST}
    return made


def guess_unit(name: str, units: Mapping[str, Iterable[str]]) -> str:
    """The code of the unit whose name stands in the file's, the longest first; "" for none or for
    two that fit alike. `units`: {code: its names}."""
    text = plain(name)
    best = {
        code: max((len(stem) for stem in stems(names) if stem in text), default=0)
        for code, names in units.items()
    }
    most = max(best.values(), default=0)
    found = [code for code, length in best.items() if length == most]
    return found[0] if most and len(found) == 1 else ""


def guess_kind(name: str, things: Iterable[Thing]) -> str:
    """What the file is: by the word that stands last in its name, else a sheet is the table."""
    text, things = plain(name), list(things)
    places = [(text.rfind(word) + len(word), thing.kind) for thing in things for word in thing.words
              if word in text]  # fmt: skip
    if places:
        return max(places)[1]
    tables = [thing.kind for thing in things if thing.is_table]
    is_sheet = name.lower().rpartition(".")[2] in SHEETS
    return tables[0] if is_sheet and tables else ""
