"""Taking a file in, importing it, showing once what may be shown once."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from portal.access import Actor
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.jobs.progress import silent
from portal.sheets import reading, registry
from portal.sheets.checking import check
from portal.sheets.choices import Mode
from portal.sheets.declaration import SHOWN, Checked, Sheet
from portal.sheets.models import ColumnSet, Upload

KEPT = timedelta(days=1)
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('sheet ' || %s, 0))"
Progress = Callable[[int, int, str], None]


@transaction.atomic
def take_file(*, sheet: Sheet, name: str, content: bytes, actor: Actor, at: datetime) -> Upload:
    """Read and check a file, and keep it with what was found. Raises Unreadable, WrongColumns."""
    _ensure_allowed(sheet, actor)
    table = reading.read(content)
    checked = check(sheet=sheet, table=table, actor=actor, today=timezone.localdate(at))
    upload = Upload.objects.create(
        account_id=actor.account_id,
        sheet=sheet.name,
        file_name=name[-120:],
        content=base64.b64encode(content).decode(),
        result=json.dumps(_summary_of(sheet, checked), ensure_ascii=False),
        uploaded_at=at,
    )
    audit.record(
        actor=actor, action="sheet.checked", at=at, sheet=sheet.name, rows=checked.total,
        bad_rows=checked.bad_rows,
    )  # fmt: skip
    return upload


def _summary_of(sheet: Sheet, checked: Checked) -> dict[str, Any]:
    labels = {column.key: column.label for column in sheet.columns} | {"": "整行"}
    return {
        "total": checked.total,
        "good": len(checked.good),
        "known": len(checked.known),
        "bad_cells": len(checked.bad),
        "bad_rows": checked.bad_rows,
        "ignored": list(checked.ignored),
        "bad": [[one.row, labels[one.key], one.words] for one in checked.bad[:SHOWN]],
    }


@transaction.atomic
def import_file(
    *, upload: Any, mode: str, actor: Actor, at: datetime, progress: Progress = silent
) -> Upload:
    """Write the rows of a checked file, all in this transaction: nothing half-done is left.

    The file is checked anew: what was fine an hour ago may be there by now. A row that is in the
    portal already is counted and not written again. Raises Refused.
    """
    upload = _locked(upload, actor)
    if upload.is_done:
        return upload
    sheet = registry.sheet_for(actor, upload.sheet)
    if sheet is None:
        raise Refused("您没有导入这张表的权限。")
    _one_at_a_time(sheet)
    progress(0, 0, "正在检查")
    table = reading.read(upload.bytes)
    checked = check(sheet=sheet, table=table, actor=actor, today=timezone.localdate(at))
    if checked.bad and (mode != Mode.GOOD or sheet.is_whole):
        raise Refused(f"有{len(checked.bad):,}处需修改，没有导入。请改好后重新上传。")
    if not checked.good and not checked.known:
        raise Refused("没有可以导入的行。")
    written = sheet.write(rows=checked.good, actor=actor, at=at, progress=progress)
    upload.imported_at = at
    upload.made, upload.known = written.made, len(checked.known)
    upload.content = ""
    upload.secrets = json.dumps(written.secrets, ensure_ascii=False) if written.secrets else ""
    upload.result = json.dumps(upload.summary | {"words": written.words}, ensure_ascii=False)
    upload.save(update_fields=["imported_at", "made", "known", "content", "secrets", "result"])
    audit.record(
        actor=actor, action="sheet.imported", at=at, sheet=sheet.name, rows=checked.total,
        made=written.made, known=len(checked.known), left_out=checked.bad_rows,
    )  # fmt: skip
    return upload


@transaction.atomic
def show_secrets(*, upload: Any, actor: Actor, at: datetime) -> list[dict[str, str]]:
    """What the import made that may be shown once; from now on it is nowhere. Raises Refused."""
    upload = _locked(upload, actor)
    if not upload.secrets:
        raise Refused("开户单只能显示一次，已经显示过。忘了登录码的，请在账号管理里重置。")
    secrets = json.loads(upload.secrets)
    upload.secrets = ""
    upload.save(update_fields=["secrets"])
    audit.record(actor=actor, action="sheet.slips", at=at, sheet=upload.sheet, rows=len(secrets))
    return secrets


@transaction.atomic
def keep_columns(
    *, export: str, name: str, columns: list[str], is_shared: bool, actor: Actor, at: datetime
) -> ColumnSet:
    """Keep her columns in her order under a name; the same name is overwritten."""
    if not columns:
        raise Refused("请至少选择一列。", field="columns")
    mine = ColumnSet.objects.visible_to(actor).select_for_update()
    found = mine.filter(account=actor.account_id, export=export, name=name).first()
    kept = found or ColumnSet(
        account_id=actor.account_id, unit_code=actor.unit_code, export=export, name=name
    )
    kept.columns, kept.is_shared = columns, is_shared
    kept.save()
    return kept


@transaction.atomic
def record_export(
    *,
    actor: Actor,
    at: datetime,
    export: str,
    rows: int,
    used: list[str],
    columns: list[str],
    purpose: str,
    is_plain: bool,
    is_whole: bool,
) -> None:
    """Who took what out, and for what: names of filters and columns, counts, never a row."""
    audit.record(
        actor=actor, action="sheet.exported", at=at, export=export, rows=rows, filter=used,
        columns=columns, purpose=purpose, plain=is_plain, whole=is_whole,
    )  # fmt: skip


@transaction.atomic
def prune(*, at: datetime) -> int:
    """Drop files older than KEPT, whoever they belong to; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sheets_prune(%s)", [at - KEPT])
        return cursor.fetchone()[0]


def _one_at_a_time(sheet: Sheet) -> None:
    """Two files with the same rows: the second waits, and finds them there."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [sheet.name])


def _ensure_allowed(sheet: Sheet, actor: Actor) -> None:
    if not actor.can(sheet.permission):
        raise Refused("您没有导入这张表的权限。")


def _locked(upload: Any, actor: Actor) -> Upload:
    """One's own, locked until the transaction ends. Raises Refused for any other."""
    mine = Upload.objects.visible_to(actor).select_for_update()
    found = mine.filter(pk=getattr(upload, "pk", upload)).first()
    if found is None:
        raise Refused("没有这份文件，或已过保留期，请重新上传。")
    return found
