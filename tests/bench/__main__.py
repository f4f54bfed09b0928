"""python -m tests.bench: build, serve, measure, print. ROWS= cases; LOOK=1 only serves.

Fails when something cannot be measured. A goal that is missed is shown, and no failure.
"""

import json
import os
import platform
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from portal.demo.accounts import password
from portal.launch.processes import Children, Stopped, stop_on_signals
from portal.launch.refusal import Refusal
from tests.bench import files, pages, place, serving, work
from tests.bench.goals import GOALS, judged
from tests.bench.visitor import Failed

ROWS = int(os.environ.get("ROWS") or 100_000)
ONLY = set(os.environ.get("ONLY", "").split())


def main() -> int:
    stop_on_signals()
    where = place.home(0)
    try:
        with Children() as children, place.standing(where, ROWS, children) as database:
            site = pages.Site(
                port=serving.serve(where, database, children),
                unbound_port=serving.serve_unbound(where, database, children),
                admin=database.admin,
                database=database.admin.rpartition("/")[0] + f"/bench_{ROWS}",
                password=password(where.var),
                rows=ROWS,
            )
            if os.environ.get("LOOK") == "1":
                print(f"http://127.0.0.1:{site.port}/ {site.unbound_port} {site.password}")
                signal.pause()
            table = [show(row) for row in measured(site, where, database)]
    except Stopped:
        return 1
    except (Failed, Refusal) as problem:
        print(problem, file=sys.stderr)
        return 1
    write(where.var.parent / "bench.json", table)
    return 0


def measured(site, where, database) -> Iterator[dict]:
    goals = {goal.name: goal for goal in GOALS}
    head()
    parts = (
        lambda: pages.pages(site),
        lambda: pages.against_admin(site),
        lambda: work.work(site),
        lambda: files.all_of(where, database, site),
        lambda: queries(site),
    )
    for part in parts:
        for name, value, ratio in part():
            yield judged(goals[name], value, ratio, ROWS)


def queries(site: pages.Site) -> Iterator[pages.Measured]:
    """Of the page that asks most beyond the floor."""
    worst = max(site.queries, key=lambda name: site.queries[name])
    print("  statements beyond the floor:", ", ".join(f"{n} {q}" for n, q in site.queries.items()))
    yield "queries", site.queries[worst], None


def head() -> None:
    print(f"\n{ROWS:,} cases, {2 * ROWS:,} households; {os.cpu_count()} × {platform.machine()}\n")
    print(f"{'':24}{'value':>12} {'':11}{'ratio':>8}  {'against':22}{'goal':>8}")


def show(row: dict) -> dict:
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    goal = "" if row["goal"] is None else f"{row['goal']:g}"
    said = {True: "reached", False: "MISSED", None: ""}[row["ok"]]
    print(
        f"{row['name']:24}{row['value']:>12,.1f} {row['unit']:11}{ratio:>8}  "
        f"{row['against']:22}{goal:>8}  {said}",
        flush=True,
    )
    return row


def write(path: Path, table: list[dict]) -> None:
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    missed = [row["name"] for row in table if row["ok"] is False]
    print(f"\n{path}: {len(table)} rows; missed: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
