"""A paper written and read back is the paper; what is odd in it does not break the file."""

import io
from dataclasses import fields, replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.papers.document import Heading, Paper, Picture, Text, in_words, numbered, paragraphs
from portal.papers.docx import write
from portal.papers.parsing import parse
from tests.papers.samples import BARE, FULL, JOINT, NUMBERED, UNSEALED, drawing

OFFICE = "平顶山市维护妇女儿童权益暨平安家庭创建协调组办公室"
LONG = replace(FULL, printed_by=OFFICE, copies=0)

WORDS = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("0123456789，。“”"),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize(
    "paper", [FULL, LONG, JOINT, UNSEALED, NUMBERED, BARE], ids=lambda paper: paper.title[:6]
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


@pytest.mark.parametrize(("size", "wanted"), [((1500, 1000), (147, 98)), ((900, 1800), (49, 98))])
def test_two_pictures_stand_on_a_page_with_their_captions(size, wanted):
    paper = Paper(title="汇编", blocks=(Picture(drawing(*size), "说明"),))
    shape = docx.Document(io.BytesIO(write(paper))).inline_shapes[0]

    assert (shape.width.mm, shape.height.mm) == pytest.approx(wanted, abs=0.1)
    assert 2 * (98 + 225 / 22) <= 225


def test_the_day_of_printing_is_never_broken():
    row = docx.Document(io.BytesIO(write(LONG))).tables[-1].rows[-1]

    assert row.cells[0].text == f"{OFFICE}\n\t2026年3月5日印发"
    assert row.height.mm == pytest.approx(2 * 225 / 22, abs=0.1)
