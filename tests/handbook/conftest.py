from tests.factories.people import key_ring, people
from tests.factories.scene import scene

__all__ = ["key_ring", "people", "scene"]
