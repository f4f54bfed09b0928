"""How families are told on a page."""

from families.presenters.household import SENTENCES, WORDS, shown_name

__all__ = ["SENTENCES", "WORDS", "shown_name"]
