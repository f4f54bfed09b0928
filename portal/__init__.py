"""The ground floor: what the three jobs stand on. See docs/map.md."""
