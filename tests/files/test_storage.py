"""Files live in any storage that Django knows, also in one without paths, as S3 is."""

import os
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from django.core.files.storage.memory import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cases.models import CaseFile
from portal.access import scope
from tests.factories.files import picture
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


def files_of(scene):
    with transaction.atomic(), scope(scene.cast["clerk"]):
        return set(CaseFile.objects.filter(case=scene.case).values_list("pk", flat=True))


def test_a_picture_goes_in_and_comes_out_of_a_storage_without_paths(scene, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.memory.InMemoryStorage"}
    }
    base, browser = f"/files/cases/{scene.case.number}/", client_of(scene.cast["clerk"])
    before = files_of(scene)
    sent = SimpleUploadedFile("现场.jpg", picture((800, 600)))

    assert browser.post(base, {"files": [sent], "role": "photo"}).status_code in {204, 302}

    (made,) = files_of(scene) - before
    assert isinstance(default_storage._wrapped, InMemoryStorage)
    for end in ("content", "small", "large"):
        answer = browser.get(f"{base}{made}/{end}/")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, end
        assert len(body) > 100, end


@pytest.mark.parametrize(("accel", "modes"), [("", "0o600 0o700"), ("/inside/", "0o640 0o750")])
def test_only_where_nginx_sends_the_files_its_group_may_read_them(tmp_path, accel, modes):
    says = "oct(s.FILE_UPLOAD_PERMISSIONS), oct(s.FILE_UPLOAD_DIRECTORY_PERMISSIONS)"
    done = subprocess.run(
        [sys.executable, "-c", f"from portal import settings as s; print({says})"],
        env=os.environ | {"PORTAL_FILES_ACCEL": accel, "PORTAL_VAR": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.strip() == modes
