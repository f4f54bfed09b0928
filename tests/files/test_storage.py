"""Files live in any storage that Django knows, also in one without paths, as S3 is."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.storage.memory import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.files import picture
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


def test_a_picture_goes_in_and_comes_out_of_a_storage_without_paths(scene, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.memory.InMemoryStorage"}
    }
    base, browser = f"/files/cases/{scene.case.number}/", client_of(scene.cast["clerk"])
    before = {row.pk for row in type(scene.file).objects.filter(case=scene.case)}
    sent = SimpleUploadedFile("现场.jpg", picture((800, 600)))

    assert browser.post(base, {"files": [sent], "role": "photo"}).status_code in {204, 302}

    made = type(scene.file).objects.filter(case=scene.case).exclude(pk__in=before).get()
    assert isinstance(default_storage._wrapped, InMemoryStorage)
    for end in ("content", "small", "large"):
        answer = browser.get(f"{base}{made.pk}/{end}/")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, end
        assert len(body) > 100, end
