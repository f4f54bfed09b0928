"""The pure rules: rounding, signs of damage, figures beside one another."""

from decimal import Decimal
from pathlib import Path

import pytest

from campaigns.reference import damage_signs
from campaigns.rules import damage, figures, reports, rounding
from campaigns.rules.figures import Line

SEED = (Path(__file__).parent / "seed_003.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "measure", "said"),
    [
        (20_136, "份", "2万余份"), (85_822, "份", "8.5万余份"), (8_258, "人次", "8200余人次"),
        (573, "场", "570余场"), (55_805, "人次", "5.5万余人次"), (20_000, "份", "2万份"),
        (9_000, "人", "9000人"), (19, "块", "19块"), (21, "块", "20余块"), (0, "份", "0份"),
        (10_001, "份", "1万余份"), (130_000_000, "条", "1.3亿条"), (229, "块", "220余块"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_a_summary_says_it(number, measure, said):
    assert rounding.rounded(number, measure) == said
    if not measure.startswith("0"):
        assert rounding.is_said_by(said.removesuffix(measure), number)


@pytest.mark.parametrize(
    ("text", "number", "is_true"),
    [
        ("5.5万余", 55_805, True), ("近5.6万", 55_805, True), ("近5.5万", 55_805, False),
        ("5.6万余", 55_805, False), ("8200多", 8_258, True), ("85,822", 85_822, True),
        ("85,702", 85_822, False), ("约8.6万", 85_822, True), ("8.5万", 85_822, False),
        ("许多", 12, False),
    ],
)  # fmt: skip
def test_a_worded_number_is_checked_against_the_exact_one(text, number, is_true):
    assert rounding.is_said_by(text, number) is is_true


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("“三八”国际劳动妇女节20231周年大会", "year_in_ordinal"),
        ("共发放20234,000元救济金", "year_in_amount"),
        ("受惠妇女202300多人", "year_in_count"),
        ("XX县区妇联组织", "left_xx"),
        ("xx年是我国", "left_xx"),
        ("妇联系统ji中开展", "pinyin_inside"),
        ("先进ji体", "pinyin_inside"),
        ("维权效劳进万家", "washed_service"),
        ("“结合、借力〞为原那么", "washed_principle"),
        ("延边播送电台", "washed_broadcast"),
        ("相关布署要求", "washed_deploy"),
        ("打好根底", "washed_basis"),
        ("实施“xx〞开展规划", "washed_development"),
        ("〝三八〞", "odd_quotes"),
        ("广阔妇女", "washed_broad"),
        ("第6页 共6页", "page_foot"),
        ("资料1,23份", "bad_thousands"),
        ("调解成功率达105%", "rate_over_100"),
        ("办结率为120.5％", "rate_over_100"),
        ("2026年13月份集中开展", "no_such_month"),
        ("3月32日下午", "no_such_day"),
        ("4月31日前报送", "no_such_day"),
    ],
)
def test_damage_is_seen_where_it_stands(broken, code):
    assert code in {found.code for found in damage.look(broken, damage_signs())}


@pytest.mark.parametrize(
    "sound",
    [
        "2026年“三八”国际妇女节116周年", "发放资料85,822份、慰问金204,000元", "接待2023年来访20人",
        "服务妇女2300多人", "开展活动24场，发放资料59,490份", "在A区和B区，用APP报名",
        "累计1,234,567人次", "增长率120%，成功率100%、98.5%", "12月31日，3月31日，历时15个月",
        "2026年3月3日至20日，在轻工路、姚孟、北渡三个街道的9个居民楼院开展", "社区LED屏播放",
    ],
)  # fmt: skip
def test_a_sound_text_gives_no_hint(sound):
    assert damage.look(sound, damage_signs()) == []


def test_the_damaged_numbers_of_a_washed_download_are_all_caught():
    """Seed 003: 20231周年, 20234,000元, 202300多人, XX县区 and the washed words of users.md a20."""
    found = damage.look(SEED, damage_signs(), most=200)
    texts = {one.text for one in found}
    codes = {one.code for one in found}

    assert {"20231", "20234,000", "202300"} <= texts
    assert any("XX县区" in text for text in texts)
    assert {
        "washed_service", "washed_principle", "washed_broadcast", "washed_deploy", "washed_basis",
        "washed_development", "odd_quotes", "pinyin_inside",
    } <= codes  # fmt: skip


def test_an_anniversary_of_another_year_is_seen():
    assert damage.wrong_anniversaries("“三八”国际妇女节115周年", year=2026) == ["115"]
    assert damage.wrong_anniversaries("“三八”国际妇女节116周年", year=2026) == []


def test_a_figure_of_the_text_above_the_table_is_said_and_a_part_of_it_is_not():
    table = {"发放宣传资料": Decimal(8284), "参加群众": Decimal(3287), "其中法律咨询": Decimal(264)}
    text = (
        "发放宣传资料8,285份。法律赶大集发放宣传资料600份，参加群众约3287人次，法律咨询近1万人次。"
    )

    assert damage.above(text, table) == [
        "文中“发放宣传资料8,285”大于统计表里的8,284，请核对。",
        "文中“其中法律咨询1万”大于统计表里的264，请核对。",
    ]


def test_an_office_of_another_city_is_seen_and_our_own_is_not():
    text = "新华区妇联联合延边州妇联、平顶山市司法局开展"

    assert damage.foreign_places(text, ["新华区", "平顶山市"]) == ["延边州"]


C01, C02 = Line("C01", "接待咨询"), Line("C02", "其中法律咨询", part_of="C01")


def test_a_part_larger_than_its_whole_is_named_with_both_numbers():
    filler = [Line(f"P0{n}", f"第{n}项") for n in range(1, 5)]
    values = {"C01": Decimal(177), "C02": Decimal(198)}

    found = figures.contradictions([*filler, C01, C02], values)

    assert [wrong.words for wrong in found] == [
        "第6行：其中法律咨询（198）不能大于接待咨询（177）。"
    ]


def test_classes_sum_to_their_total_and_an_empty_class_is_no_contradiction():
    total = Line("R06", "法律援助", classes=("R06a", "R06b"))
    lines = [total, Line("R06a", "妇女"), Line("R06b", "未成年人")]
    values = {"R06": Decimal(96), "R06a": Decimal(71), "R06b": Decimal(20)}

    assert [wrong.code for wrong in figures.contradictions(lines, values)] == ["R06"]
    assert figures.contradictions(lines, values | {"R06b": Decimal(25)}) == []
    assert figures.contradictions(lines, values | {"R06b": None}) == []


def test_empty_is_not_zero():
    assert [w.code for w in figures.missing([C01, C02], {"C01": Decimal(0), "C02": None})] == [
        "C02"
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        ("24059", "24550", "98.0"), ("337", "2808", "12.0"), ("15.3", "33.9", "45.1"),
        ("167", "182", "91.8"), ("1226", "1260", "97.3"), ("4035", "4628", "87.2"),
        ("1", "0", None), (None, "5", None),
    ],
)  # fmt: skip
def test_a_rate_is_computed_from_its_numerator(numerator, denominator, percent):
    given = [Decimal(text) if text else None for text in (numerator, denominator)]
    line = Line("R05r", "成功率", numerator="R05", denominator="R04")

    found = figures.computed([line], dict(zip(("R05", "R04"), given, strict=True)))["R05r"]

    assert found == (Decimal(percent) if percent else None)


@pytest.mark.parametrize(
    ("value", "aggregation", "words"),
    [("98", "rate", "98.0"), ("45.1", "rate", "45.1"), ("24550", "sum", "24,550"),
     ("318.7", "sum", "318.7")],
)  # fmt: skip
def test_a_rate_keeps_its_place_and_a_number_its_commas(value, aggregation, words):
    assert reports.figure_words({"value": value, "aggregation": aggregation}) == words


@pytest.mark.parametrize(
    ("typed", "places", "value"),
    [
        ("８，２８４", 0, "8284"), ("8,284", 0, "8284"), (" 12 ", 0, "12"), ("", 0, None),
        ("98.70", 2, "98.70"), ("0", 0, "0"),
    ],
)  # fmt: skip
def test_a_figure_may_be_typed_as_people_type(typed, places, value):
    expected = Decimal(value) if value is not None else None

    assert figures.parse(typed, places=places) == expected


@pytest.mark.parametrize("typed", ["十二", "-1", "1.5", "1e5", "NaN", "9" * 20, "1.2.3", "²"])
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(ValueError, match=r"[数位]"):
        figures.parse(typed)


def test_ten_times_last_year_is_said_before_confirming():
    changes = [
        figures.Change("P02", "发放资料", Decimal(59_490), Decimal(5_949), "份"),
        figures.Change("P01", "场次", Decimal(31), Decimal(30), "场"),
        figures.Change("P04", "展板", Decimal(21), Decimal(21), "块"),
    ]

    shown = figures.biggest(changes)

    assert [change.code for change in shown] == ["P02", "P01"]
    assert shown[0].words == "发放资料59,490份，约为去年的10倍，请核对。"
    assert shown[0].is_far
    assert not shown[1].is_far
