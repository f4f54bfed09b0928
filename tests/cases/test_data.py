"""The files of classes, relations, channels and first demo calls keep their promises.

Source of the classes: 妇女权益保障法 (2022) and the statistics of the federations' petition work.
"""

import csv
import re
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "cases/data"
CALLS_FILE = ROOT / "portal/demo/data/first_calls.csv"

FLAGS = {"DV", "MIN", "URG", "PIL", "INS", "HR", "LIT"}
LEAVES = {"01": 16, "02": 12, "03": 10, "04": 9, "05": 5, "06": 3, "07": 8}
FLAGGED = {
    "DV": {"0101", "0112", "0113", "0207"},
    "MIN": {"0104", "0105", "0115", "0201", "0501", "0503", "0504"},
    "URG": {"0105", "0112", "0201", "0203", "0204", "0205", "0208"},
    "PIL": {"0202", "0206", "0211", "0301", "0401", "0402", "0403", "0404"},
    "INS": {"0301", "0302", "0303", "0309"},
    "HR": {"0202"},
    "LIT": {"0114", "0705"},
}
MEMBER_BY_WORD = {
    "组织": "M01",
    "政法": "M03",
    "网信": "M05",
    "信访": "M06",
    "公安": "M07",
    "法院": "M08",
    "检察": "M09",
    "司法": "M10",
    "民政": "M11",
    "人社": "M12",
    "教体": "M13",
    "卫健": "M14",
    "农业农村": "M15",
    "自然资源": "M18",
    "住建": "M19",
    "文广": "M20",
    "市监": "M21",
    "医保": "M22",
    "应急": "M23",
    "工会": "M25",
    "团委": "M26",
}
OTHER_WORDS = {"妇联", "司法所", "乡镇", "村居", "仲裁委", "属地政府", "用人单位主管"}
CHANNEL_KINDS = {"call", "visit", "letter", "online", "handed_over", "screening", "media"}
RELATIONS = {
    *("self", "spouse", "parent", "child", "relative", "neighbour", "village_worker", "teacher"),
    *("medical", "employer", "agent", "anonymous_third"),
}
CALLS_BY_UNIT = {"410402": 7, "410403": 4, "4104": 4}
MUST_OCCUR = {"0101", "0104", "0304", "0109", "0111", "0401", "0701"}
BANNED_WORDS = ("涉密", "密级", "缠访", "加害人", "法制", "工单", "用户")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def codes_of(path: Path) -> set[str]:
    return {row["code"] for row in rows_of(ROOT / path)}


CATEGORIES = rows_of(DATA / "categories.csv")
CHANNELS = rows_of(DATA / "channels.csv")
CALLS = rows_of(CALLS_FILE)
LEAF_ROWS = [row for row in CATEGORIES if row["parent"]]
PATHS = [*(DATA / f"{name}.csv" for name in ("categories", "relations", "channels")), CALLS_FILE]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_full_rows_and_no_stray_spaces(path):
    raw = path.read_bytes()

    rows = rows_of(path)

    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_no_number_can_ring_a_real_telephone(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)
    assert not re.search(r"0\d{2,3}-\d{7,8}", text)
    assert not re.search(r"\d{17}[\dX]", text)


def test_the_tree_has_seven_classes_and_every_leaf_below_its_own():
    codes = Counter(row["code"] for row in CATEGORIES)
    leaves = Counter(row["parent"] for row in LEAF_ROWS)

    assert max(codes.values()) == 1
    assert leaves == LEAVES
    assert set(codes) - {row["code"] for row in LEAF_ROWS} == set(LEAVES)
    assert list(codes) == sorted(codes)
    assert all(re.fullmatch(rf"{row['parent']}\d\d", row["code"], re.ASCII) for row in LEAF_ROWS)


def test_a_name_is_short_and_used_once():
    names = Counter(row["name"] for row in CATEGORIES)

    assert max(names.values()) == 1
    assert max(map(len, names)) <= 9
    assert all(row["description"] and row["source"] for row in CATEGORIES)
    assert all(date.fromisoformat(row["valid_from"]) for row in CATEGORIES)
    assert not any(row["valid_to"] for row in CATEGORIES)


def test_the_second_class_remembers_its_former_name():
    renamed = {row["code"]: row["former_name"] for row in CATEGORIES if row["former_name"]}

    assert renamed == {"02": "人身权利"}


@pytest.mark.parametrize("flag", sorted(FLAGS))
def test_a_flag_stands_on_exactly_its_classes(flag):
    flagged = {row["code"] for row in CATEGORIES if flag in row["flags"].split()}

    assert flagged == FLAGGED[flag]


def test_no_flag_is_unknown():
    assert {flag for row in CATEGORIES for flag in row["flags"].split()} == FLAGS


def test_every_suggested_office_is_a_member_unit_or_a_known_word():
    units = codes_of(Path("portal/units/data/units.csv"))

    words = {
        word.partition("（")[0]
        for row in CATEGORIES
        for word in f"{row['lead']} {row['support']}".split()
    }

    assert words == set(MEMBER_BY_WORD) | OTHER_WORDS
    assert {f"4104{number}" for number in MEMBER_BY_WORD.values()} <= units


def test_every_leaf_has_three_plain_words_that_lead_nowhere_else():
    words = Counter(word for row in LEAF_ROWS for word in row["synonyms"].split())

    assert min(len(row["synonyms"].split()) for row in LEAF_ROWS) >= 3
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *(("打人", "0101"), ("被打", "0101"), ("挨打", "0101"), ("不给工资", "0304")),
        *(("欠薪", "0304"), ("抚养费", "0104"), ("不给抚养费", "0104"), ("退彩礼", "0109")),
        *(("出嫁女", "0402"), ("两癌", "0701"), ("养老人", "0111")),
    ],
)
def test_what_a_caller_says_finds_the_class(word, code):
    assert [row["code"] for row in LEAF_ROWS if word in row["synonyms"].split()] == [code]


def test_pinyin_is_what_an_input_method_takes():
    for row in CATEGORIES:
        characters = re.findall(r"[一-鿿]", row["name"])

        assert re.fullmatch(r"[a-z]+", row["pinyin"])
        assert re.fullmatch(r"[a-z]+", row["initials"])
        assert len(row["initials"]) == len(characters)
        assert row["pinyin"][0] == row["initials"][0]


@pytest.mark.parametrize(
    ("code", "pinyin", "initials"),
    [
        ("0101", "jiatingbaoli", "jtbl"),
        ("0105", "qiangduocangnizinv", "qdcnzn"),
        ("0106", "hunwaiqinghechonghun", "hwqhch"),
        ("0302", "yunchanqijiangxincitui", "ycqjxct"),
        ("0309", "tonggongtongchouhejinsheng", "tgtchjs"),
        ("0602", "cunwuzhiqingcanyu", "cwzqcy"),
    ],
)
def test_characters_with_two_readings_are_read_as_here(code, pinyin, initials):
    [row] = [row for row in CATEGORIES if row["code"] == code]

    assert (row["pinyin"], row["initials"]) == (pinyin, initials)


def test_relations_have_stable_codes_and_self_comes_first():
    rows = rows_of(DATA / "relations.csv")

    assert next(row["code"] for row in rows) == "self"
    assert {row["code"] for row in rows} == RELATIONS
    assert len({row["name"] for row in rows}) == len(rows) == len(RELATIONS)


def test_channels_cover_every_kind_and_say_whether_a_paper_exists():
    assert {row["kind"] for row in CHANNELS} == CHANNEL_KINDS
    assert len({row["code"] for row in CHANNELS}) == len(CHANNELS)
    assert all(re.fullmatch(r"[a-z][a-z_0-9]*", row["code"]) for row in CHANNELS)
    spoken = {row["kind"] for row in CHANNELS if row["written_source"] == "false"}
    assert spoken == {"call", "visit", "screening"}
    assert {row["written_source"] for row in CHANNELS} == {"true", "false"}


def test_the_first_calls_are_spread_over_the_units():
    units = Counter(row["unit_code"] for row in CALLS)

    assert len(CALLS) == 20
    assert {code: units[code] for code in CALLS_BY_UNIT} == CALLS_BY_UNIT
    assert set(units) <= codes_of(Path("portal/units/data/units.csv"))
    assert Counter(row["outcome"] for row in CALLS) == {"case": 16, "consult": 3, "misdial": 1}
    assert {row["category"] for row in CALLS} >= MUST_OCCUR


def test_a_first_call_names_only_what_exists():
    leaves = {row["code"] for row in LEAF_ROWS}

    for row in CALLS:
        assert row["channel"] in {channel["code"] for channel in CHANNELS}
        assert row["region_code"] in codes_of(Path("portal/units/data/regions.csv"))
        assert row["region_code"].startswith(row["unit_code"])
        assert row["safety"] in {"safe", "danger", "unknown"}
        assert row["handling"] in {"answered", "own", "refer", "redirect"}
        if row["outcome"] == "misdial":
            assert not row["category"] + row["relation"] + row["caller_name"]
        else:
            assert row["category"] in leaves
            assert row["relation"] in RELATIONS


def test_a_first_call_is_registered_in_working_hours_and_answered_when_no_case_opens():
    moments = Counter((row["unit_code"], row["days_ago"], row["time"]) for row in CALLS)

    assert max(moments.values()) == 1
    for row in CALLS:
        assert 1 <= int(row["days_ago"]) <= 20
        assert time(8, 30) <= time.fromisoformat(row["time"]) <= time(17, 30)
        assert row["outcome"] == "case" or row["handling"] == "answered"
        assert re.fullmatch(r"\d{4}", row["phone_suffix"], re.ASCII)


def test_where_there_is_danger_the_police_are_called_before_anything_else():
    in_danger = [row for row in CALLS if row["safety"] == "danger"]

    assert in_danger
    assert all("110" in row["story"] for row in in_danger)


def test_two_numbers_called_twice_so_that_earlier_calls_can_be_seen():
    units = {}
    for row in CALLS:
        units.setdefault(row["phone_suffix"], []).append(row["unit_code"])

    repeated = {suffix: set(codes) for suffix, codes in units.items() if len(codes) > 1}

    assert repeated == {"3306": {"410402"}, "7756": {"4104", "410411"}}


def test_stories_are_told_in_a_clerks_words_without_a_name():
    people = [row["name"] for row in rows_of(ROOT / "portal/demo/data/accounts.csv")]

    for row in CALLS:
        assert 40 <= len(row["story"]) <= 160
        assert re.fullmatch(r"([一-鿿]某)?", row["caller_name"])
        assert not any(word in row["story"] for word in [*people, *BANNED_WORDS])


def test_no_sentence_is_told_twice():
    sentences = Counter(
        sentence for row in CALLS for sentence in re.split("[。；]", row["story"]) if sentence
    )

    assert max(sentences.values()) == 1
