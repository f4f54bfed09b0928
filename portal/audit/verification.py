"""Computes the chain anew and names what no longer fits. Reads only; needs the log's scope."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db import connection

from portal import clock
from portal.audit import seal
from portal.audit.checks import FLOOR
from portal.audit.models import LogEntry, Seal
from portal.audit.seal import Leaf, Row

MOST_PROBLEMS = 20
UNSEALED = "SELECT count(*) FROM audit_logentry WHERE epoch = %s AND xid >= %s"
OTHER = "SELECT count(*) FROM audit_logentry WHERE NOT (epoch = ANY(%s))"


@dataclass
class Report:
    """What was looked at and what was found; `problems` are sentences, the first one first."""

    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.problems

    def add(self, problem: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


def verify(heads: dict[int, str] | None = None) -> Report:
    """`heads` {number: digest} were exported earlier and kept elsewhere: they find a cut tail and a
    chain written anew from end to end."""
    report = Report()
    before, expected, pruned = seal.GENESIS, 1, pruned_upto()
    ends: dict[str, int] = {}
    digests: dict[int, str] = {}
    for link in Seal.objects.order_by("number").iterator(chunk_size=100):
        if link.number != expected:
            report.add(f"缺第{expected}号封签。")
        if link.digest != computed(link, before):
            report.add(f"第{link.number}号封签本身被改动，或与前一号不衔接。")
        start = ends.get(link.epoch, 0)
        rows = list(seal.rows_between(link.epoch, start, link.upto_xid))
        is_pruned = link.number <= pruned and not rows and link.at < clock.now() - FLOOR
        difference = first_difference(seal.leaves_of(bytes(link.leaves)), rows)
        if difference and not is_pruned:
            report.add(f"第{link.number}号封签：{difference}")
        ends[link.epoch] = max(start, link.upto_xid)
        digests[link.number] = before = link.digest
        expected = link.number + 1
        report.seals, report.rows = report.seals + 1, report.rows + len(rows)
    compare_heads(report, heads or {}, digests)
    report.unsealed = unsealed(ends)
    return report


def pruned_upto() -> int:
    """The last link whose entries were dropped by age, as the log itself says; 0 for none."""
    said = LogEntry.objects.filter(action=seal.PRUNED).values_list("data", flat=True)
    return max((data.get("upto", 0) for data in said), default=0)


def computed(link: Seal, before: str) -> str:
    return seal.digest_of(
        before=before,
        number=link.number,
        epoch=link.epoch,
        upto=link.upto_xid,
        at=link.at,
        leaves=bytes(link.leaves),
    )


def first_difference(leaves: list[Leaf], rows: list[Row]) -> str:
    """The first row that was edited, removed or put in, in words; "" when all stand as sealed."""
    sealed = {leaf.id for leaf in leaves}
    present = {row.leaf.id for row in rows}
    for leaf, row in zip_longest(leaves, rows):
        if row is not None and row.leaf.id not in sealed:
            return f"后来插入的记录 {row.words}。"
        if leaf is not None and leaf.id not in present:
            return f"记录已被删除（{leaf.id}）。"
        if leaf is None or row is None or row.leaf.id != leaf.id:
            return "记录的次序被改动。"
        if row.leaf.digest != leaf.digest:
            return f"记录被改动 {row.words}。"
    return ""


def compare_heads(report: Report, heads: dict[int, str], digests: dict[int, str]) -> None:
    for number, digest in sorted(heads.items()):
        if number not in digests:
            report.add(f"第{number}号封签已不在：日志的末尾被截去。")
        elif digests[number] != digest:
            report.add(f"第{number}号封签与导出的不同：封签被重写。")


def unsealed(ends: dict[str, int]) -> int:
    """Rows no link covers yet: those of the last minute, or of a sealer that does not run."""
    with connection.cursor() as cursor:
        cursor.execute(OTHER, [list(ends)])
        total = cursor.fetchone()[0]
        for epoch, end in ends.items():
            cursor.execute(UNSEALED, [epoch, end])
            total += cursor.fetchone()[0]
    return total


def heads_in(lines: Iterable[str]) -> dict[int, str]:
    """Reads what export_seals wrote: number and digest, then whatever. Raises ValueError."""
    heads = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            number, digest, *_ = line.split()
            heads[int(number)] = digest
    return heads
