import pytest

from tests.factories.people import key_ring
from tests.factories.scene import scene

__all__ = ["key_ring", "scene"]


@pytest.fixture(autouse=True)
def store(tmp_path, settings):
    """A store and an upload folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    return settings.MEDIA_ROOT
