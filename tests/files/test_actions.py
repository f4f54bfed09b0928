"""All or nothing: no row without its file, no file without its row after the sweep."""

import errno
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from cases.holding import HOLDER
from cases.models import CaseFile, CaseHappening
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.audit.models import LogEntry
from portal.files import actions, storing
from portal.files.choices import Consent, FileRole
from portal.files.models import StoredFile
from tests.factories import files
from tests.factories.files import FileFactory
from tests.factories.people import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(scene):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        yield scene.cast["clerk"]


@pytest.fixture
def about(scene, clerk):
    return {"holder": HOLDER, "record": scene.case, "actor": clerk, "at": clock.now()}


def names():
    return {name for name, _ in storing.listed()}


def order_of(scene, clerk):
    return list(HOLDER.files_of(scene.case, clerk).values_list("pk", flat=True))


# ── Putting there ───────────────────────────────────────────────────────────────────────────────
def test_a_file_is_there_with_its_row_its_line_and_its_entry(scene, about):
    file = actions.attach(
        upload=files.upload(files.PDF, "告诫书.pdf"), role=FileRole.SEALED, caption="有章", **about
    )

    with storing.fetch(file.stored) as kept:
        assert kept.read() == files.PDF
    assert (file.unit_code, file.position, file.is_sealed) == ("410402", 2, True)
    line = CaseHappening.objects.filter(case=scene.case, verb="file").latest("at", "pk")
    assert "告诫书.pdf" in line.data["text"]


def test_the_log_gets_no_name_of_a_file(scene, about):
    actions.attach(upload=files.upload(files.PDF, "张桂兰身份证.pdf"), **about)

    with scope(ROOT):
        entries = LogEntry.objects.filter(action="case.file")
        assert entries.exists()
        assert not any("张桂兰" in str(e.data) + e.target_label for e in entries)


def test_the_name_in_the_store_says_nothing(scene):
    assert scene.file.stored.startswith("files/cases/")
    assert "现场" not in scene.file.stored


def test_folders_and_files_are_ours_alone(scene, store):
    path = store / scene.file.stored

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert store.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_nothing(scene, about, monkeypatch, after):
    before, save, count = names(), default_storage.save, []

    def full(name, content, **options):
        count.append(name)
        if len(count) > after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(name, content, **options)

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(Refused) as refused:
        FileFactory(**about)

    assert refused.value.words == storing.NO_SPACE
    assert names() == before
    assert HOLDER.files_of(scene.case, about["actor"]).count() == 1


def test_a_row_that_fails_takes_its_file_along(scene, about, monkeypatch):
    before = names()
    monkeypatch.setattr(actions.keeping.audit, "record", broken)

    with pytest.raises(RuntimeError), transaction.atomic():
        FileFactory(**about)

    assert names() == before


def broken(**ignored):
    raise RuntimeError("the log cannot be written")


def test_no_more_than_the_record_takes(about):
    from dataclasses import replace

    with pytest.raises(Refused, match="材料已有1份，最多1份"):
        FileFactory(**about | {"holder": replace(HOLDER, most=1)})


@pytest.mark.parametrize("who", ["viewer", "coordinator"])
def test_who_only_looks_may_not_change(scene, who):
    actor = scene.cast[who]
    about = {"holder": HOLDER, "record": scene.case, "actor": actor, "at": clock.now()}
    with scope(actor):
        for act in (
            lambda: FileFactory(**about),
            lambda: actions.remove(file_id=scene.file.pk, **about),
            lambda: actions.reorder(order=[scene.file.pk], **about),
            lambda: actions.describe(file_id=scene.file.pk, role="plain", caption="", **about),
        ):
            with pytest.raises(Refused, match="您可以查看"):
                act()


def test_what_sounds_is_a_recording(about):
    sound = files.upload(b"ID3\x04" + b"\0" * 99, "录音.mp3")

    assert actions.attach(upload=sound, role=FileRole.SEALED, **about).role == FileRole.RECORDING


# ── Describing, ordering, taking away ───────────────────────────────────────────────────────────
def test_a_minor_in_the_picture_needs_a_word_on_consent(scene, about):
    said = {"role": "photo", "caption": "院坝会", "has_minor": True, "file_id": scene.file.pk}

    with pytest.raises(Refused, match="监护人"):
        actions.describe(consent="", **said, **about)
    file = actions.describe(consent=Consent.GIVEN, **said, **about)

    assert (file.caption, file.has_minor, file.consent) == ("院坝会", True, "given")


def test_files_stand_in_the_order_they_were_put(scene, about, clerk):
    made = [scene.file.pk, *(FileFactory(**about).pk for _ in range(3))]
    assert order_of(scene, clerk) == made

    wanted = [made[2], made[0], made[3], made[1]]
    actions.reorder(order=wanted, **about)

    assert order_of(scene, clerk) == wanted


def test_an_order_of_other_files_is_refused(scene, about, clerk):
    more = FileFactory(**about).pk
    for order in ([scene.file.pk], [more, more], [more, scene.file.pk, more]):
        with pytest.raises(Refused, match="刚刚变过"):
            actions.reorder(order=order, **about)


def test_what_is_removed_is_gone_from_the_record_and_kept_for_a_month(scene, about, clerk):
    actions.remove(file_id=scene.file.pk, **about)

    assert order_of(scene, clerk) == []
    assert actions.sweep(at=about["at"] + timedelta(days=29)).expired == 0
    assert scene.file.stored in names()
    assert actions.sweep(at=about["at"] + timedelta(days=31)).expired == 1
    assert names().isdisjoint(storing.names_of(scene.file.stored))
    assert not StoredFile.objects.filter(pk=scene.file.stored).exists()
    with pytest.raises(Refused, match="已被移除"):
        actions.remove(file_id=scene.file.pk, **about)


# ── The sweep ───────────────────────────────────────────────────────────────────────────────────
def test_a_process_killed_between_file_and_row_leaves_nothing_after_the_sweep(scene, about):
    """The file is written and the row never comes: nobody names it."""
    before = names()
    clean = actions.keeping.examine(files.upload(files.picture(), "半.jpg"), role="plain")
    stored = storing.put(clean, folder="cases", at=about["at"])

    assert actions.sweep(at=clock.now()).orphans == 0, "it may still be on its way"
    swept = actions.sweep(at=clock.now() + timedelta(hours=2))

    assert swept.orphans == len(storing.names_of(stored))
    assert names() == before
    assert swept.missing == ()


def test_a_rolled_back_page_leaves_nothing_after_the_sweep(scene, about):
    with transaction.atomic():
        stored = FileFactory(**about).stored
        transaction.set_rollback(True)
    assert stored in names()

    actions.sweep(at=clock.now() + timedelta(hours=2))

    assert stored not in names()


def test_files_of_cases_nobody_may_see_are_not_orphans(scene):
    """The sweep asks a list without content, not the rows that policies hide."""
    actions.sweep(at=clock.now() + timedelta(days=400))

    assert scene.file.stored in names()


def test_a_row_without_its_file_is_named(scene):
    default_storage.delete(scene.file.stored)

    assert actions.sweep(at=clock.now() + timedelta(hours=2)).missing == (scene.file.stored,)


def test_what_was_still_arriving_when_a_process_died_is_swept(store, settings):
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True)
    left = settings.FILE_UPLOAD_TEMP_DIR / "tmp123.upload.jpg"
    left.write_bytes(b"half")

    assert actions.sweep(at=clock.now()).orphans == 0
    assert actions.sweep(at=clock.now() + timedelta(hours=2)).orphans == 1
    assert not left.exists()


def test_a_file_is_the_case_s_own_row(scene, clerk):
    assert CaseFile.objects.visible_to(clerk).get().digest == scene.file.digest
