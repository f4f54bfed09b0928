"""python -m tests.bench.fill ROWS: fill the database DATABASE_URL names, as its administrator.

Up to PATTERNS cases are made one by one; beyond them the database copies those (copies.py), so
that ROWS is then a multiple of PATTERNS.
"""

import os
import sys
import time

import django

PATTERNS = 100_000


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    fill(count)


def fill(count: int) -> None:
    from django.db import connection

    from cases.models import Case
    from families.models import Household
    from portal import clock
    from portal.search.models import Entry
    from tests.bench import copies, homes, load, rows, sealed

    began, now, pool = time.monotonic(), clock.now(), sealed.pool()
    patterns = min(count, PATTERNS)
    times = count // patterns - 1
    index = next(index for index in Entry._meta.indexes if index.name == "search_by_token")
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")  # no history, no checks of keys
        cursor.execute("SET maintenance_work_mem = '512MB'")
        with connection.schema_editor(atomic=False) as editor:
            editor.remove_index(Entry, index)
        first_case, first_home = rows.after(Case), rows.after(Household)
        load.load_cases(patterns, now, pool)
        if times:
            copies.copy_cases(first_case, times)
        say(f"{count:,} cases", began)
        each = homes.load_homes(2 * patterns, now, pool, times + 1)
        if times:
            copies.copy_homes(first_home, times, each)
        say(f"{2 * count:,} households", began)
        rows.forward(*load.TABLES, Household)
        with connection.schema_editor(atomic=False) as editor:
            editor.add_index(Entry, index)
        say("search index", began)
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    say("analysed", began)


def say(what: str, began: float) -> None:
    print(f"  {what:<28}{time.monotonic() - began:8.1f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
