"""Near-same pictures are found whatever was done to them, others are not, and only the reviewer
is told, only of what she may see."""

import io
import os
import random
import sys
import time
from functools import cache

import pytest
from django.db import transaction

from cases.holding import HOLDER
from portal.access import scope
from portal.files import likeness, presenters
from portal.files.models import Likeness
from tests.factories import files
from tests.factories.cases import CaseFactory
from tests.factories.files import FileFactory
from tests.factories.scene import client_of
from tests.files.transformed import CHANGES, drawn

pytestmark = pytest.mark.django_db
PICTURES, OTHERS = 100, 100
CROWD = int(os.environ.get("LIKENESS_ROWS") or 3_000)  # 100,000 for the record


@cache
def marks_of(seed):
    return likeness.marks_to_keep(drawn(seed))


def keep(seeds):
    for seed in seeds:
        marks = marks_of(seed)
        Likeness.objects.create(
            stored=str(seed),
            holder="cases",
            terms=likeness.terms(marks),
            marks=likeness.packed(marks),
        )


def near(image):
    return Likeness.objects.near(holder="cases", asked=likeness.marks_to_ask(image))


def crowd(number):
    """So many fingerprints more: terms as frequent as in pictures, marks of none."""
    chance = random.Random(7)
    models = [marks_of(seed) for seed in range(100_000, 100_200)]
    pool = [term for marks in models for term in likeness.terms(marks)]
    each = len(pool) // len(models)
    for start in range(0, number, 1000):
        Likeness.objects.bulk_create(
            Likeness(
                stored=f"crowd-{place}",
                holder="cases",
                terms=sorted(set(chance.choices(pool, k=each))),
                marks=chance.randbytes(304),
            )
            for place in range(start, start + 1000)
        )


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_picture_is_found_after_what_people_do_to_it(change):
    keep(range(PICTURES))
    chance = random.Random(change.__name__)

    found = sum(str(n) in near(change(drawn(n), chance)) for n in range(PICTURES))

    assert found >= 0.95 * PICTURES


def test_another_picture_is_not():
    keep(range(PICTURES))

    false = sum(bool(near(drawn(n))) for n in range(PICTURES, PICTURES + OTHERS))

    assert false <= 0.01 * OTHERS


def test_among_many_pictures_the_same_is_found_and_no_other():
    crowd(CROWD)
    keep(range(20))
    took, false = [], 0
    for number in range(40):
        asked = likeness.marks_to_ask(drawn(number))
        begun = time.perf_counter()
        found = Likeness.objects.near(holder="cases", asked=asked)
        took.append(time.perf_counter() - begun)
        false += bool(set(found) - {str(number)})
        assert (str(number) in found) is (number < 20)
    record = f"{CROWD:,} pictures: {sorted(took)[20] * 1000:.1f} ms, false alarms {false}/40\n"
    sys.stderr.write(record)

    assert false == 0


@pytest.fixture
def twice(scene):
    """The same photo on a case of 新华区 and, a little smaller, on one of 卫东区."""
    out = io.BytesIO()
    drawn(3).resize((500, 375)).save(out, "JPEG", quality=60)
    big = io.BytesIO()
    drawn(3).save(big, "JPEG")
    made = {}
    for who, body in (("clerk", big), ("stranger", out)):
        actor = scene.cast[who]
        case = CaseFactory(actor=actor)
        with transaction.atomic(), scope(actor):
            made[who] = FileFactory(
                holder=HOLDER, record=case, actor=actor, upload=files.upload(body.getvalue(), "a")
            )
    return made


@pytest.mark.parametrize(
    ("who", "told"), [("city_leader", True), ("leader", False), ("coordinator", False)]
)
def test_only_the_reviewer_is_told_and_only_of_what_she_may_see(scene, twice, who, told):
    actor = scene.cast[who]
    with transaction.atomic(), scope(actor):
        found = presenters.near(HOLDER, twice["clerk"], actor)

    assert found == ([twice["stranger"]] if told else [])


def test_the_page_says_it_without_blame(scene, twice):
    case = twice["clerk"].case
    page = client_of(scene.cast["city_leader"]).get(f"/files/cases/{case}/{twice['clerk'].pk}/")
    words = page.content.decode()

    assert "与以往的照片相近，请核对" in words
    assert str(twice["stranger"].case) in words
    assert "抄袭" not in words


def test_a_white_sheet_is_like_no_other():
    assert likeness.terms([0, (1 << 128) - 1]) == []
