"""The scene made once for a module; what a test does to it is undone."""

import pytest

from tests.factories.stage import stage, undone


@pytest.fixture
def scene(stage):
    with stage.unblock(), undone():
        yield stage.scene


__all__ = ["scene", "stage"]
