import pytest

from portal.crypto.keys import make_keys


@pytest.fixture(autouse=True)
def key_folder(tmp_path, settings):
    """A ring of its own for each test."""
    settings.PORTAL_KEYS = tmp_path / "keys"
    make_keys(settings.PORTAL_KEYS)
    return settings.PORTAL_KEYS
