"""How families are told on a page."""

from families.presenters.household import SENTENCES, shown_name

__all__ = ["SENTENCES", "shown_name"]
