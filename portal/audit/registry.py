"""What the acts in the log are called. Packages above bring the words for their own acts."""

from collections.abc import Callable, Iterable, Mapping

_sentences: dict[str, str] = {
    "refused": "无权办理，已拒绝",
    "not_found": "查找不存在或无权查看的内容",
    "log_viewed": "查看日志",
    "log_pruned": "按保存期限清理日志",
}
_words: dict[str, str] = {"action": "动作", "name": "姓名", "since_day": "自", "upto_day": "至"}
_openings: set[str] = set()
UnitNames = Callable[[set[str]], dict[str, str]]
_unit_names: list[UnitNames] = []


def register_sentences(sentences: dict[str, str]) -> None:
    """{action: what it is called in Chinese}, for the log's lines and its filter."""
    _sentences.update(sentences)


def register_words(words: Mapping[str, str]) -> None:
    """{name: its word} of what `data` holds by name: filters of a list, posts, kinds of files."""
    _words.update(words)


def word(name: str) -> str:
    return _words.get(name, name)


def register_openings(actions: Iterable[str]) -> None:
    """Acts that count as opening a person's record: the page "who opened this" lists them."""
    _openings.update(actions)


def sentence(action: str) -> str:
    return _sentences.get(action, action)


def sentences() -> dict[str, str]:
    return dict(_sentences)


def openings() -> frozenset[str]:
    return frozenset(_openings)


def register_unit_names(names: UnitNames) -> None:
    """`names(codes)` gives {code: short name}; units stand above the log and tell it so."""
    _unit_names[:] = [names]


def unit_names(codes: set[str]) -> dict[str, str]:
    wanted = codes - {""}
    return _unit_names[0](wanted) if _unit_names and wanted else {}
