"""She sends several at once, says what they are, puts them in order and covers the faces."""

import io

import pytest
from django.db import transaction
from PIL import Image
from playwright.sync_api import expect

from cases.models import CaseFile
from portal.access import scope
from tests.factories import files
from tests.files.transformed import drawn
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
ROWS = "[data-file] .file-name a"


@pytest.fixture(autouse=True)
def store(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"


@pytest.fixture
def case(city):
    """The scene's case, its own picture gone with the folder it lay in."""
    clerk = city.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        CaseFile.objects.filter(pk=city.file.pk).delete()
    return city.case


def photo(seed):
    out = io.BytesIO()
    drawn(seed, (1200, 900)).save(out, "JPEG")
    return out.getvalue()


def sent(name, body, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": body}


def pixels_of(case, clerk, name):
    """The picture as it lies in the store now, small."""
    from portal.files import storing

    with transaction.atomic(), scope(clerk):
        file = CaseFile.objects.get(case=case, name=name)
    with storing.fetch(storing.copy_of(file.stored, "small")) as small:
        return Image.open(io.BytesIO(small.read())).convert("L"), file


def test_from_the_phone_s_pictures_to_covered_faces(house, city, case):
    clerk = city.cast["clerk"]
    page = house.window(clerk)
    page.goto(f"/cases/{case.number}/")
    page.wait_for_load_state("networkidle")  # behaviours are loaded one by one

    page.locator(".files select[name=role]").select_option("photo")
    page.locator(".files input[name=files]").set_input_files(
        [
            sent("院坝会.jpg", photo(1)),
            sent("坏.pdf", b"%PDF-1.4", "application/pdf"),
            sent("合影.jpg", photo(2)),
            sent("回执.pdf", files.PDF, "application/pdf"),
        ]
    )
    expect(page.locator(ROWS)).to_have_text(["院坝会.jpg", "合影.jpg", "回执.pdf"])
    expect(page.locator(".file-going .is-wrong")).to_contain_text("坏.pdf：文件已损坏")

    last_goes_first(page, "回执.pdf")
    shot(page, "files_list")

    page.locator(ROWS, has_text="合影.jpg").click()
    page.locator("[name=caption]").fill("启动仪式合影")
    page.get_by_text("拍到的人已同意使用").click()  # her words; the box itself is not to be seen
    expect(page.get_by_label("拍到的人已同意使用")).to_be_checked()
    page.get_by_label("拍到未成年人").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/blur/")
    cover_faces(page)
    before, _ = pixels_of(case, clerk, "合影.jpg")
    shot(page, "files_blur")
    page.get_by_role("button", name="遮挡并保存").click()

    expect(page.locator("main")).to_contain_text("人像已遮挡，原照片不再提供")
    after, file = pixels_of(case, clerk, "合影.jpg")
    assert file.blurred_at is not None
    assert before.crop((40, 40, 80, 80)).tobytes() != after.crop((40, 40, 80, 80)).tobytes()
    removed_by_mistake(page)


def last_goes_first(page, name):
    """By Enter on its arrow: the focus stays with it, and turns when it can go no further."""
    page.locator("[data-file] button[value=up]").last.focus()
    for place in (1, 0):
        page.keyboard.press("Enter")
        expect(page.locator(ROWS).nth(place)).to_have_text(name)
    expect(page.locator("[data-file] button[value=down]").first).to_be_focused()


def cover_faces(page):
    """One box by pointer, one by keyboard, one taken away again."""
    page.wait_for_load_state("networkidle")
    stage = page.locator("[data-blur-stage]").bounding_box()
    page.mouse.move(stage["x"] + stage["width"] * 0.1, stage["y"] + stage["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 0.3, stage["y"] + stage["height"] * 0.4)
    page.mouse.up()
    expect(page.locator("[name=boxes]")).to_have_value("100,100,200,300")
    page.locator("[data-blur-add]").focus()
    for key in ("Enter", "ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("[name=boxes]")).to_have_value("100,100,200,300;410,300,200,190")
    page.keyboard.press("Delete")
    expect(page.locator("[data-blur-count]")).to_have_text("已画1处")


def removed_by_mistake(page):
    page.get_by_text("移除这份材料").click()
    page.locator(".modal").get_by_role("button", name="移除", exact=True).click()
    expect(page.locator(ROWS)).to_have_text(["回执.pdf", "院坝会.jpg"])
    page.get_by_text("已移除的材料（1份，30日内可恢复）").click()
    page.get_by_role("button", name="恢复合影.jpg").click()
    expect(page.locator(ROWS)).to_have_text(["回执.pdf", "院坝会.jpg", "启动仪式合影"])


def test_on_the_phone_nothing_hangs_over_the_edge(house, city, case):
    page = house.window(city.cast["clerk"], viewport=PHONE, has_touch=True)
    page.goto(f"/files/cases/{case.number}/")
    page.wait_for_load_state("networkidle")
    page.locator("input[name=files]").set_input_files([sent("一个很长很长的文件名" * 5, photo(3))])
    expect(page.locator(ROWS)).to_have_count(1)
    page.get_by_text("另行报送（光盘、U盘）").click()
    page.get_by_label("盘里有什么").fill("启动仪式录像1份")
    page.get_by_role("button", name="记下另行报送").click()
    expect(page.locator(ROWS)).to_have_count(2)
    shot(page, "files_phone")

    page.locator(ROWS).first.click()
    page.get_by_role("link", name="遮挡人像").click()
    page.wait_for_load_state("networkidle")
    stage = page.locator("[data-blur-stage]").bounding_box()
    page.touchscreen.tap(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
    expect(page.locator("[data-blur-count]")).to_have_text("已画1处")
    shot(page, "files_blur_phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
