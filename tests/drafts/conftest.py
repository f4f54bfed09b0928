from tests.factories.people import key_ring, people

__all__ = ["key_ring", "people"]
