"""The 登记表: its steps, what stands in each block, what a statistics line still lacks."""

from dataclasses import dataclass
from typing import Any

from cases.actions.filling import TITLES
from cases.choices import PartyRole, Sex
from cases.models import Case, Party, Registration
from portal.access import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """One block as a station; `state` is done, now or todo."""

    letter: str
    label: str
    state: str
    note: str = ""


def steps(case: Case, actor: Actor, here: str) -> list[Step]:
    form = Registration.objects.visible_to(actor).filter(case=case).first()
    done = set(form.done) if form else set()
    return [
        Step(letter, f"{letter.upper()} {label}", state_of(letter, here, done))
        for letter, label in TITLES.items()
    ]


def state_of(letter: str, here: str, done: set[str]) -> str:
    if letter == here:
        return "now"
    return "done" if letter in done else "todo"


def next_letter(letter: str) -> str:
    """The block after this one; empty after the last."""
    letters = list(TITLES)
    place = letters.index(letter) + 1
    return letters[place] if place < len(letters) else ""


def stands(case: Case, block: Any, actor: Actor) -> dict[str, Any]:
    """What stands now in the fields of a block form (a class): its initial values."""
    parties = list(Party.objects.visible_to(actor).filter(case=case).order_by("pk"))
    rows = {
        "case": case,
        "registration": Registration.objects.visible_to(actor).filter(case=case).first()
        or Registration(),
        "concerned": first(parties, PartyRole.CONCERNED),
        "respondent": first(parties, PartyRole.RESPONDENT),
        "agent": first(parties, PartyRole.AGENT),
    }
    made: dict[str, Any] = {"version": case.version}
    for part, names in block.parts.items():
        made |= {name: shown(getattr(rows[part], name)) for name in names}
    if "name_1" in block.base_fields:
        made |= children_of(parties)
    return made


def first(parties: list[Party], role: str) -> Party:
    return next((party for party in parties if party.role == role), None) or Party(role=role)


def children_of(parties: list[Party]) -> dict[str, Any]:
    children = [party for party in parties if party.role == PartyRole.CHILD]
    names = ("name", "birth_year", "school", "cared_by", "saw_violence")
    return {
        f"{name}_{number}": shown(getattr(child, name))
        for number, child in enumerate(children, start=1)
        for name in names
    }


def shown(value: Any) -> Any:
    """As a form takes it: yes and no for a three-way question, a key for a row."""
    if value is True or value is False:
        return value
    return getattr(value, "pk", value)


def missing(case: Case, party: Party | None) -> list[str]:
    """What the statistics would still like to know; asked softly, never in the way."""
    person = party or Party()
    asked = (
        ("类别", case.category_id),
        ("性别", person.sex != Sex.UNKNOWN),
        ("出生年", person.birth_year),
        ("婚姻状况", person.marriage),
    )
    return [label for label, known in asked if not known]


def differences(form: Any, now: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(field, what stands there now, what was typed) where another person saved meanwhile."""
    made = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        typed, known = form.cleaned_data.get(name), now.get(name)
        typed = shown(typed)
        if (typed or None) != (known or None):
            made.append((str(field.label), words(field, known), words(field, typed)))
    return made


def words(field: Any, value: Any) -> str:
    """A value as the person reads it in the form."""
    if value in (None, "", [], False):
        return "（空）"
    if value is True:
        return "是"
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "、".join(labels.get(str(one), str(one)) for one in values)
