"""The 300 cases of the demo city (demo_city.md e5): planned without a database, then told."""
