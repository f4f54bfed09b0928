"""What was removed comes back for a month; what is on a disc is a line; a photo goes along."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from cases.demo.materials import bring_along
from cases.holding import HOLDER
from cases.models import CaseFile
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from portal.files import actions, presenters, storing
from portal.files.choices import Kind
from portal.files.models import StoredFile
from tests.factories import files
from tests.factories.cases import CaseFactory
from tests.factories.files import FileFactory
from tests.factories.people import ROOT
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(scene):
    return f"/files/cases/{scene.case.number}/"


def by(scene, who):
    return {"holder": HOLDER, "record": scene.case, "actor": scene.cast[who], "at": clock.now()}


@pytest.fixture
def removed(scene):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        return actions.remove(file_id=scene.file.pk, **by(scene, "clerk"))


# ── Coming back ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["clerk", "leader"])
def test_whoever_removed_it_and_the_reviewer_bring_it_back(scene, base, removed, who):
    browser = client_of(scene.cast[who])
    assert "已移除的材料（1份" in browser.get(base).content.decode()

    answer = browser.post(f"{base}{removed.pk}/restore/")

    assert answer.headers["Location"] == f"/cases/{scene.case.number}/"
    assert browser.get(f"{base}{removed.pk}/content/").status_code == 200
    assert StoredFile.objects.get(pk=removed.stored).doomed_at is None
    with scope(ROOT):
        assert LogEntry.objects.filter(action="case.file_restore").count() == 1


def test_a_colleague_is_not_shown_it_and_cannot_bring_it_back(scene, removed):
    colleague = replace(scene.cast["clerk"], account_id=scene.cast["viewer"].account_id)
    about = by(scene, "clerk") | {"actor": colleague}
    with transaction.atomic(), scope(scene.cast["clerk"]):
        assert presenters.board(HOLDER, scene.case, colleague).removed == ()
        with pytest.raises(Refused, match="只有移除的人和主管"):
            actions.restore(file_id=removed.pk, **about)


@pytest.mark.parametrize("who", ["viewer", "coordinator"])
def test_who_only_looks_brings_nothing_back(scene, base, removed, who):
    answer = client_of(scene.cast[who]).post(f"{base}{removed.pk}/restore/")

    assert answer.status_code == 422
    assert "您可以查看" in answer.content.decode()


def test_after_a_month_it_is_gone(scene, removed):
    about, late = by(scene, "leader"), removed.removed_at + timedelta(days=30)
    with transaction.atomic(), scope(about["actor"]), pytest.raises(Refused, match="满30日"):
        actions.restore(file_id=removed.pk, **about | {"at": late})


def test_bytes_that_went_before_their_time_are_not_promised(scene, removed):
    StoredFile.objects.filter(pk=removed.stored).delete()
    with transaction.atomic(), scope(scene.cast["leader"]), pytest.raises(Refused):
        actions.restore(file_id=removed.pk, **by(scene, "leader"))


def test_what_stands_is_not_brought_back_twice(scene, base, removed):
    browser = client_of(scene.cast["clerk"])
    browser.post(f"{base}{removed.pk}/restore/")

    assert browser.post(f"{base}{removed.pk}/restore/").status_code == 422


# ── On a disc ───────────────────────────────────────────────────────────────────────────────────
def test_a_disc_is_a_line_that_offers_nothing_to_open(scene, base):
    browser = client_of(scene.cast["clerk"])

    assert browser.post(f"{base}disc/", {"name": "启动仪式录像1份"}).status_code == 302
    with scope(scene.cast["clerk"]):
        disc = CaseFile.objects.get(kind=Kind.DISC)
    page = browser.get(base).content.decode()

    assert (disc.name, disc.size, disc.stored, disc.is_on_disc) == ("启动仪式录像1份", 0, "", True)
    assert "另以光盘、U盘报送" in page
    assert f"{disc.pk}/content/" not in page
    assert browser.get(f"{base}{disc.pk}/").status_code == 200
    for end in ("content", "small", "large", "blur"):
        assert browser.get(f"{base}{disc.pk}/{end}/").status_code == 404, end
    assert actions.sweep(at=clock.now() + timedelta(hours=2)).missing == ()


def test_a_disc_is_removed_and_brought_back_like_a_file(scene, base):
    browser = client_of(scene.cast["clerk"])
    browser.post(f"{base}disc/", {"name": "录像"})
    with scope(scene.cast["clerk"]):
        disc = CaseFile.objects.get(kind=Kind.DISC)
    browser.post(f"{base}{disc.pk}/remove/")

    assert browser.post(f"{base}{disc.pk}/restore/").status_code == 302
    assert f"{disc.pk}/" in browser.get(base).content.decode()


@pytest.mark.parametrize("name", ["", "  ", "录" * 101, "录\u202e像", "录\x00像"])
def test_a_disc_without_a_sensible_name_is_answered(scene, base, name):
    answer = client_of(scene.cast["clerk"]).post(f"{base}disc/", {"name": name})

    assert answer.status_code == 422
    assert "files-wrong" in answer.content.decode()


# ── From another record ─────────────────────────────────────────────────────────────────────────
@pytest.fixture
def other(scene):
    return CaseFactory(actor=scene.cast["clerk"])


def take(scene, other, who="clerk", **changed):
    about = by(scene, who) | {"record": other, "source": HOLDER, "source_record": scene.case}
    with transaction.atomic(), scope(scene.cast[who]):
        return actions.copy(**about | {"file_id": scene.file.pk} | changed)


def test_a_picture_goes_along_with_all_that_is_said_of_it(scene, other):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        actions.describe(
            file_id=scene.file.pk, role="photo", caption="院坝会", consent="given", has_minor=True,
            **by(scene, "clerk"),
        )  # fmt: skip

    made = take(scene, other)

    assert made.stored != scene.file.stored
    assert (made.case_id, made.digest, made.caption) == (other.pk, scene.file.digest, "院坝会")
    assert (made.role, made.consent, made.has_minor) == ("photo", "given", True)
    assert {name for name, _ in storing.listed()} >= set(storing.names_of(made.stored))
    with pytest.raises(Refused, match="已经在材料里"):
        take(scene, other)


def test_only_a_picture_that_is_there_goes_along(scene, other):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        paper = FileFactory(
            record=scene.case, actor=scene.cast["clerk"], upload=files.upload(files.PDF, "a.pdf")
        )

    with pytest.raises(Refused, match="只能选用照片"):
        take(scene, other, file_id=paper.pk)
    with pytest.raises(Refused, match="已被移除"):
        take(scene, other, file_id=other.pk)


# ── What the demo brings along ──────────────────────────────────────────────────────────────────
def test_the_demo_s_sheet_is_on_the_case_and_says_who_drew_it(scene, other):
    clerk = scene.cast["clerk"]
    with transaction.atomic(), scope(clerk):
        for case in (scene.case, other):
            bring_along(case, actor=clerk, at=clock.now())
        sheet, unlike = (HOLDER.files_of(case, clerk).last() for case in (scene.case, other))

    assert sheet.is_sealed
    assert "演示程序绘制" in sheet.caption
    assert sheet.digest != unlike.digest
