"""What comes in when something is wrong: a broken paste, a strange program, a curious person.

Values are bytes as they stand percent-encoded in a query or a form, so that also what no string can
hold (a lone surrogate) is sent.
"""

from urllib.parse import quote_from_bytes

BAD = {
    "NUL": b"\x00",
    "text with NUL": "打了\x00她".encode(),
    "lone surrogate": b"\xed\xa0\xbd",
    "broken UTF-8": b"\xff\xfe\xe5\xa5",
    "right-to-left": "写反\u202e了".encode(),
    "zero width": "看\u200b不见".encode(),
    "private use": "\ue000字".encode(),
    "control": b"\x08\x1b[31m",
    "long": "女".encode() * 30_000,
    "huge number": b"9" * 40,
    "negative": b"-1",
    "exponent": b"1e400",
    "not a number": b"NaN",
    "date of no calendar": b"2026-99-99T99:99",
    "far year": b"99999-01-01",
    "markup": b"<script>alert(1)</script>",
    "quote": b"' OR 1=1 --",
    "template": b"{{ request }}{% now %}%s%(x)s",
    "list": b"['1', {'a': 2}]",
    "path": b"../../etc/passwd",
    "rare character": "𠮷𰻝".encode(),
}
# For boxes where a word is not expected: the ones that break a conversion or the database.
HARSH = {
    name: BAD[name]
    for name in (
        "NUL", "lone surrogate", "broken UTF-8", "long", "huge number", "negative", "exponent",
        "date of no calendar", "list",
    )
}  # fmt: skip
# What could spoil the page it is written back into; of the others the answer alone is looked at.
SEEN = {"markup", "template", "quote", "right-to-left", "long", "NUL"}
FORM = "application/x-www-form-urlencoded"


def encoded(values: dict[str, str | bytes]) -> str:
    """A query or a form's body."""
    pairs = (
        (name, value if isinstance(value, bytes) else str(value).encode())
        for name, value in values.items()
    )
    return "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in pairs)
