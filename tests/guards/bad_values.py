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
# Sound forms of the way of a case, as FORMS of test_bad_input.py.
WAY = {
    "/cases/{number}/result/": {
        "result-result": "explained", "result-settlement": "settled", "result-assistance": "",
        "result-note": "已说明政策", "result-once": "",
    },
    "/cases/{number}/form/a/": {
        "version": "2", "purpose": "help", "urgency": "normal", "extreme_risk": "no",
        "head_count": "1", "involved": "3", "source_on": "3.3",
    },
    "/cases/{number}/form/d/": {
        "version": "2", "victims": "1", "name_1": "小明", "birth_year_1": "",
    },
    "/cases/filters/": {"query": "status=open", "filter-name": "未办结", "filter-is_shared": "on"},
    "/cases/{number}/national/": {"external_number": "410402"},
    "/cases/{number}/links/": {"link-number": "新华·0001", "link-kind": "event"},
    "/cases/{number}/reviews/ask-review/": {
        "received_on": "3.3", "asked_on": "3.4", "asked_by": "herself", "way": "post",
        "body": "平顶山市妇联", "claim": "不服答复意见", "why_late": "",
    },
    "/cases/{number}/reviews/give-review/": {
        "outcome": "upheld", "answered_on": "3.9", "number": "", "opinion": "维持原答复",
    },
    "/cases/{number}/press/": {
        "step": "remind", "way": "phone", "spoke_with": "李知微", "answer": "本周办完",
    },
    "/cases/{number}/press/reply/": {"reply": "已联系双方，下周三前办完"},
    "/cases/{number}/procedure/": {"procedure": "simple"},
    "/cases/{number}/instructions/": {
        "instruct-leader": "顾云舒", "instruct-on": "3.3", "instruct-text": "请依法办理",
    },
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"


def encoded(values: dict[str, str | bytes]) -> str:
    """A query or a form's body."""
    pairs = (
        (name, value if isinstance(value, bytes) else str(value).encode())
        for name, value in values.items()
    )
    return "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in pairs)
