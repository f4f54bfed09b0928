from tests.factories.people import enter, key_ring, people

__all__ = ["enter", "key_ring", "people"]
