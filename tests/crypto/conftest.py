import pytest
from hypothesis import settings as hypothesis_settings

from portal.crypto.keys import make_keys

# Without a deadline, so that a busy machine fails nothing; the same examples on every machine.
hypothesis_settings.register_profile("portal", deadline=None, derandomize=True)
hypothesis_settings.load_profile("portal")


@pytest.fixture(autouse=True)
def key_folder(tmp_path, settings):
    """A ring of its own for each test."""
    settings.PORTAL_KEYS = tmp_path / "keys"
    make_keys(settings.PORTAL_KEYS)
    return settings.PORTAL_KEYS
