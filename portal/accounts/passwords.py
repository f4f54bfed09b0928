"""What a password must be (GB/T 22239-2019, 8.1.4.1); settings.AUTH_PASSWORD_VALIDATORS."""

import re
import unicodedata

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LONG, SHORT, LONGEST = 12, 8, 128
KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
RULE = "12位以上，或8位以上含三类字符（大写、小写、数字、符号）"

# What people in this office would think of first: the hotline, the body, the city and its parts.
LOCAL_WORDS = (
    "pingdingshan", "pingdingshanshi", "xinhua", "xinhuaqu", "weidong", "weidongqu", "shilong",
    "zhanhe", "baofeng", "yexian", "lushan", "jiaxian", "wugang", "ruzhou", "gaoxin", "henan",
    "fulian", "funv", "ertong", "weiquan", "quanyi", "pingan", "jiating", "pingapjiating",
    "lianluoyuan", "yingcheng", "xietiao", "menhu", "zhongguo", "beijing", "woaini", "iloveyou",
    "password", "passw0rd", "p@ssw0rd", "admin", "administrator", "welcome", "huanying", "mima",
    "qwerty", "qwer", "asdf", "zxcv", "1qaz", "2wsx", "abc", "abcd", "pds", "fl", "12338", "0375",
    "12345", "110", "120", "38", "5201314", "8888", "6666", "妇联", "平顶山", "新华", "密码",
)  # fmt: skip
_WORDS = re.compile("|".join(re.escape(word) for word in sorted(LOCAL_WORDS, key=len)[::-1]))
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
FEWEST_DIFFERENT = 5
FEWEST_OWN = 4


class Validator:
    """Django asks for both methods."""

    words = ""

    def validate(self, password, user=None):
        if not self.holds(password, user):
            raise ValidationError(self.words, code=type(self).__name__)

    def holds(self, password, user) -> bool:
        raise NotImplementedError

    def get_help_text(self):
        return self.words


class LengthOrKinds(Validator):
    """12 characters, or 8 of three kinds; at most 128, because digesting a novel costs as well."""

    words = f"密码须{RULE}，最长128位。"

    def holds(self, password, user):
        kinds = sum(bool(re.search(kind, password)) for kind in KINDS)
        long_enough = len(password) >= LONG or (len(password) >= SHORT and kinds >= 3)
        return long_enough and len(password) <= LONGEST


class NotCommon(Validator):
    """Not on Django's list of 20,000, not a run of keys, and not local words filled up."""

    words = "这个密码太常见，容易被猜到（如本地地名、妇联、12338加数字），请换一个。"

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def holds(self, password, user):
        plain = unicodedata.normalize("NFKC", password).lower()
        if plain in self.common or len(set(plain)) < FEWEST_DIFFERENT or is_a_run(plain):
            return False
        rest, known = _WORDS.subn("", plain)
        own = re.sub(r"[\W_]|19\d\d|20\d\d", "", rest)
        digits = len(re.findall(r"\d", own))  # two digits are worth one letter
        return not known or len(own) - digits + digits // 2 >= FEWEST_OWN


def is_a_run(plain: str) -> bool:
    """Whether it is nothing but neighbours on the keyboard or in the alphabet, either way."""
    pairs = {row[i : i + 2] for row in ROWS for i in range(len(row) - 1)}
    pairs |= {pair[::-1] for pair in pairs}
    steps = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return sum(step in pairs for step in steps) >= len(steps) - 2


class NotTheName(Validator):
    """Neither sign-in name nor telephone nor own name stands in it, nor it in them."""

    words = "密码不能含登录名、手机号或姓名。"
    shortest = 3

    def holds(self, password, user):
        if user is None:
            return True
        plain = password.lower()
        names = [user.username.lower(), user.phone, user.name.lower()]
        return not any(
            name and (plain in name or (len(name) >= self.shortest and name in plain))
            for name in names
        )


class NotUsedBefore(Validator):
    """Not the present one, nor (settings.PASSWORD_HISTORY) one of those before it."""

    words = "不能与现在的密码或最近用过的密码相同，请换一个。"

    def holds(self, password, user):
        if user is None or user.pk is None:
            return True
        before = user.used_passwords.order_by("-at", "-pk")[: settings.PASSWORD_HISTORY - 1]
        digests = [user.password, *(used.password for used in before)]
        return not any(check_password(password, digest) for digest in digests)
