"""Every address of the portal, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Route:
    """`name` as in reverse(), else the path. `view` is the class where the callback has one."""

    name: str
    path: str
    callback: Any
    parameters: tuple[str, ...]

    @property
    def view(self) -> Any:
        return getattr(self.callback, "view_class", self.callback)

    @property
    def is_admin(self) -> bool:
        return self.path.startswith("admin/")


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, (), ""))


def ours() -> list[Route]:
    """Without the admin site, whose pages Django makes."""
    return [route for route in routes() if not route.is_admin]


def _walk(patterns: list[Any], spaces: tuple[str, ...], path: str) -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name)) if pattern.name else here
            parameters = tuple(pattern.pattern.regex.groupindex) + tuple(
                getattr(pattern.pattern, "converters", {})
            )
            yield Route(name, here, pattern.callback, tuple(dict.fromkeys(parameters)))
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner, here)
