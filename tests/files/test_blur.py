"""A blurred face is gone from everything that is given to anybody."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from portal.files import actions, pictures
from portal.files.models import Likeness, StoredFile
from tests.factories import files
from tests.factories.people import ROOT
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
FACE = (250, 250, 250, 250)  # thousandths: 160, 120 to 320, 240 of 640 × 480


def checked(size=(640, 480), cell=8):
    """A chess board: what an averaged box has nothing left of."""
    board = Image.new("L", (size[0] // cell, size[1] // cell))
    board.putdata([(x + y) % 2 * 255 for y in range(board.height) for x in range(board.width)])
    out = io.BytesIO()
    board.resize(size, Image.Resampling.NEAREST).save(out, "JPEG", quality=95)
    return out.getvalue()


def contrast(image, place):
    return ImageStat.Stat(image.convert("L").crop(place)).stddev[0]


def given(browser, url):
    return Image.open(io.BytesIO(b"".join(browser.get(url).streaming_content)))


@pytest.fixture
def photo(scene):
    clerk = scene.cast["clerk"]
    with scope(clerk):
        return files.FileFactory(
            record=scene.case, actor=clerk, upload=files.upload(checked(), "院坝会.jpg")
        )


@pytest.fixture
def url(scene, photo):
    return f"/files/cases/{scene.case.number}/{photo.pk}/"


def test_no_copy_shows_the_face_any_more(scene, photo, url):
    browser = client_of(scene.cast["clerk"])
    whole = given(browser, f"{url}content/")
    before = contrast(whole, (170, 130, 310, 230))

    answer = browser.post(f"{url}blur/", {"boxes": "250,250,250,250"})

    assert answer.headers["Location"] == url
    after = {end: given(browser, f"{url}{end}/") for end in ("content", "large", "small")}
    for end, image in after.items():
        scale = image.width / 640
        place = tuple(round(side * scale) for side in (170, 130, 310, 230))
        assert contrast(image, place) < before / 10, end
    outside = (340, 260, 620, 460)
    change = ImageChops.difference(whole.crop(outside), after["content"].crop(outside))
    assert ImageStat.Stat(change).mean[0] < 3
    with scope(scene.cast["clerk"]):
        photo.refresh_from_db()
    assert photo.blurred_at is not None
    assert "人像已遮挡" in browser.get(url).content.decode()


def test_the_bytes_before_are_given_to_nobody_and_go(scene, photo):
    clerk, before = scene.cast["clerk"], (photo.stored, photo.digest)
    with scope(clerk):
        file = actions.blur(
            record=scene.case, file_id=photo.pk, boxes=[FACE], holder=files.HOLDER, actor=clerk,
            at=clock.now(),
        )  # fmt: skip

    assert before[0] != file.stored
    assert before[1] != file.digest
    assert StoredFile.objects.get(pk=before[0]).doomed_at == file.blurred_at
    assert StoredFile.objects.get(pk=file.stored).doomed_at is None
    assert Likeness.objects.filter(stored=file.stored).exists()
    with scope(ROOT):
        assert LogEntry.objects.filter(action="case.file_blur", data__boxes=1).exists()


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ("", "还没有画遮挡框"),
        (";" * 50, "还没有画遮挡框"),
        (";".join(["1,1,9,9"] * 41), "最多画40个"),
        ("1,2,3", "没有看懂遮挡框"),
        ("a,b,c,d", "没有看懂遮挡框"),
        ("1,1,0,9", "没有看懂遮挡框"),
        ("-5,1,9,9", "没有看懂遮挡框"),
        ("1,1,9,1001", "没有看懂遮挡框"),
        ("１,1,9,9;1e3,1,1,1", "没有看懂遮挡框"),
        ("1,1,9,9" * 300, "遮挡框"),
    ],
)
def test_a_senseless_box_is_answered_and_nothing_changes(scene, photo, url, boxes, words):
    answer = client_of(scene.cast["clerk"]).post(f"{url}blur/", {"boxes": boxes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    with scope(scene.cast["clerk"]):
        photo.refresh_from_db()
    assert photo.blurred_at is None


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (999, 999, 1, 1), (0, 0, 1000, 1000),
                                 (1000, 1000, 1000, 1000), (900, 0, 1000, 1)])  # fmt: skip
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (640, 480)])
def test_any_box_is_a_place_in_the_picture(box, size):
    left, top, right, bottom = pictures.pixels(box, size)

    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    pictures.coarsened(checked(size, cell=1), [box], None)


def test_only_a_picture_has_faces(scene):
    clerk = scene.cast["clerk"]
    with scope(clerk):
        paper = files.FileFactory(
            record=scene.case, actor=clerk, upload=files.upload(files.PDF, "回执.pdf")
        )
        with pytest.raises(Refused, match="只有照片"):
            actions.blur(
                record=scene.case, file_id=paper.pk, boxes=[FACE], holder=files.HOLDER,
                actor=clerk, at=clock.now(),
            )  # fmt: skip
    page = f"/files/cases/{scene.case.number}/{paper.pk}/blur/"
    assert client_of(clerk).get(page).status_code == 404


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"has_minor": "on", "consent": "given"}, "blur/"),
        ({"consent": "not_given"}, "blur/"),
        ({"consent": "given"}, None),
    ],
)
def test_who_should_not_be_recognised_leads_to_the_boxes(scene, photo, url, said, where):
    answer = client_of(scene.cast["clerk"]).post(url, {"role": "photo", "caption": "院坝会"} | said)

    assert answer.headers["Location"] == (url + where if where else f"/cases/{scene.case.number}/")
