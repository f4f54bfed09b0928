"""What is written and what is typed meet: width, script, pinyin, numbers, phones."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.crypto.keys import make_keys
from portal.search import tokens
from portal.search.tokens import Document, asks_of, tokens_of

AT = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def keys(tmp_path_factory, settings):
    settings.PORTAL_KEYS = tmp_path_factory.mktemp("ring") / "keys"
    make_keys(settings.PORTAL_KEYS)


def document(**parts):
    return Document(object_id=1, unit_code="410402", at=AT, **parts)


def meets(typed, **parts):
    """Whether any reading of what was typed is met by a document of these parts."""
    held = set(tokens_of(document(**parts)))
    return any(set(ask.words) <= held for ask in asks_of(typed))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张桂兰", "张桂兰"),
        ("张桂兰", "张桂"),
        ("张桂兰", "桂兰"),
        ("张桂兰", " 桂兰　"),
        ("张桂兰", "張桂蘭"),
        ("張桂蘭", "张桂兰"),
        ("劉麗華", "刘丽华"),
        ("张桂兰", "zgl"),
        ("张桂兰", "ZGL"),
        ("张桂兰", "ｚｇｌ"),
        ("张桂兰", "gl"),
        ("张桂兰", "zhangguilan"),
        ("张桂兰", "zhanggu"),
        ("张桂兰", "guilan"),
        ("张桂兰", "zhanggl"),
        ("单雪梅", "sxm"),  # 单 is Shan as a surname
        ("仇小妹", "qiuxiaomei"),
        ("解芳", "xf"),
        ("查敏", "zhamin"),
        ("曾乐乐", "zll"),
        ("吕红", "lvhong"),
        ("吕红", "luhong"),
        ("尉迟敏", "yuchimin"),
        ("阿依古丽·买买提", "买买"),
        ("欧阳慧", "ouyanghui"),
        ("𠮷田梅", "𠮷田"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name, typed):
    assert meets(typed, names=[name])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张桂兰", "张兰"),
        ("张桂兰", "兰桂"),
        ("张桂兰", "zlg"),
        ("张桂兰", "李桂兰"),
        ("王芳", "zgl"),
    ],
)
def test_another_name_is_not_found(name, typed):
    assert not meets(typed, names=[name])


@pytest.mark.parametrize(
    ("phone", "typed"),
    [
        ("13800000912", "13800000912"),
        ("13800000912", "0912"),
        ("13800000912", "０９１２"),
        ("13800000912", "138-0000-0912"),
        ("13800000912", "138 0000 0912"),
        ("13800000912", "+86 13800000912"),
        ("+8613800000912", "13800000912"),
        ("0375-0000338", "03750000338"),
        ("0375-0000338", "0375-0000338"),
        ("13800000912", "张桂兰 0912"),
    ],
)
def test_a_phone_is_found_whole_or_by_its_last_four(phone, typed):
    assert meets(typed, names=["张桂兰"], phones=[phone])


@pytest.mark.parametrize("typed", ["912", "13800000", "138", "0000", "3800000912"])
def test_no_other_part_of_a_phone_finds_it(typed):
    assert not meets(typed, phones=["13800000912"])


@pytest.mark.parametrize(
    "typed",
    ["410402-2026-118", "４１０４０２－２０２６－１１８", "新华·0118", "新华0118", "0118", "118",
     "2026-118", "新华 118", "新華118"],
)  # fmt: skip
def test_a_case_is_found_by_its_number(typed):
    assert meets(typed, numbers=["410402-2026-118", "新华·0118"])


@pytest.mark.parametrize(
    "typed", ["抚养费", "撫養費", "不给抚养", "抚养费 法院", "200元", "wx", "WX"]
)
def test_words_of_a_story_are_found(typed):
    assert meets(typed, texts=["男方不给抚养费200元，法院判了也不执行，加WX说过。"])


@pytest.mark.parametrize("typed", ["", " ", "张", "a", "，。！", "・", "\x00", "\ud83d", "ø", "…—"])
def test_too_little_asks_nothing(typed):
    assert asks_of(typed) == []


def test_a_phone_stands_nowhere_in_clear():
    """Without the keys neither the number nor its tail can be tried out against the tokens."""
    phone = "13800000912"
    held = set(tokens_of(document(names=["张桂兰13800000912"], phones=[phone],
                                  texts=[f"打{phone}找她"])))  # fmt: skip
    guesses = {tokens.number(kind + part) for kind in "bdhp=" for part in (phone, "0912", "912")}
    guesses.add(tokens.number("=张桂兰" + phone))

    assert guesses & held == set()


def test_another_key_gives_other_phone_tokens(tmp_path, settings):
    before = tokens_of(document(phones=["13800000912"]))
    settings.PORTAL_KEYS = tmp_path / "other"
    make_keys(settings.PORTAL_KEYS)

    assert set(before) & set(tokens_of(document(phones=["13800000912"]))) == set()


def test_tokens_are_the_same_on_every_machine():
    """A changed hash would silently find nothing until the index is rebuilt."""
    assert tokens.number("b家庭") == 1077088956


@given(st.text(max_size=300))
def test_whatever_is_typed_or_written_gives_numbers_of_four_bytes(text):
    found = tokens_of(document(names=[text], titles=[text], numbers=[text], texts=[text]))
    asked = [word for ask in asks_of(text) for word in (*ask.words, *ask.heads, ask.whole)]

    assert all(-(2**31) <= token < 2**31 for token in [*found, *asked])


@given(st.text(alphabet="张王李刘陈芳丽敏静桂兰", min_size=2, max_size=4))
def test_every_two_neighbours_of_a_name_find_it(name):
    assert all(meets(name[at : at + 2], names=[name]) for at in range(len(name) - 1))


def test_ten_kilobytes_stay_a_short_question():
    assert all(len(ask.words) <= tokens.MOST_WORDS for ask in asks_of("家庭暴力" * 2500))
