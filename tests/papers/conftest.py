from tests.factories.people import enter, key_ring, people
from tests.factories.scene import scene

__all__ = ["enter", "key_ring", "people", "scene"]
