"""Files over HTTP: who gets them, with which headers, and what the page says."""

import io
import re

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import CaseFile
from portal.access import scope
from portal.audit.models import LogEntry
from portal.files import uploads
from tests.factories import files
from tests.factories.people import ROOT
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
WITHOUT = ("stranger", "hotline", "town", "police", "branch", "sysadmin", "auditor")


@pytest.fixture
def base(scene):
    return f"/files/cases/{scene.case.number}/"


@pytest.fixture
def browser(scene):
    return client_of(scene.cast["clerk"])


def send(browser, base, *sent, **headers):
    uploaded = [SimpleUploadedFile(name, content) for name, content in sent]
    return browser.post(base, {"files": uploaded, "role": "plain"}, headers=headers)


def kept(scene):
    with scope(scene.cast["clerk"]):
        return [f.name for f in CaseFile.objects.filter(case=scene.case).order_by("position")]


# ── Who gets them ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", [*WITHOUT, "colleague"])
def test_a_stranger_gets_404_for_the_file_and_for_its_small_copy(scene, base, who):
    actor = scene.colleague if who == "colleague" else scene.cast[who]
    browser = client_of(actor)
    for end in ("", f"{scene.file.pk}/", f"{scene.file.pk}/content/", f"{scene.file.pk}/small/",
                f"{scene.file.pk}/large/"):  # fmt: skip
        assert browser.get(base + end).status_code == 404, end


def test_a_file_is_not_found_under_another_record(scene, browser):
    assert browser.get(f"/files/cases/410402-2026-999/{scene.file.pk}/content/").status_code == 404
    assert browser.get(f"/files/people/410402-2026-1/{scene.file.pk}/content/").status_code == 404


def test_a_download_is_a_download(scene, base, browser):
    answer = browser.get(f"{base}{scene.file.pk}/content/")
    image = Image.open(io.BytesIO(b"".join(answer.streaming_content)))

    assert image.size == (640, 480)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%8E")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("size", "longest"), [("small", 320), ("large", 640)])
def test_a_copy_is_shown_in_the_page(scene, base, browser, size, longest):
    answer = browser.get(f"{base}{scene.file.pk}/{size}/")

    assert answer.headers["Content-Disposition"] == "inline"
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).width == longest


def test_that_a_file_was_opened_is_written_down(scene, base, browser):
    for end in ("content", "large", "small"):
        browser.get(f"{base}{scene.file.pk}/{end}/")

    with scope(ROOT):
        entries = LogEntry.objects.filter(action="file.read", target_id=str(scene.file.pk))
        assert sorted(entry.data["copy"] for entry in entries) == ["", "large"]


def test_the_server_in_front_may_send_the_bytes(scene, base, browser, settings):
    settings.FILES_ACCEL = "/protected/"

    answer = browser.get(f"{base}{scene.file.pk}/content/")

    assert answer.headers["X-Accel-Redirect"] == f"/protected/{scene.file.stored}"
    assert answer.content == b""


def test_a_file_that_is_missing_is_not_found(scene, base, browser, store):
    (store / scene.file.stored).unlink()

    assert browser.get(f"{base}{scene.file.pk}/content/").status_code == 404


def test_a_removed_file_is_not_found(scene, base, browser):
    assert browser.post(f"{base}{scene.file.pk}/remove/").status_code == 302

    assert browser.get(f"{base}{scene.file.pk}/content/").status_code == 404


# ── Sending ─────────────────────────────────────────────────────────────────────────────────────
def test_several_come_in_at_once_without_a_script(scene, base, browser):
    answer = send(browser, base, ("回执.pdf", files.PDF), ("照片.png", files.picture(form="PNG")))

    assert answer.headers["Location"] == f"/cases/{scene.case.number}/"
    assert kept(scene) == ["现场.jpg", "回执.pdf", "照片.jpg"]


def test_the_good_ones_stay_and_the_bad_ones_are_named(scene, base, browser):
    answer = send(browser, base, ("回执.pdf", files.PDF), ("程序.exe", b"MZ" * 99), ("空.txt", b""))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "程序.exe：暂不支持这种文件" in page
    assert "空.txt：" in page
    assert kept(scene) == ["现场.jpg", "回执.pdf"]


def test_a_script_sends_one_and_hears_a_word(scene, base, browser):
    one = {"HX-Request": "true", "X-One-File": "1"}

    assert send(browser, base, ("回执.pdf", files.PDF), **one).status_code == 204
    answer = send(browser, base, ("坏.pdf", b"%PDF-1.4"), **one)

    assert answer.status_code == 422
    assert "坏.pdf：文件已损坏" in answer.content.decode()
    assert "error-short" in answer.content.decode()


def test_nothing_chosen_is_said(base, browser):
    answer = browser.post(base, {"role": "plain"})

    assert answer.status_code == 422
    assert "请重新选择要上传的文件" in answer.content.decode()


def test_a_file_over_every_limit_is_named_with_its_size(scene, base, browser, settings):
    settings.LARGEST_UPLOAD = 1 * MEGABYTE

    answer = send(browser, base, ("录像.mp4", b"\0" * (25 * MEGABYTE)), ("回执.pdf", files.PDF))

    assert "录像.mp4：文件25MB，超过20MB。" in answer.content.decode()
    assert kept(scene) == ["现场.jpg", "回执.pdf"]
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_a_disk_that_fills_while_it_arrives_is_said_and_leaves_nothing(
    scene, base, browser, settings, monkeypatch
):
    class Full(uploads.TemporaryUploadedFile):
        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "TemporaryUploadedFile", Full)

    answer = send(browser, base, ("回执.pdf", files.PDF))

    assert "存储空间不足" in answer.content.decode()
    assert kept(scene) == ["现场.jpg"]
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_who_is_not_signed_in_fills_no_disk(base, settings):
    """The token of the page is looked for in the form, which is read for that."""
    passer_by = client_of(None, enforce_csrf_checks=True)
    passer_by.cookies["csrftoken"] = "a" * 32

    answer = send(passer_by, base, ("大.pdf", files.PDF))

    assert answer.status_code == 403
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_uploads_are_never_gathered_in_memory():
    assert django_settings.FILE_UPLOAD_HANDLERS == ["portal.files.uploads.ToFile"]


BOUNDARY = "multipart/form-data; boundary=x"
RAW = (
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%s\r\n--x--\r\n"
)


@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le"])
def test_a_name_in_another_encoding_is_answered(scene, base, browser, codec):
    """No browser of today sends one; what does, hears that no file was understood."""
    answer = browser.generic(
        "POST", base, RAW % ("回执.pdf".encode(codec), files.PDF), content_type=BOUNDARY
    )

    assert answer.status_code == 422
    assert "没有收到文件" in answer.content.decode()
    assert kept(scene) == ["现场.jpg"]


def test_a_name_in_signs_of_an_address_is_that_name(scene, base, browser):
    name = b"%E5%9B%9E%E6%89%A7.pdf"

    assert browser.generic("POST", base, RAW % (name, files.PDF), BOUNDARY).status_code == 302
    assert kept(scene)[1:] == [name.decode()]


def test_html_in_a_name_is_only_a_name(base, browser, scene):
    send(browser, base, ("<img src=x onerror=a>.pdf", files.PDF))

    page = browser.get(f"/cases/{scene.case.number}/").content.decode()
    assert "<img src=x" not in page
    assert kept(scene)[1] == "_img src=x onerror=a_.pdf"


# ── The page ────────────────────────────────────────────────────────────────────────────────────
def test_arrows_move_a_file(scene, base, browser):
    send(browser, base, ("回执.pdf", files.PDF))
    browser.post(f"{base}order/", {"file": str(scene.file.pk), "way": "down"})

    assert kept(scene) == ["回执.pdf", "现场.jpg"]


@pytest.mark.parametrize(
    "bad", [{}, {"order": "x,y"}, {"file": "x"}, {"order": "\x00"}, {"order": ",,"}]
)
def test_a_senseless_order_is_answered(base, browser, bad):
    answer = browser.post(f"{base}order/", bad)

    assert answer.status_code == 422
    assert "没有看懂新的顺序" in answer.content.decode()


def test_a_description_is_kept_and_shown(scene, base, browser):
    said = {"role": "sealed", "caption": "加盖公章的告诫书", "consent": "nobody"}

    assert browser.post(f"{base}{scene.file.pk}/", said).status_code == 302
    page = browser.get(f"/cases/{scene.case.number}/").content.decode()

    assert "加盖公章的告诫书" in page
    assert re.search(r"file-seal[^<]*>盖章件", page)


def test_who_only_looks_sees_no_box(scene, base):
    page = client_of(scene.cast["viewer"]).get(base).content.decode()

    assert 'type="file"' not in page
    assert "您可以查看，但不能上传" in page


@pytest.mark.parametrize("content", [files.PDF, files.picture()])
def test_the_page_of_one_file_asks_what_fits_it(scene, base, browser, content):
    send(browser, base, ("新的", content))
    with scope(scene.cast["clerk"]):
        file = CaseFile.objects.get(name__startswith="新的")

    page = browser.get(f"{base}{file.pk}/").content.decode()

    assert ("拍到未成年人" in page) is file.is_picture
    assert file.digest in page


def test_wps_files_say_how_to_be_read(scene, base, browser):
    send(browser, base, ("表.et", files.container("Workbook")))

    assert "另存为" in browser.get(base).content.decode()
