from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.crypto.keys import rotate_field_key
from portal.crypto.provider import (
    OVERHEAD,
    Purpose,
    Undecipherable,
    current_header,
    decrypt,
    encrypt,
    mac,
    normalise,
)

ROW, OTHER_ROW = UUID(int=1), UUID(int=2)
PLACE = ("cases.party", "phone", ROW)
SECRET = "张𠮷𰻝，电话13800138000"
MOBILE = "13800138000"


@given(text=st.text(), seal=st.uuids())
@example(text="", seal=ROW)
@example(text="𠮷𰻝\x00é", seal=ROW)
def test_every_text_comes_back_whole(text, seal):
    place = ("cases.case", "story", seal)

    token = encrypt(text, context=place)

    assert decrypt(token, context=place) == text


def test_a_token_is_longer_than_its_text_by_a_fixed_number_of_bytes():
    token = encrypt(SECRET, context=PLACE)

    assert len(token) == OVERHEAD + len(SECRET.encode())


def test_the_same_text_never_gives_the_same_token():
    tokens = {encrypt(SECRET, context=PLACE) for _ in range(100)}

    assert len(tokens) == 100


def test_a_token_contains_nothing_of_its_text():
    token = encrypt(MOBILE, context=PLACE)

    assert MOBILE.encode() not in token


@given(bit=st.integers(min_value=0, max_value=(OVERHEAD + len(SECRET.encode())) * 8 - 1))
def test_no_bit_of_a_token_can_be_changed(bit):
    token = bytearray(encrypt(SECRET, context=PLACE))
    token[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Undecipherable):
        decrypt(bytes(token), context=PLACE)


@given(length=st.integers(min_value=0, max_value=OVERHEAD + len(SECRET.encode()) - 1))
def test_no_token_can_be_cut_short(length):
    token = encrypt(SECRET, context=PLACE)

    with pytest.raises(Undecipherable):
        decrypt(token[:length], context=PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("cases.party", "phone", OTHER_ROW),
        ("cases.party", "name", ROW),
        ("cases.caller", "phone", ROW),
        ("cases", "party\0phone", ROW),
    ],
)
def test_a_token_copied_to_another_row_field_or_table_does_not_open(elsewhere):
    token = encrypt(SECRET, context=PLACE)

    with pytest.raises(Undecipherable) as refusal:
        decrypt(token, context=elsewhere)

    assert "另一条记录" in str(refusal.value)
    assert MOBILE not in repr(refusal.value)
    assert refusal.value.__suppress_context__


def test_text_that_cannot_be_encoded_is_refused_without_being_repeated():
    with pytest.raises(ValueError, match="无法编码") as refusal:
        encrypt(f"{SECRET}\ud800", context=PLACE)

    assert MOBILE not in repr(refusal.value)
    assert refusal.value.__suppress_context__


def test_what_was_written_before_a_rotation_is_read_after_it(key_folder):
    old = encrypt(SECRET, context=PLACE)

    rotate_field_key(key_folder)
    new = encrypt(SECRET, context=PLACE)

    assert new.startswith(current_header())
    assert not old.startswith(current_header())
    assert decrypt(old, context=PLACE) == decrypt(new, context=PLACE) == SECRET


def test_a_missing_key_is_named(key_folder):
    token = encrypt(SECRET, context=PLACE)
    key_id = token[1:5].hex()
    rotate_field_key(key_folder)
    (key_folder / f"field-{key_id}.key").unlink()

    with pytest.raises(Undecipherable, match=f"field-{key_id}.key"):
        decrypt(token, context=PLACE)


@pytest.mark.parametrize(
    "spelling",
    [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "１３８００１３８０００",
        "+86 13800138000",
        "＋８６ 13800138000",
        "(+86)138-0013-8000",
        "电话：+86 138 0013 8000",
        "0086-13800138000",
        "8613800138000",
        "138\u200b0013\u30008000",
    ],
)
def test_a_phone_number_has_one_index_however_it_is_written(spelling):
    assert mac(spelling, purpose=Purpose.PHONE) == mac(MOBILE, purpose=Purpose.PHONE)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("0375-2345678", "03752345678"),
        ("86-2345678", "862345678"),
        ("+1 (555) 010-9999", "0015550109999"),
        ("不详", ""),
    ],
)
def test_other_phone_numbers_keep_their_digits(written, normal):
    assert normalise(written, purpose=Purpose.PHONE) == normal


@given(spaces=st.lists(st.sampled_from([" ", "\u3000", "-", "－", "\u200b", "·"]), max_size=17))
def test_an_identity_number_has_one_index_however_it_is_written(spaces):
    number = "41040219900101001x"
    spread = "".join(a + b for a, b in zip(number, spaces + [""] * 18, strict=False))

    assert normalise(spread, purpose=Purpose.IDENTITY) == "41040219900101001X"


@given(value=st.text(), purpose=st.sampled_from(Purpose))
def test_whatever_is_typed_its_normal_form_is_plain_digits_and_letters(value, purpose):
    normal = normalise(value, purpose=purpose)

    assert set(normal) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_purposes_do_not_share_an_index():
    assert mac(MOBILE, purpose=Purpose.PHONE) != mac(MOBILE, purpose=Purpose.IDENTITY)


def test_an_index_survives_the_rotation_of_field_keys(key_folder):
    before = mac(MOBILE, purpose=Purpose.PHONE)

    rotate_field_key(key_folder)

    assert mac(MOBILE, purpose=Purpose.PHONE) == before
    assert len(before) == 32
