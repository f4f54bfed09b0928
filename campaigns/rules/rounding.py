"""How a summary says a number: 2万余份 over 20,136. The exact number is always kept beside it."""

import re
from decimal import Decimal

WAN, YI = 10_000, 100_000_000
LEAST = 20  # below this a summary says the number itself
_WORDED = re.compile(
    r"(?P<near>近|约)?(?P<number>[\d,]+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<over>余|多)?"
)


def rounded(number: int, measure: str = "") -> str:
    """Down to what the tongue keeps: 85,822 → 8.5万余份, 8,258 → 8200余人次, 573 → 570余场.

    An exact number stays without 余: 20,000 → 2万. Below LEAST it is the number itself.
    """
    if number < LEAST:
        return f"{number}{measure}"
    step, scale, word = _step(number)
    floor = number // step * step
    shown = f"{Decimal(floor) / scale:f}" if scale > 1 else str(floor)
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{shown}{word}{'余' if floor < number else ''}{measure}"


def _step(number: int) -> tuple[int, int, str]:
    """(what is rounded down to, the scale, its word)."""
    if number >= YI:
        return YI // 10, YI, "亿"
    if number >= WAN:
        return WAN // 10, WAN, "万"
    return (100 if number >= 1000 else 10), 1, ""


def is_said_by(text: str, number: int | Decimal) -> bool:
    """Whether a worded number truly rounds `number`: 5.5万余 and 近5.6万 both round 55,805.

    余 and 多 say a little less than the number, 近 a little more, 约 either; else it is exact.
    """
    found = _WORDED.fullmatch(text.strip())
    if found is None:
        return False
    plain = found["number"].replace(",", "")
    scale = {"": 1, "万": WAN, "亿": YI}[found["scale"]]
    said, real = Decimal(plain) * scale, Decimal(number)
    width = _width(plain) * scale
    if found["over"]:
        return said <= real < said + width
    if found["near"] == "近":
        return said - width <= real <= said
    if found["near"] == "约":
        return abs(said - real) < width
    return said == real


def _width(plain: str) -> Decimal:
    """How much the last figure that was said is worth: 0.1 of 5.5, 100 of 8200, 1 of 8258."""
    if "." in plain:
        return Decimal(1).scaleb(-len(plain.partition(".")[2]))
    return Decimal(10 ** (len(plain) - len(plain.rstrip("0"))))
