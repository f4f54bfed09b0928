"""Field classes: what of a person's record is shown masked until somebody asks for it.

Lists, other units' records and prints show the masked forms (security.md §1).
"""

from portal.access.labels import Labelled

STAR = "＊"
UNKNOWN = "未提供"
# 张女士、王大姐: already no more than a surname.
POLITE = ("女士", "先生", "大姐", "阿姨", "同志", "老人", "某", "某某")


class FieldClass(Labelled):
    """The four classes of a record's fields, with the words the log uses."""

    IDENTITY = "identity", "身份"
    CONTACT = "contact", "联系方式"
    STORY = "story", "反映情况"
    OUTCOME = "outcome", "办理结果"


def mask_name(name: str) -> str:
    """张桂兰 → 张某某; 张女士 and 张某 stay; nothing stays nothing."""
    name = name.strip()
    if not name or len(name) == 1 or name[1:] in POLITE:
        return name
    return name[0] + "某" * min(len(name) - 1, 2)


def mask_phone(phone: str) -> str:
    """13800000912 → 138＊＊＊＊0912; short numbers show their last two digits."""
    digits = phone.strip()
    if len(digits) < 8:
        return STAR * max(len(digits) - 2, 0) + digits[-2:]
    return digits[:3] + STAR * 4 + digits[-4:]


def mask_identity(number: str) -> str:
    """The first six (place) and the last two characters stay."""
    number = number.strip()
    return number[:6] + STAR * max(len(number) - 8, 0) + number[-2:] if number else ""
