"""统计表 (reference cases.md §7.2): tables as declarations, counted by one query each.

A column is a condition, a line a value of the table's dimension: the same two make the number and
open it to its list, so a number and its list cannot mean two things.
"""

from cases.reports.counting import Cell, Counted, behind, count, facts_of, lines_of
from cases.reports.tables import TABLES, table_named

__all__ = ["TABLES", "Cell", "Counted", "behind", "count", "facts_of", "lines_of", "table_named"]
