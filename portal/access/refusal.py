"""An action that says no. The words are for the person on the page."""


class Refused(Exception):
    """Not allowed, or not now. `field` names the form field it belongs to, if one."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
