"""One-time codes: what an administrator hands over on a slip, and a person types once."""

import re
import secrets
import unicodedata

# Without 0 O 1 I L: read from paper, said over the telephone. 31 letters, 12 places: 59 bits.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 4


def new_code() -> str:
    """A code as it stands on the slip: K7MP-2QXD-9TWB."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


def plain(typed: str) -> str:
    """What is digested: capitals without hyphens and spaces, full-width letters made narrow."""
    narrow = unicodedata.normalize("NFKC", typed)
    return re.sub(r"[-\s]", "", narrow).upper()
