"""Opens a spreadsheet that may be hostile, in a process of its own with little memory.

Run by reading.py as a script, never imported: `python -I untrusted.py file result`. It writes one
JSON line {"error": word} or {"rows": n, "formulas": […], "merged": […]}, then one line for each
row. A file that makes the reader grow, hang or abort takes this process with it and nothing else.
"""

import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from python_calamine import CalamineWorkbook

MEMORY = 900 * 1024 * 1024
SECONDS = 40
MOST_BYTES, MOST_RATIO, MOST_PARTS = 50 * 1024 * 1024, 100, 2_000
SMALL = 1024 * 1024  # a part that unpacks to less than this harms nobody, however well it packs
MOST_ROWS, MOST_COLUMNS, HEAD = 20_000, 60, 5  # HEAD: rows above the first row of data
NAMED = 1_000  # formulas and merged ranges that are told one by one
WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Refused(Exception):
    """The word reading.py turns into a sentence."""


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def column_of(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def check_parts(archive):
    """Sizes as the directory claims them, then as they are: a lying size fails its checksum."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Refused("unpacked")
    packed = sum(part.compress_size for part in parts) or 1
    total = sum(part.file_size for part in parts)
    if total > SMALL and total / packed > MOST_RATIO:
        raise Refused("ratio")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("no_workbook")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("macros")
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("password")
        content = archive.read(part)
        if part.filename.endswith((".xml", ".rels")) and (
            b"<!DOCTYPE" in content
            or b"<!ENTITY" in content
            or content[:2] in {b"\xff\xfe", b"\xfe\xff"}
        ):
            raise Refused("entities")


class Survey:
    """Formulas and merged ranges of one worksheet. Refuses one that is too large before it is laid
    out: the reader makes room for every cell between the first and the last one."""

    def __init__(self, content):
        self.formulas, self.merged = [], []
        self.row = self.column = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.Parse(content, True)

    def start(self, name, attributes):
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cell(attributes.get("r"))
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "f" and len(self.formulas) < NAMED:
            self.formulas.append([self.row, self.column])
        elif tag == "mergeCell" and len(self.merged) < NAMED:
            self.merged.append(attributes.get("ref", ""))

    def cell(self, name):
        """A cell says where it is, or stands behind the one before it."""
        self.column += 1
        if name is not None:
            found = PLACE.fullmatch(name)
            if not found:
                raise Refused("broken")
            self.row, self.column = int(found[2]), column_of(found[1])
        if self.row > MOST_ROWS + HEAD:
            raise Refused("rows")
        if self.column > MOST_COLUMNS:
            raise Refused("columns")


def first_sheet(archive):
    """The part of the first worksheet, as the workbook lists them."""
    found, links = [], {}

    def sheet(name, attributes):
        if name.rpartition(":")[2] == "sheet":
            found.extend(value for key, value in attributes.items() if key.endswith(":id"))

    def link(name, attributes):
        if name.rpartition(":")[2] == "Relationship":
            links[attributes["Id"]] = attributes["Target"].removeprefix("/").removeprefix("xl/")

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", link)):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handler
        parser.Parse(archive.read(part), True)
    return f"xl/{links[found[0]]}"


def plain(cell):
    """JSON of one cell: days as {"d": …}, times as text."""
    if isinstance(cell, datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return str(cell) if isinstance(cell, time | timedelta) else cell


def convert(source, result):
    with zipfile.ZipFile(source) as archive:
        check_parts(archive)
        surveys = {
            name: Survey(archive.read(name))
            for name in archive.namelist()
            if WORKSHEET.fullmatch(name)
        }
        first = first_sheet(archive)
    formulas, merged = surveys[first].formulas, surveys[first].merged
    sheet = CalamineWorkbook.from_path(source).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    head = {"rows": len(rows), "formulas": formulas, "merged": merged}
    result.write(json.dumps(head) + "\n")
    for row in rows:
        result.write(json.dumps([plain(cell) for cell in row], ensure_ascii=False) + "\n")


def main(source, target):
    limits()
    with open(target, "w", encoding="utf-8", errors="replace") as result:
        try:
            convert(source, result)
        except Refused as refusal:
            word = str(refusal)
        except MemoryError:
            word = "memory"
        except Exception:
            word = "broken"
        else:
            return
        result.seek(0)
        result.truncate()
        result.write(json.dumps({"error": word}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
