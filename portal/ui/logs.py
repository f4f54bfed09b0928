"""The program's log says where something broke, never in which words: they may quote a row."""

import logging
import traceback
from types import TracebackType


class FramesOnly(logging.Formatter):
    """The type of an error and its frames; its message is left out."""

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None],
    ) -> str:
        kind = ei[0].__name__ if ei[0] else "error"
        return "".join(traceback.format_tb(ei[2])) + kind
