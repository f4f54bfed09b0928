"""Spreadsheets in and out. One declaration gives the template, the dry run, the import, the pages.

In, for an app (its own room `imports`, one file a sheet; cases/imports/history.py is an example):

    from portal.sheets.declaration import Bad, Column, Kind, Row, Sheet, Written

    HOUSEHOLDS = Sheet(
        name="households", title="家庭档案", permission=Permission.FAMILY_IMPORT,
        columns=(
            Column("village", "村（社区）", Kind.CHOICE, required=True, choices=villages_of),
            Column("head", "户主", required=True, max_length=30),
            Column("members", "人口", Kind.INTEGER),
        ),
        key=("village", "head", "door"),  # what tells one line from another
        existing=existing,  # (actor, keys) -> those in the portal already: no doubles
        check=check,        # (actor, rows, today) -> Bad(row.number, "members", "一句话。") …
        write=write,        # (rows=, actor=, at=, progress=) -> Written(made); calls actions alone
        lands_on=("看家庭", "families:list", ""),
    )

and in `apps.py: ready()`: `registry.register(HOUSEHOLDS)`. Who imports needs SHEET_IMPORT (the
pages) and the sheet's own permission; the app's list links to `{% url "sheets:sheet" "households"
%}`. One sheet for each record (上年数 of one campaign): `registry.register_maker("figures", make)`,
where `make(actor, "12")` gives the Sheet named `figures-12`, or None.

What holds for every sheet: a file is checked first and written only when somebody says so; all rows
or the good ones; the whole import is one transaction under a lock of its sheet, so that kill -9
leaves nothing and two people at once make no doubles; above `at_once` rows it runs in the
background with progress. `write` should take many rows to a statement and call `progress(done,
total, words)` after each batch. A sheet whose rows may change says in `existing` only those that
are the same already: the others are written over.

Out: `exports.write(title=, fields=[Field(key, label, width)], rows=iterator of {key: cell},
actor=, at=, is_personal=)` gives an xlsx to stream (`views.download`), then
`actions.record_export(...)`. Saved columns: `forms.ExportForm`, `actions.keep_columns`.
"""
