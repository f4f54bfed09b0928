"""The one door to cryptography: `encrypt`, `decrypt`, `mac`.

A certified cryptographic product (密码模块, 加密机) is plugged in by writing these three functions
anew; nothing else in the portal knows an algorithm.

Token, in bytes:  version 1 | key id 4 | nonce 12 | ciphertext n | tag 16
SM4 (GB/T 32907) in GCM (GB/T 36624, NIST SP 800-38D). The nonce is random, so one key serves at
most 2³² encryptions (SP 800-38D, 8.3). The version, the key id and the place are authenticated:
a token moved to another table, field or row does not open.
"""

import os
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.views.decorators.debug import sensitive_variables

from .keys import ID_LENGTH, Key, Kind, ring

Context = tuple[str, str, UUID]  # table, field, the row's seal

VERSION = b"\x01"
HEADER_LENGTH = len(VERSION) + ID_LENGTH
NONCE_LENGTH = 12  # 96 bits
TAG_LENGTH = 16
NO_DIGITS, LEADING_PLUS = re.compile(r"[^0-9]"), re.compile(r"[^0-9]*\+")
CHINA = re.compile(r"^(?:0086|86(?=1[3-9][0-9]{9}$))")
OVERHEAD = HEADER_LENGTH + NONCE_LENGTH + TAG_LENGTH


class Undecipherable(Exception):
    """A token that does not open where it stands. Carries no content."""

    def __init__(self, message: str = "密文无法解开：内容被改动，或来自另一条记录。") -> None:
        super().__init__(message)


class Purpose(StrEnum):
    """What may have a blind index. Only numbers: an index over names would be an oracle."""

    PHONE = "phone"
    IDENTITY = "identity"


@sensitive_variables()
def encrypt(plaintext: str, *, context: Context) -> bytes:
    """Encrypt for one place. Raises ValueError for lone surrogates, KeyProblem without keys."""
    try:
        content = plaintext.encode()
    except UnicodeEncodeError:  # would carry the whole text along
        raise ValueError("文字中有无法编码的字符。") from None
    key_id, key = ring().current(Kind.FIELD)
    header, nonce = VERSION + key_id, os.urandom(NONCE_LENGTH)
    encryptor = Cipher(SM4(key.secret), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_place(header, context))
    return header + nonce + encryptor.update(content) + encryptor.finalize() + encryptor.tag


@sensitive_variables()
def decrypt(token: bytes, *, context: Context) -> str:
    """The text of a token at its place. Raises Undecipherable, KeyProblem without keys."""
    if len(token) < OVERHEAD or not token.startswith(VERSION):
        raise Undecipherable
    header, nonce = token[:HEADER_LENGTH], token[HEADER_LENGTH : HEADER_LENGTH + NONCE_LENGTH]
    key_id = header[len(VERSION) :]
    key = ring().field_key(key_id)
    if key is None:
        raise Undecipherable(f"密文无法解开：密钥文件夹中没有 field-{key_id.hex()}.key。")
    decryptor = Cipher(SM4(key.secret), GCM(nonce, token[-TAG_LENGTH:])).decryptor()
    decryptor.authenticate_additional_data(_place(header, context))
    try:
        content = decryptor.update(token[HEADER_LENGTH + NONCE_LENGTH : -TAG_LENGTH])
        return (content + decryptor.finalize()).decode()
    except InvalidTag:
        raise Undecipherable from None


@sensitive_variables()
def mac(value: str, *, purpose: Purpose) -> bytes:
    """Blind index: 32 bytes of HMAC-SM3 (GB/T 15852.2) over the normalised value.

    One purpose gives one index in every table, so a caller is found among the parties too.
    """
    _, key = ring().current(Kind.INDEX)
    authenticator = _authenticator(key).copy()
    authenticator.update(f"{purpose}\0{normalise(value, purpose=purpose)}".encode())
    return authenticator.finalize()


@lru_cache(maxsize=2)
def _authenticator(key: Key) -> HMAC:
    """Begun with the key, to be copied: half the work of a number is the key's."""
    return HMAC(key.secret, SM3())


def normalise(value: str, *, purpose: Purpose) -> str:
    """One spelling for one number; empty when nothing of it can be indexed.

    NFKC first (full-width digits). Phone: digits only, without +86 or 0086; a bare 86 goes only
    before a mobile number, as spreadsheets drop the plus. Identity: letters and digits, upper case.
    """
    value = unicodedata.normalize("NFKC", value)
    if purpose == Purpose.IDENTITY:
        return re.sub(r"[^0-9A-Z]", "", value.upper())
    digits = NO_DIGITS.sub("", value)
    if "+" in value and LEADING_PLUS.match(value):
        digits = f"00{digits}"
    return CHINA.sub("", digits) if "86" in digits else digits


def current_header() -> bytes:
    """How every token begins that was made with the current field key."""
    return VERSION + ring().current(Kind.FIELD)[0]


def _place(header: bytes, context: Context) -> bytes:
    table, field, seal = context
    return header + f"{table}\0{field}\0".encode() + seal.bytes
