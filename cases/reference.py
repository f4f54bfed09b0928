"""The dictionaries of this app, from its files: classes of matter, channels, relations."""

from pathlib import Path
from typing import Any

from cases.models import Category, Channel, HandlingWay, Phrase, Procedure, Relation
from portal.units.reference import day, rows

DATA = Path(__file__).parent / "data"
TEXTS = ("code", "name", "former_name", "description", "lead", "support", "synonyms", "pinyin",
         "initials", "source")  # fmt: skip


def load_categories() -> int:
    known = dict(Category.objects.filter(valid_to=None).values_list("code", "pk"))
    made = 0
    for row in rows(DATA / "categories.csv"):  # classes stand before their sub-classes
        if row["code"] in known:
            continue
        category = Category.objects.create(
            **{name: row[name] for name in TEXTS},
            flags=row["flags"].split(),
            parent_id=known.get(row["parent"]),
            valid_from=day(row["valid_from"]),
        )
        known[category.code] = category.pk
        made += 1
    return made


def load_channels() -> int:
    before = Channel.objects.count()
    made = [
        Channel(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            has_original=row["written_source"] == "true",
            position=position,
        )
        for position, row in enumerate(rows(DATA / "channels.csv"))
    ]
    Channel.objects.bulk_create(made, ignore_conflicts=True)
    return Channel.objects.count() - before


def load_relations() -> int:
    before = Relation.objects.count()
    made = [
        Relation(code=row["code"], name=row["name"], position=position)
        for position, row in enumerate(rows(DATA / "relations.csv"))
    ]
    Relation.objects.bulk_create(made, ignore_conflicts=True)
    return Relation.objects.count() - before


def load_words(model: Any, file: str, *names: str) -> int:
    """A dictionary whose rows stand in the file in the order of the page; known ones are kept."""
    before = model.objects.count()
    made = [
        model(position=position, **{name: row[name] for name in names})
        for position, row in enumerate(rows(DATA / file))
    ]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return model.objects.count() - before


def load() -> dict[str, int]:
    procedure = ("code", "name", "rule", "event", "note")
    return {
        "权益类别": load_categories(),
        "信访形式": load_channels(),
        "关系": load_relations(),
        "办理程序": load_words(Procedure, "procedures.csv", *procedure),
        "办理方式": load_words(HandlingWay, "ways.csv", "code", "name"),
        "常用语": load_words(Phrase, "phrases.csv", "code", "text"),
    }
