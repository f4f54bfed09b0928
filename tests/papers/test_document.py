"""A paper written and read back is the paper; what is odd in it does not break the file."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.papers.document import Heading, Paper, Picture, Text, in_words, numbered, paragraphs
from portal.papers.docx import write
from portal.papers.parsing import parse
from tests.papers.samples import BARE, FULL, JOINT, NUMBERED, UNSEALED

WORDS = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("0123456789，。“”"),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize(
    "paper", [FULL, JOINT, UNSEALED, NUMBERED, BARE], ids=lambda paper: paper.title[:6]
)
def test_what_is_written_is_read_back(paper):
    back = parse(write(paper))

    differing = [f.name for f in fields(Paper) if getattr(back, f.name) != getattr(paper, f.name)]
    assert differing == []


@settings(max_examples=15, deadline=None)
@given(
    title=WORDS,
    blocks=st.lists(
        st.builds(Text, WORDS) | st.builds(Heading, WORDS, st.integers(1, 4)), max_size=6
    ),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
)
def test_any_words_come_back_as_they_were(title, blocks, day):
    paper = Paper(title=title, blocks=tuple(blocks), issuers=("新华区妇联",), day=day)

    assert parse(write(paper)) == paper


def test_characters_xml_cannot_hold_are_left_out():
    paper = replace(UNSEALED, blocks=(Text("反映\x00情况\x0b\ufffe属实𠮷"),))

    assert parse(write(paper)).blocks == (Text("反映情况属实𠮷"),)


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_broken_picture_is_refused(data):
    with pytest.raises(ValueError, match="not a picture"):
        write(Paper(title="通知", blocks=(Picture(data),)))


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numerals_are_written_as_people_say_them(number, word):
    assert in_words(number) == word


def test_a_deeper_level_begins_anew_under_each_heading():
    blocks = [Heading("a", 1), Heading("b", 2), Heading("c", 1), Heading("d", 2), Text("e")]

    assert [n for _, n in numbered(blocks)] == ["一、", "（一）", "二、", "（一）", ""]


def test_empty_lines_make_no_paragraph():
    assert paragraphs("一\n\n  二  \n") == (Text("一"), Text("二"))
