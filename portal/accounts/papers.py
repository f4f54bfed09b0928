"""The slip that opens an account: the one moment its code stands in clear.

On the screen, on A5 by the browser, and for many accounts as one PDF. The PDF names its font and
carries none: STSong-Light is one of the faces for which every reader has a Song of its own.
"""

import io
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.views.decorators.debug import sensitive_variables
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from portal.accounts.models import Posting

SLIP = "accounts/slip.html"
FONT = "STSong-Light"
PLAIN = "Courier-Bold"  # what is typed letter by letter: O and 0 differ
LEFT, TOP, WIDE = 16 * mm, A5[1] - 22 * mm, A5[0] - 32 * mm
TITLE, BODY, CODE, SMALL = 15, 11.5, 17, 9.5
LINE = 8.5 * mm
WORD = 25 * mm  # the column of labels


@sensitive_variables()
def slip(issued, *, address):
    """What the slip prints; `address` is the portal's. To be rendered into one answer, which no
    cache, no session and no message keeps."""
    posting = Posting.objects.present().select_related("unit").get(account=issued.account)
    return {
        "account": issued.account,
        "posting": posting,
        "code": issued.code,
        "handed_over": issued.handed_over,
        **slip_frame(address=address),
    }


def slip_frame(*, address):
    """What every slip says, whoever it is for."""
    return {"address": address, "notes": notes()}


def notes() -> list[str]:
    """The small print of every slip."""
    return [
        f"{settings.ONE_TIME_CODE_LIFE.days}天内有效，只显示一次。首次登录后请设置自己的密码"
        "（12位以上，或8位以上含三类字符），登录码随即作废。",
        "账号只由本人使用。本系统为非涉密信息系统，严禁录入、存储、处理国家秘密。",
        f"有问题请联系{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}。",
    ]


@sensitive_variables()
def slips_pdf(slips: Iterable[Mapping[str, str]], *, address: str) -> bytes:
    """One A5 page for each of `slips` (unit, name, posts, username, code)."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5, initialFontName=FONT)
    canvas.setTitle("开户单")
    canvas.setAuthor(settings.PORTAL_NAME)
    for slip in slips:
        _page(canvas, slip, address)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, slip: Mapping[str, str], address: str) -> None:
    canvas.setFont(FONT, TITLE)
    canvas.drawString(LEFT, TOP, f"{settings.PORTAL_NAME}　开户单")
    canvas.line(LEFT, TOP - 4 * mm, LEFT + WIDE, TOP - 4 * mm)
    lines = (
        ("单位", slip["unit"], FONT, BODY),
        ("姓名", f"{slip['name']}（{slip['posts']}）", FONT, BODY),
        ("网址", address, PLAIN, BODY),
        ("登录名", slip["username"], PLAIN, BODY),
        ("首次登录码", slip["code"], PLAIN, CODE),
    )
    y = TOP - 14 * mm
    for label, value, font, size in lines:
        canvas.setFont(FONT, BODY)
        canvas.drawString(LEFT, y, label)
        y = _words(canvas, value, LEFT + WORD, y, WIDE - WORD, font, size) - 2 * mm
    y -= 4 * mm
    for note in notes():
        y = _words(canvas, note, LEFT, y, WIDE, FONT, SMALL)


def _words(
    canvas: Canvas, text: str, x: float, y: float, width: float, font: str, size: float
) -> float:
    """Write a text from (x, y) downwards; gives the next line's y. Chinese breaks anywhere; what
    the plain face cannot write (a Chinese sign-in name) is written in the other."""
    font = font if text.isascii() else FONT
    canvas.setFont(font, size)
    line = ""
    for char in text:
        if line and pdfmetrics.stringWidth(line + char, font, size) > width:
            canvas.drawString(x, y, line)
            line, y = "", y - LINE * 0.7
        line += char
    canvas.drawString(x, y, line)
    return y - LINE * 0.8
