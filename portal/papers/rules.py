"""What a document number looks like, and who may void one. No database, no clock."""

import re
from typing import Any

from portal.access import Actor, Permission

MARK = re.compile(r"[\u3400-\u9fff]{2,16}")
NUMBER = re.compile(r"(?P<mark>[\u3400-\u9fff]{2,16})〔(?P<year>20\d\d)〕(?P<n>[1-9]\d{0,4})号")
# What people type for 〔 〕; GB/T 9704-2012, 7.2.5 asks for these and no others.
BRACKETS = str.maketrans("[]【】［］()（）", "〔〕" * 5, " \u3000")


def number_of(mark: str, year: int, sequence: int) -> str:
    """平妇维函〔2026〕18号: no zeros in front, no 第 (GB/T 9704-2012, 7.2.5)."""
    return f"{mark}〔{year}〕{sequence}号"


def mark_refusal(mark: str) -> str | None:
    """Why this is no 机关代字."""
    if MARK.fullmatch(mark):
        return None
    return "机关代字只用2—16个汉字，如“平妇维告”，不带年份和括号。"


def typed_number(text: str) -> tuple[str, str | None]:
    """(the number in the standard's form, why it is none)."""
    number = text.translate(BRACKETS)
    if NUMBER.fullmatch(number):
        return number, None
    if re.search(r"〕0+\d", number):
        return number, "顺序号不编虚位：写“1号”，不写“001号”。"
    if "第" in number:
        return number, "顺序号前不加“第”字。"
    return number, "请按“平妇〔2026〕1号”的样子填写文号。"


def mark_of(number: str) -> str:
    found = NUMBER.fullmatch(number)
    return found["mark"] if found else ""


def void_refusal(paper: Any, actor: Actor) -> str | None:
    """Whoever made it, or who leads the unit; once."""
    if paper.voided_at is not None:
        return "这份文书已经作废。"
    if paper.unit_code != actor.unit_code:
        return "这份文书由生成单位作废，您可以查看。"
    if paper.issued_by_id == actor.account_id or actor.can(Permission.PAPER_VOID):
        return None
    return "只能由生成人或本单位主管作废。"
