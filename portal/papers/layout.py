"""The measures of GB/T 9704-2012 as data: each with the clause that asks for it.

What the standard leaves open (the size of the red head, the thickness of the red line) says so.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in `unit` (mm, pt, line, char); `clause` of GB/T 9704-2012, `says` its words."""

    value: float
    unit: str
    clause: str
    says: str


PAGE = MappingProxyType(
    {
        "width": Measure(210, "mm", "5.1", "A4型纸，210mm×297mm"),
        "height": Measure(297, "mm", "5.1", "A4型纸，210mm×297mm"),
        "top": Measure(37, "mm", "5.2.1", "天头（上白边）37mm±1mm"),
        "left": Measure(28, "mm", "5.2.1", "订口（左白边）28mm±1mm"),
        "bottom": Measure(35, "mm", "5.2.1", "版心156mm×225mm，下余35mm"),
        "right": Measure(26, "mm", "5.2.1", "版心156mm×225mm，右余26mm"),
        "lines": Measure(22, "line", "5.2.3", "一般每面排22行"),
        "characters": Measure(28, "char", "5.2.3", "每行排28个字，撑满版心"),
        "mark_top": Measure(35, "mm", "7.2.4", "标志上边缘至版心上边缘35mm"),
        "number_gap": Measure(2, "line", "7.2.5", "发文机关标志下空二行，居中"),
        "line_gap": Measure(4, "mm", "7.2.7", "发文字号之下4mm处，红色分隔线"),
        "title_gap": Measure(2, "line", "7.3.1", "红色分隔线下空二行"),
        "recipients_gap": Measure(1, "line", "7.3.2", "标题下空一行，居左顶格"),
        "indent": Measure(2, "char", "7.3.3", "每个自然段左空二字"),
        "annex_gap": Measure(1, "line", "7.3.4", "正文下空一行左空二字"),
        "day_right": Measure(4, "char", "7.3.5.1", "成文日期右空四字"),
        "issuer_right": Measure(2, "char", "7.3.5.2", "不盖章：署名右空二字"),
        "thick": Measure(0.35, "mm", "7.4.1", "首条、末条分隔线用粗线，推荐0.35mm"),
        "thin": Measure(0.25, "mm", "7.4.1", "中间分隔线用细线，推荐0.25mm"),
        "imprint_side": Measure(1, "char", "7.4.2", "左右各空一字"),
        "page_number_gap": Measure(7, "mm", "7.5", "一字线上距版心下边缘7mm"),
        "page_number_side": Measure(1, "char", "7.5", "单页居右空一字，双页居左空一字"),
    }
)


def mm(name: str) -> float:
    """A length of PAGE that is given in millimetres."""
    measure = PAGE[name]
    if measure.unit != "mm":
        raise ValueError(f"{name} is measured in {measure.unit}")
    return measure.value


def gap(name: str) -> float:
    """A number of lines or characters of PAGE."""
    return PAGE[name].value


POINTS_A_MM = 72 / 25.4
TWIPS_A_MM = 1440 / 25.4
TEXT_WIDTH = mm("width") - mm("left") - mm("right")  # 156 mm
TEXT_HEIGHT = mm("height") - mm("top") - mm("bottom")  # 225 mm
# Rounded down: 22 lines must not be a hair too high for the page, nor 28 characters too wide.
LINE = int(TEXT_HEIGHT * TWIPS_A_MM / gap("lines"))  # twips
CHARACTER = TEXT_WIDTH * POINTS_A_MM / gap("characters")  # points: 15.79, and 3号 type has 16
# Twips between characters of 3号 type, so that 28 stand on a line. A grid of characters would say
# the same, but LibreOffice spreads the letters of a grid that is narrower than its type.
TIGHTER = -5
TALLEST = 98  # mm of a picture: two of them stand on a page with their captions; open
CELL_SIDE = 80  # twips; open in the standard
FORM_EDGE = 60  # twips above and below the words in a cell of a form

# ── Type ────────────────────────────────────────────────────────────────────────────────────────
SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
# Asked for by name and not free to embed; a machine without them takes the next of its list.
FALLBACKS = MappingProxyType(
    {
        SONG: ("华文中宋", "STZhongsong", "宋体"),
        FANG: ("仿宋", "FangSong", "华文仿宋"),
        HEI: ("SimHei", "微软雅黑"),
        KAI: ("楷体", "KaiTi", "华文楷体"),
        PLAIN: ("SimSun", "华文宋体"),
    }
)
TWO, THREE, FOUR = 22.0, 16.0, 14.0  # 2号、3号、4号 in points
FORM_LINE = 20.0  # points from line to line of a form; open in the standard
RED = "FF0000"
# The standard asks for 醒目、美观、庄重 and leaves sizes open: as large as one line holds.
LARGEST_MARK = 49.0
RED_LINE = 1.5  # points; open in the standard


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of paragraph. Indents in characters of its own size, `before` in lines."""

    name: str
    font: str
    size: float
    clause: str
    align: str = "both"
    before: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    keeps: bool = False
    color: str = ""
    exact: bool = True
    line: float = 0  # points, where it is not that of the page


HEADINGS = ("一级标题", "二级标题", "三级标题", "四级标题")
STYLES = {
    style.name: style
    for style in (
        Style("发文机关标志", SONG, LARGEST_MARK, "7.2.4", "center", color=RED, exact=False),
        Style("发文字号", FANG, THREE, "7.2.5", "center", before=gap("number_gap")),
        Style("发文字号和签发人", FANG, THREE, "7.2.6", "left", gap("number_gap"), first=1),
        # 白头: the standard knows no such paper; its number stands where that of a letter does.
        Style("白头文号", FANG, THREE, "10.1", "right"),
        Style("公文标题", SONG, TWO, "7.3.1", "center", before=gap("title_gap")),
        Style("主送机关", FANG, THREE, "7.3.2", "left", before=gap("recipients_gap")),
        Style("公文正文", FANG, THREE, "7.3.3", first=gap("indent")),
        Style("一级标题", HEI, THREE, "7.3.3", first=gap("indent"), keeps=True),
        Style("二级标题", KAI, THREE, "7.3.3", first=gap("indent"), keeps=True),
        Style("三级标题", FANG, THREE, "7.3.3", first=gap("indent")),
        Style("四级标题", FANG, THREE, "7.3.3", first=gap("indent")),
        Style("附件说明", FANG, THREE, "7.3.4", "left", gap("annex_gap"), left=6.5, hanging=4.5),
        Style("附件说明续行", FANG, THREE, "7.3.4", "left", left=6.5, hanging=1.5),
        Style("署名", FANG, THREE, "7.3.5.2", "right", before=1, keeps=True),
        Style("署名（盖章）", FANG, THREE, "7.3.5.1", "right", before=2, keeps=True),
        Style("联合署名", FANG, THREE, "7.3.5.1", "center", keeps=True),
        Style("成文日期", FANG, THREE, "7.3.5.1", "right", right=gap("day_right")),
        Style("附件标识", HEI, THREE, "7.3.7", "left"),
        Style("附件标题", SONG, TWO, "7.3.7", "center", before=1),
        Style("表格文字", FANG, 12.0, "8", "left", exact=False),
        Style("表单文字", FANG, FOUR, "8", "left", line=FORM_LINE),
        Style("图片", FANG, THREE, "7.3.3", "center", keeps=True, exact=False),
        Style("图片说明", KAI, FOUR, "7.3.3", "center"),
        Style("版记文字", FANG, FOUR, "7.4.2", "left", exact=False),
        Style("页码", PLAIN, FOUR, "7.5", "right", exact=False),
    )
}


def mark_size(characters: int) -> float:
    """Points of a red head of so many characters: one line, no larger than LARGEST_MARK."""
    fitting = TEXT_WIDTH * POINTS_A_MM / max(characters, 1)
    return min(LARGEST_MARK, int(fitting * 2) / 2)


def width_of(text: str) -> float:
    """Characters a line of text takes; Latin letters and digits take half of one."""
    return sum(0.5 if ord(letter) < 0x2E80 and letter not in "〔〕—" else 1 for letter in text)
