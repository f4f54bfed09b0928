from tests.factories.people import key_ring, people
from tests.factories.rows import rows
from tests.factories.scene import scene

__all__ = ["key_ring", "people", "rows", "scene"]
