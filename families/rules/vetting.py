"""联审: when it may be asked, what an answer may be, how many may be left out. No database."""

from collections.abc import Sequence

OFF = "本轮没有启用联审。确有国家规定的，先在“修改”里填写规定名称和文号。"
SEALED = "治安管理违法记录依法封存；答复只填名单中通过的户数，不问哪一户、为什么。"


def asking_refusal(*, has_rule: bool, is_open: bool, is_posted: bool) -> str | None:
    """Why nothing can be done in this round's vetting; None when it can."""
    if not has_rule:
        return OFF
    if not is_open:
        return "这一轮评选没有在进行，不能再改。"
    return "名单已经公示，不再联审。" if is_posted else None


def sending_refusal(*, is_sent: bool, consenting: int, listed: int) -> str | None:
    if is_sent:
        return "名单已经送审。"
    if not listed:
        return "名单里还没有家庭，请先选定拟命名名单。"
    return None if consenting else "还没有家庭交来同意书；成年人都书面同意的家庭才能送审。"


def most_out(households: int, cleared: Sequence[int]) -> int:
    """How many the answers together can leave out: each body may mean another household."""
    return min(households, sum(households - number for number in cleared))


def least_out(households: int, cleared: Sequence[int]) -> int:
    """How many are left out at least, where all bodies mean the same households."""
    return max((households - number for number in cleared), default=0)


def leaving_refusal(*, out: int, households: int, cleared: Sequence[int]) -> str | None:
    """Why no further household can be left out; `out` are out already."""
    most = most_out(households, cleared)
    return None if out < most else f"按各单位答复，最多{most}户不列入，已登记{out}户。"


def ending_refusal(*, out: int, households: int, cleared: Sequence[int]) -> str | None:
    if not cleared:
        return "还没有单位答复。"
    least = least_out(households, cleared)
    return None if out >= least else f"按各单位答复，至少{least}户不列入，已登记{out}户。"
