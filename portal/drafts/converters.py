"""What the name of a draft looks like in an address."""


class DraftName:
    """case-register, or case-edit.410402-2026-118: a form, and what it is about."""

    regex = r"[a-z][a-z0-9-]{0,39}(?:\.[A-Za-z0-9-]{1,38})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
