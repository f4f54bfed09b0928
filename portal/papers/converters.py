"""What stands in an address of a paper."""


class KindConverter:
    """case-notice: the name of a registered kind."""

    regex = "[a-z]+(?:-[a-z]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RecordConverter:
    """410402-2026-118: the number of a record; `blank` for a paper about none."""

    regex = "[0-9A-Za-z-]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PaperConverter:
    """A key of the register, within what the database's bigint holds."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
