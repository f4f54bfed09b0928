"""Every measure of GB/T 9704-2012 read back from the written file, in millimetres and characters.

The numbers stand here once more, as the standard prints them: layout.py is what is tested.
"""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from portal.papers.docx import write
from tests.papers.samples import FULL, JOINT, UNSEALED

MM_A_TWIP = 25.4 / 1440
HAIR = 0.1  # mm: a twentieth of a point, rounded


@pytest.fixture(scope="module")
def full():
    return docx.Document(io.BytesIO(write(FULL)))


@pytest.fixture(scope="module")
def joint():
    return docx.Document(io.BytesIO(write(JOINT)))


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def of(document, style, at=0):
    return [p for p in document.paragraphs if p.style.name == style][at]


def styled(document, style, tag):
    return document.styles[style].element.pPr.find(qn(tag))


def number(element, name):
    return int(element.get(qn(f"w:{name}")))


def font_of(document, style):
    fonts = document.styles[style].element.rPr.find(qn("w:rFonts"))
    return {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia")}


def in_mm(twips):
    return twips * MM_A_TWIP


# ── Page ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("attribute", "wanted"),
    [
        ("page_width", 210),
        ("page_height", 297),
        ("top_margin", 37),
        ("left_margin", 28),
        ("bottom_margin", 35),
        ("right_margin", 26),
    ],
)
def test_the_page_is_a4_with_the_margins_of_clause_5(full, attribute, wanted):
    assert getattr(full.sections[0], attribute).mm == pytest.approx(wanted, abs=HAIR)


def test_a_page_holds_22_lines_and_not_23(full):
    pitch = in_mm(number(full.sections[0]._sectPr.find(qn("w:docGrid")), "linePitch"))

    assert 22 * pitch <= 225 < 23 * pitch
    assert in_mm(number(styled(full, "公文正文", "w:spacing"), "line")) == pytest.approx(pitch)


def test_a_line_holds_28_characters_and_not_29(full):
    style = full.styles["公文正文"]
    tighter = number(style.element.rPr.find(qn("w:spacing")), "val")
    character = (style.font.size.pt + tighter / 20) * 25.4 / 72

    assert 28 * character <= 156 < 29 * character
    assert 28 * character == pytest.approx(156, abs=0.6)


# ── Fonts ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("发文字号", "仿宋_GB2312", 16),
        ("主送机关", "仿宋_GB2312", 16),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("四级标题", "仿宋_GB2312", 16),
        ("附件标识", "黑体", 16),
        ("版记文字", "仿宋_GB2312", 14),
        ("页码", "宋体", 14),
    ],
)
def test_each_kind_of_line_has_its_font_in_every_script(full, style, font, size):
    assert font_of(full, style) == {font}
    assert full.styles[style].font.size.pt == size


def test_no_theme_font_wins_over_the_named_ones():
    assert "Theme=" not in part(write(FULL), "word/styles.xml").split("<w:latentStyles")[0]


@pytest.mark.parametrize(
    ("font", "other"),
    [
        ("方正小标宋简体", "宋体"),
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("黑体", "SimHei"),
    ],
)
def test_a_font_that_is_not_there_has_a_stand_in(font, other):
    table = part(write(FULL), "word/fontTable.xml")

    entry = table.partition(f'w:name="{font}"')[2].partition("</w:font>")[0]
    assert other in entry


# ── Head ────────────────────────────────────────────────────────────────────────────────────────
def test_the_mark_is_red_35_mm_under_the_edge_and_fits_one_line(full):
    mark = of(full, "发文机关标志")

    assert mark.text == "平顶山市妇女联合会文件"
    assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=HAIR)
    assert str(full.styles["发文机关标志"].font.color.rgb) == "FF0000"
    assert font_of(full, "发文机关标志") == {"方正小标宋简体"}
    assert len(mark.text) * mark.runs[0].font.size.mm <= 156


def test_the_number_stands_two_lines_under_the_mark_over_a_red_line_4_mm_below(full):
    line = number(styled(full, "公文正文", "w:spacing"), "line")
    border = styled(full, "发文字号", "w:pBdr").find(qn("w:bottom"))

    assert of(full, "发文字号").text == "平妇〔2026〕1号"
    assert number(styled(full, "发文字号", "w:spacing"), "before") == 2 * line
    assert border.get(qn("w:color")) == "FF0000"
    assert number(border, "space") * 25.4 / 72 == pytest.approx(4, abs=0.2)
    # As wide as the text: no indent would draw it in.
    indent = styled(full, "发文字号", "w:ind")
    assert (number(indent, "left"), number(indent, "right")) == (0, 0)


def test_who_signs_stands_at_the_right_in_kai(joint):
    line = of(joint, "发文字号和签发人")
    runs = {run.text: run for run in line.runs}

    assert line.text == "平妇〔2026〕2号\t签发人：程书宁"
    assert runs["程书宁"]._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "楷体_GB2312"
    assert line.paragraph_format.tab_stops[0].position.mm == pytest.approx(156 * 27 / 28, abs=0.2)


def test_joint_issuers_stand_under_one_another_35_mm_under_the_edge(joint):
    top, table = joint.paragraphs[0], joint.tables[0]

    assert top.paragraph_format.line_spacing.mm == pytest.approx(35, abs=HAIR)
    assert [p.text for p in table.cell(0, 0).paragraphs] == list(JOINT.issuers)
    assert {p._p.pPr.find(qn("w:jc")).get(qn("w:val")) for p in table.cell(0, 0).paragraphs} == {
        "distribute"
    }
    assert table.cell(0, 1).text == "文件"


# ── Body ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("style", "lines"), [("公文标题", 2), ("主送机关", 1), ("附件说明", 1), ("公文正文", 0)]
)
def test_the_lines_left_free_above(full, style, lines):
    line = number(styled(full, "公文正文", "w:spacing"), "line")

    assert number(styled(full, style, "w:spacing"), "before") == lines * line


@pytest.mark.parametrize("style", ["公文正文", "一级标题", "二级标题", "三级标题", "四级标题"])
def test_every_paragraph_begins_two_characters_in(full, style):
    indent = styled(full, style, "w:ind")

    assert number(indent, "firstLineChars") == 200
    assert number(indent, "firstLine") == 2 * 16 * 20


def test_headings_are_counted_in_four_levels(full):
    heads = [p.text for p in full.paragraphs if p.style.name in
             {"一级标题", "二级标题", "三级标题", "四级标题"}]  # fmt: skip

    assert heads == [
        "一、总体要求", "二、主要任务", "（一）开展宣传", "1.进社区", "（1）入户", "（二）加强值守",
    ]  # fmt: skip


def test_recipients_stand_at_the_edge_with_a_full_colon(full):
    assert of(full, "主送机关").text == "各县（市、区）妇联、市直各成员单位："
    assert number(styled(full, "主送机关", "w:ind"), "left") == 0


def test_annexes_are_named_under_the_text_and_have_their_own_pages(full):
    marks = [p for p in full.paragraphs if p.style.name == "附件标识"]

    assert of(full, "附件说明").text == "附件：1.活动统计表"
    assert of(full, "附件说明续行").text == "2.联系人名单"
    assert [p.text for p in marks] == ["附件1", "附件2"]
    assert all(p.paragraph_format.page_break_before for p in marks)


def test_a_table_is_as_wide_as_the_text_and_repeats_its_head(full):
    table = full.tables[0]

    assert sum(column.width.mm for column in table.columns) == pytest.approx(156, abs=0.5)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_picture_is_no_wider_than_the_text(full):
    (shape,) = full.inline_shapes

    assert shape.width.mm <= 156
    assert shape.width / shape.height == pytest.approx(800 / 300, rel=0.01)


# ── Signature ───────────────────────────────────────────────────────────────────────────────────
def right_of(paragraph):
    return number(paragraph._p.pPr.find(qn("w:ind")), "rightChars") / 100


def test_the_day_ends_four_characters_from_the_edge_and_the_name_is_centred_over_it(full):
    day, name = of(full, "成文日期"), of(full, "署名（盖章）")
    day_width = sum(0.5 if letter.isdigit() else 1 for letter in day.text)

    assert day.text == "2026年3月3日"
    assert right_of(day) == 4
    assert right_of(day) + day_width / 2 == right_of(name) + len(name.text) / 2


def test_without_a_seal_the_longest_name_leaves_two_characters_and_all_begin_together():
    document = docx.Document(io.BytesIO(write(UNSEALED)))
    names, day = [of(document, "署名", n) for n in (0, 1)], of(document, "成文日期")
    starts = [right_of(name) + len(name.text) for name in names]

    assert len(set(starts)) == 1
    assert right_of(day) + 6 == starts[0] - 2  # 2026年3月3日 takes six characters


def test_joint_names_stand_side_by_side_above_the_day(joint):
    table = joint.tables[1]
    names = [cell.text for row in table.rows for cell in row.cells if cell.text]

    assert names == list(JOINT.issuers)
    assert number(styled(joint, "成文日期", "w:ind"), "rightChars") == 400
    assert of(joint, "成文日期").text == "2026年11月22日"


def test_names_never_stand_on_a_page_alone(full):
    before = full.paragraphs[[p.style.name for p in full.paragraphs].index("署名（盖章）") - 1]

    assert before.paragraph_format.keep_with_next


# ── 版记 and page numbers ───────────────────────────────────────────────────────────────────────
def test_the_imprint_stands_at_the_foot_between_thick_lines(full):
    table = full.tables[-1]
    properties = table._tbl.tblPr
    lines = properties.find(qn("w:tblBorders"))
    thickness = {side: number(lines.find(qn(f"w:{side}")), "sz") / 8 * 25.4 / 72
                 for side in ("top", "insideH", "bottom")}  # fmt: skip
    place = properties.find(qn("w:tblpPr"))
    heights = [number(row._tr.trPr.find(qn("w:trHeight")), "val") for row in table.rows]

    assert [cell.text for row in table.rows for cell in row.cells] == [
        "抄送：市委办公室，市政府办公室。", "平顶山市妇联办公室\t2026年3月5日印发（共印20份）",
    ]  # fmt: skip
    assert thickness["top"] == thickness["bottom"] == pytest.approx(0.35, abs=0.02)
    assert thickness["insideH"] == pytest.approx(0.25, abs=0.03)
    assert place.get(qn("w:vertAnchor")) == "margin"
    assert in_mm(number(place, "tblpY") + sum(heights)) == pytest.approx(225, abs=0.1)


def test_page_numbers_stand_7_mm_under_the_text_right_on_odd_left_on_even(full):
    section = full.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    dash = section.footer_distance.mm + 14 * 25.4 / 72 / 2

    assert full.settings.odd_and_even_pages_header_footer
    assert 35 - dash == pytest.approx(7, abs=0.1)
    for paragraph, side in ((odd, "right"), (even, "left")):
        assert paragraph.text.replace(" ", "") == "——"
        assert " PAGE " in paragraph._p.xml
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert number(paragraph._p.pPr.find(qn("w:ind")), f"{side}Chars") == 100
