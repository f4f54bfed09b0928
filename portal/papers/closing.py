"""How a paper ends: names and day (落款), and the lines at the foot of its last page (版记)."""

from typing import Any

from docx.shared import Pt

from portal.papers import layout, oxml
from portal.papers.document import Paper, day_in_words, imprint
from portal.papers.layout import LINE, TEXT_WIDTH, mm
from portal.papers.pieces import add, bare_table, plain, set_widths

ISSUERS_A_ROW = 3


# ── Signature ───────────────────────────────────────────────────────────────────────────────────
def write_signature(document: Any, paper: Paper) -> None:
    """落款: names and day at the right; room is left for seals where the paper carries one."""
    if paper.day is None:
        return
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # never a page of names alone
    day = day_in_words(paper.day)
    if len(paper.issuers) > 1 and paper.is_sealed:
        write_joint_signature(document, paper)
        add(document, "成文日期", day)
        return
    widest = max((layout.width_of(name) for name in paper.issuers), default=0)
    day_right = signature_right(widest, layout.width_of(day), is_sealed=paper.is_sealed)
    for index, name in enumerate(paper.issuers):
        line = add(document, "署名（盖章）" if paper.is_sealed else "署名", name)
        if index:
            line.paragraph_format.space_before = Pt(0)
        if paper.is_sealed:  # centred over the day
            right = day_right + (layout.width_of(day) - layout.width_of(name)) / 2
        else:  # one left edge for all
            right = day_right + layout.width_of(day) - widest + 2 + widest - layout.width_of(name)
        set_right(line, right)
    set_right(add(document, "成文日期", day), day_right)


def signature_right(name: float, day: float, *, is_sealed: bool) -> float:
    """Characters left free at the right of the day, for the widest name above it.

    With a seal 4 (7.3.5.1), more where the name centred over it would leave the page. Without one
    the day begins two characters right of the name, which leaves 2 free (7.3.5.2).
    """
    if is_sealed:
        return max(layout.gap("day_right"), (name - day) / 2)
    return max(layout.gap("issuer_right") + name - 2 - day, layout.gap("issuer_right"))


def set_right(paragraph: Any, characters: float) -> None:
    form = paragraph._p.get_or_add_pPr()
    form.append(oxml.indents(layout.THREE, right=max(characters, 0)))


def write_joint_signature(document: Any, paper: Paper) -> None:
    names = paper.issuers
    longest = max(len(name) for name in names)
    fitting = max(int(layout.gap("characters") // (longest + 1)), 1)
    columns = min(ISSUERS_A_ROW, fitting, len(names))
    table = bare_table(document, -(-len(names) // columns), columns)
    set_widths(table, [round(100 / columns)] * columns)
    for index, name in enumerate(names):
        line = table.cell(index // columns, index % columns).paragraphs[0]
        line.style = document.styles["联合署名"]
        line.paragraph_format.space_before = Pt(2 * LINE / oxml.TWIPS_A_POINT)
        line.add_run(plain(name))


# ── 版记 ────────────────────────────────────────────────────────────────────────────────────────
def write_imprint(document: Any, paper: Paper) -> None:
    """At the foot of the last page: thick line, thin line between, thick line (7.4)."""
    lines = imprint(paper)
    if not lines:
        return
    table = bare_table(document, len(lines), 1)
    set_widths(table, [100])
    rows = [lines_taken(left, right) for left, right in lines]
    top = round(layout.TEXT_HEIGHT * layout.TWIPS_A_MM) - sum(rows) * LINE
    table._tbl.tblPr.insert(0, oxml.floating(top))
    thick, thin = (
        ("single", round(mm(name) * layout.POINTS_A_MM * 8), "000000") for name in ("thick", "thin")
    )
    oxml.put_borders(table, {"top": thick, "bottom": thick, "insideH": thin})
    side = layout.gap("imprint_side")
    for row, taken, (left, right) in zip(table.rows, rows, lines, strict=True):
        height = oxml.element("w:trHeight", val=taken * LINE, hRule="exact")
        row._tr.get_or_add_trPr().append(height)
        row.cells[0].vertical_alignment = 1
        paragraph = row.cells[0].paragraphs[0]
        paragraph.style = document.styles["版记文字"]
        hang = {} if right else {"hanging": 3}
        indent = oxml.indents(layout.FOUR, left=side + hang.get("hanging", 0), right=side, **hang)
        paragraph._p.get_or_add_pPr().append(indent)
        paragraph.add_run(plain(left))
        if right:
            stop = Pt(TEXT_WIDTH * layout.POINTS_A_MM - layout.FOUR * side)
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop, alignment=2)
            if taken > 1:  # the day is never broken: it takes the line below
                paragraph.add_run().add_break()
            paragraph.add_run(f"\t{plain(right)}")
    anchor = document.add_paragraph()
    anchor.paragraph_format.line_spacing = Pt(1)


def lines_taken(left: str, right: str) -> int:
    """Lines of 4号 type that a row of 版记 takes, one character free at each side."""
    room = int(TEXT_WIDTH * layout.POINTS_A_MM / layout.FOUR - 2 * layout.gap("imprint_side"))
    if int(layout.width_of(left + right) + 1) <= room:
        return 1
    return -(-int(layout.width_of(left) + 1) // room) + bool(right)
