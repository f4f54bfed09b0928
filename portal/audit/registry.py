"""What the acts in the log are called. Packages above bring the words for their own acts."""

from collections.abc import Iterable

_sentences: dict[str, str] = {
    "refused": "无权办理，已拒绝",
    "not_found": "查找不存在或无权查看的内容",
    "log_viewed": "查看日志",
}
_openings: set[str] = set()


def register_sentences(sentences: dict[str, str]) -> None:
    """{action: what it is called in Chinese}, for the log's lines and its filter."""
    _sentences.update(sentences)


def register_openings(actions: Iterable[str]) -> None:
    """Acts that count as opening a person's record: the page "who opened this" lists them."""
    _openings.update(actions)


def sentence(action: str) -> str:
    return _sentences.get(action, action)


def sentences() -> dict[str, str]:
    return dict(_sentences)


def openings() -> frozenset[str]:
    return frozenset(_openings)
