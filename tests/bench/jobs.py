"""python -m tests.bench.jobs photo|export|households: one job alone, told as a line of JSON."""

import io
import json
import os
import resource
import sys
import tempfile
import time

import django

PIXELS = 4000, 3000
TIMES = 5
MOST = 100_000  # rows of the export
HOMES = 20_000  # rows of the sheet


def memory() -> float:
    """The most this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def photo() -> dict[str, float]:
    from portal.files.pictures import redraw
    from portal.files.sanitise import LONGEST_PHOTO

    content = made_photo()
    ours, bare = [], []
    for _ in range(TIMES):
        ours.append(seconds(lambda: redraw(io.BytesIO(content), longest=LONGEST_PHOTO)))
        bare.append(seconds(lambda: decoded_and_encoded(content)))
    return {"ms": min(ours) * 1000, "ratio": min(ours) / min(bare)}


def made_photo() -> bytes:
    """Twelve million pixels of soft shapes with grain, as a telephone writes them."""
    from PIL import Image

    grain = Image.effect_noise(PIXELS, 24)
    shapes = Image.radial_gradient("L").resize(PIXELS)
    picture = Image.merge("RGB", (shapes, grain, Image.blend(shapes, grain, 0.3)))
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=92)
    return target.getvalue()


def decoded_and_encoded(content: bytes) -> None:
    from PIL import Image

    from portal.files.pictures import QUALITY

    Image.open(io.BytesIO(content)).convert("RGB").save(io.BytesIO(), "JPEG", quality=QUALITY)


def seconds(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def export() -> dict[str, float]:
    """The register of the whole city, as its page writes it; then what was read once more through
    both writers alone."""
    from django.db import transaction

    from cases import exports
    from cases.models import Case
    from portal import clock
    from portal.access import scope
    from portal.sheets.exports import write

    actor, at, fields = person("demo-coordinator"), clock.now(), exports.USUAL
    with transaction.atomic(), scope(actor):
        found = Case.objects.visible_to(actor).for_list()
        found = found.filter(pk__in=found.order_by("-pk").values("pk")[:MOST])
        rows = exports.rows(found, actor=actor, is_plain=False)
        whole = {"title": exports.TITLE, "fields": fields, "actor": actor, "at": at}
        took = seconds(lambda: write(rows=rows, is_personal=True, **whole))
        held = memory()
        kept = list(exports.rows(found, actor=actor, is_plain=False))
        ours = seconds(lambda: write(rows=kept, is_personal=True, **whole))
        theirs = seconds(lambda: by_xlsxwriter(kept, [field.key for field in fields]))
    return {"seconds": took, "memory": held, "ratio": ours / theirs, "rows": len(kept)}


def by_xlsxwriter(rows: list[dict], keys: list[str]) -> None:
    import xlsxwriter

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        book = xlsxwriter.Workbook(file.name, {"constant_memory": True})
        page = book.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, [row[key] for key in keys])
        book.close()


def person(username: str):
    from portal.accounts.models import Posting

    postings = Posting.objects.present().select_related("account", "unit")
    return postings.get(account__username=username).actor()


def households() -> dict[str, float]:
    """A sheet of a county's households: checked, then written, and taken back at the end."""
    from django.db import transaction

    from portal import clock
    from portal.access import scope
    from portal.sheets import actions, registry

    actor, at = person("demo-clerk"), clock.now()
    content = made_sheet(actor)
    with transaction.atomic(), scope(actor):
        sheet = registry.sheet_for(actor, "households")
        before = memory()
        began = time.perf_counter()
        upload = actions.take_file(
            sheet=sheet, name="名册.xlsx", content=content, actor=actor, at=at
        )
        checked = time.perf_counter() - began
        actions.import_file(upload=upload, mode="all", actor=actor, at=at)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    rate = HOMES / took
    return {"rate": rate, "checked": checked, "memory": memory(), "before": before}


def made_sheet(actor) -> bytes:
    import random

    import xlsxwriter

    from families.imports.households import COLUMNS, villages
    from tests.bench import words

    chance, places = random.Random(7), [code for code, _ in villages(actor)]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [column.label for column in COLUMNS])
        for place in range(HOMES):
            name = words.person(chance) + "家"
            row = [places[place % len(places)], name, 2 + place % 4, "农村", f"{place}组"]
            page.write_row(place + 1, 0, [*row, f"{place}号", f"1000{place:07d}"])
    return target.getvalue()


JOBS = {"photo": photo, "export": export, "households": households}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    print(json.dumps(JOBS[sys.argv[1]]()))
