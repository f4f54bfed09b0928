from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portal.ui import text

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "张\x00某",
        "张\x07某",
        "张\x85某",
        "张\u200b某",
        "张\u200d某",
        "张\u2060某",
        "张\ufeff某",
        "张\u00ad某",
        "张\u202e某",
        "张\u2066某",
        "张\u061c某",
        "张\ue000某",
        "张\U000f0000某",
        f"张{chr(0xD800)}某",
        "张\ufdd0某",
        "张\U0001ffff某",
        "张\ufffd某",
    ],
)
def test_a_character_nobody_can_see_is_refused_with_its_place(typed):
    with pytest.raises(ValidationError) as refusal:
        text.refuse_hidden_characters(typed)

    assert refusal.value.messages[0].startswith("第2个字是")


@pytest.mark.parametrize(
    "typed", ["李知微", "𠮷", "𰻝", "a\u0301", "葛󠄀城", "一\n二\t三", "😀", "〔2026〕1号"]
)
def test_rare_characters_and_lines_pass(typed):
    assert text.hidden_character(typed) is None


def test_private_characters_are_called_by_their_name():
    with pytest.raises(ValidationError, match="自造的字符（U\\+E000）"):
        text.refuse_hidden_characters("\ue000")


def test_one_name_has_one_spelling():
    assert text.normalised("e\u0301") == "\u00e9"


def test_a_lone_surrogate_can_be_written_back_to_the_page():
    assert text.normalised("张\ud800").encode() == "张\ufffd".encode()


def test_submitted_data_is_normalised_in_every_value_and_the_original_is_left_alone():
    sent = QueryDict("name=e%CC%81&chips=a&chips=e%CC%81")

    clean = text.normalised_data(sent)

    assert clean["name"] == "\u00e9"
    assert clean.getlist("chips") == ["a", "\u00e9"]
    assert sent["name"] == "e\u0301"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3.3", TUESDAY),
        ("3-3", TUESDAY),
        ("3/3", TUESDAY),
        ("3。3", TUESDAY),
        ("３．３", TUESDAY),
        ("0303", TUESDAY),
        ("20260303", TUESDAY),
        ("260303", TUESDAY),
        ("2026.3.3", TUESDAY),
        ("2026-03-03", TUESDAY),
        ("2026年3月3日", TUESDAY),
        ("3月3日", TUESDAY),
        ("3月3号", TUESDAY),
        (" 3 . 3 ", TUESDAY),
        ("25.3.3", date(2025, 3, 3)),
        ("昨天", date(2026, 3, 2)),
        ("今天", TUESDAY),
        ("前天", date(2026, 3, 1)),
        ("明天", date(2026, 3, 4)),
        ("12.30", date(2026, 12, 30)),
    ],
)
def test_a_day_is_understood_as_it_is_typed(typed, day):
    assert text.parse_day(typed, today=TUESDAY) == day


@pytest.mark.parametrize(
    "typed", ["", "三月三", "3.32", "2.29", "13.1", "3", "333", "3.3.3.3", "٣.٣", "0000"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 (datetime words its own)
        text.parse_day(typed, today=TUESDAY)


def test_a_day_without_a_year_leans_the_way_the_field_says():
    assert text.parse_day("12.30", today=TUESDAY, lean="past") == date(2025, 12, 30)
    assert text.parse_day("3.3", today=TUESDAY, lean="past") == TUESDAY
    assert text.parse_day("1.5", today=TUESDAY, lean="future") == date(2027, 1, 5)
    assert text.parse_day("2027.1.5", today=TUESDAY, lean="past") == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("85,822", 85822),
        ("８５，８２２", 85822),
        ("1 200", 1200),
        ("-3", -3),
        ("0", 0),
    ],
)
def test_a_number_is_understood_as_it_is_typed(typed, number):
    assert text.parse_number(typed) == number


@pytest.mark.parametrize("typed", ["", "1,2", "12,34", "1.5", "一百", "1e3", "0x1", "=1+1", "٣"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a whole number"):
        text.parse_number(typed)
