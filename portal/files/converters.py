"""What stands in the address of a file."""

from portal.files.choices import Size


class WordConverter:
    """The name of a kind of record: cases."""

    regex = "[a-z]+(?:-[a-z]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RecordConverter(WordConverter):
    """A record as people name it: 410402-2026-118."""

    regex = "[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*"


class SizeConverter(WordConverter):
    """small or large."""

    regex = "|".join(Size.values)
