"""Answers to everything that goes wrong: a page for people, a short piece for htmx.

None of them touches the database, the session or a context processor: they must work when
those are what is broken. Words: wording.md 60, 61, 110, 111.
"""

import logging
import secrets
import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string

logger = logging.getLogger("portal.errors")

DRAIN_LIMIT = 64 * 1024 * 1024  # bytes read and thrown away so that the sender hears the answer
DRAIN_PIECE = 64 * 1024
RETRY_SECONDS = 60
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    text: str
    advice: str = ""


WORDS = {
    400: Words("这个请求不完整", "浏览器送来的内容无法读懂。", "请回到上一页，刷新后再试。"),
    403: Words("不能办理", "您可以查看，但不能办理这一项。"),
    404: Words("没有找到", "没有这项内容，或您无权查看。", "请核对编号，或从菜单重新进入。"),
    409: Words("刚刚有人保存过", "您填写的内容仍在，请对照后再保存。"),
    413: Words(
        "内容过大", "提交的内容太长或文件太大，没有保存。", "请删减文字或压缩文件后再提交。"
    ),
    422: Words("还有需要修改的地方", "请按提示修改后再提交，您填写的内容仍在。"),
    500: Words("出了问题", "出了问题，已记录（编号 {code}）。"),
    503: Words("系统正在恢复", "系统正在恢复，约1分钟后自动重试。", "急事请直接拨打电话。"),
}
CSRF = Words(
    "页面已过期",
    "这个页面打开得太久，或在别的窗口重新登录过，刚才的操作没有执行。",
    "请返回上一页，刷新后再提交。",
)


def answer(
    request: HttpRequest,
    status: int,
    *,
    text: str = "",
    advice: str = "",
    code: str = "",
) -> HttpResponse:
    """The page for `status`, or for htmx its words alone; `text` and `advice` replace the usual.

    Also for views: `answer(request, 422, text="不能转介给被反映的单位。")`.
    """
    usual = WORDS[status]
    text = text or usual.text.format(code=code)
    return _page(request, status, Words(usual.title, text, advice or usual.advice))


def _page(request: HttpRequest, status: int, words: Words) -> HttpResponse:
    context = {
        "status": status,
        "words": words,
        "name": settings.PORTAL_NAME,
        "desk": f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}",
    }
    short = bool(request.headers.get("HX-Request"))
    template = "errors/short.html" if short else f"errors/{status}.html"
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request"
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_LARGE):
        drain(request)
        return answer(request, 413)
    return answer(request, 400)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`PermissionDenied("同意办结")` names what may not be done; the words say whom to ask."""
    what = str(exception)
    text = f"您可以查看，但不能办理：{what}。" if what else ""
    advice = f"如需办理，请联系{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}。"
    return answer(request, 403, text=text, advice=advice)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same body for what is not yours and for what never was."""
    return answer(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, else 500 with an id that also stands in the log."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        logger.error("database away: %s", type(error).__name__)
        return answer(request, 503)
    code = secrets.token_hex(2).upper()
    kind = type(error).__name__
    logger.error("error %s: %s at %s %s", code, kind, request.method, request.path)
    advice = f"请联系{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}，并告知编号。"
    return answer(request, 500, code=code, advice=advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """settings.CSRF_FAILURE_VIEW. The reason is for the log, not for the person."""
    logger.warning("csrf refused: %s at %s", reason, request.path)
    return _page(request, 403, CSRF)


def drain(request: HttpRequest) -> int:
    """Read on until the sender has said everything, at most DRAIN_LIMIT. Gives bytes read.

    A server that answers and closes while the browser still sends shows it a broken
    connection instead of the answer.
    """
    size = 0
    try:
        while size < DRAIN_LIMIT and (piece := request.read(DRAIN_PIECE)):
            size += len(piece)
    except (OSError, UnreadablePostError):
        pass  # the sender hung up: nobody is left to answer
    return size
