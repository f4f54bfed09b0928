"""Background tasks know for whom they act. A guard fails on a task made in any other way.

@acting
def write_sheet(actor, at, progress, *, batch_id):
    ...
    return Ended(url="/sheets/7/", message="128行")

jobs.enqueue(write_sheet, actor=actor, at=at, title="导出台账", batch_id=7)
"""

import logging
import secrets
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django_tasks import task

from portal import clock
from portal.access import Actor, SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.jobs import actions
from portal.jobs.actions import Ended
from portal.jobs.models import Job
from portal.jobs.progress import Progress, silent

logger = logging.getLogger("portal.errors")
GONE = "您的账号已停用或不再任职，没有办理。"
BROKEN = "出了问题，没有完成，已记录（编号 {code}），请联系{desk}。"


class TaskFailed(Exception):
    """Stands in the task's row in place of the real error, whose words may quote a row."""


def acting(work: Callable[..., Ended | None]) -> Any:
    """Task of a person: `work(actor, at, progress, **ids)` in one transaction, with her rights of
    the moment it runs. `Refused` ends the job with its words; anything else with a number.
    """

    @wraps(work)
    def run(*, job: str, account: int, **ids: Any) -> None:
        mine = SystemActor(work.__name__, account_id=account)  # sees the job, and no content
        with transaction.atomic(), scope(mine):
            row = Job.objects.visible_to(mine).get(pk=job)
        with Progress(row) as progress:
            try:
                _work_as(work, row, progress, ids)
            except Refused as refusal:
                _fail(row, mine, refusal.words)
            except Exception as error:
                code = _log(work, error)
                desk = f"{settings.PORTAL_DESK_NAME} {settings.PORTAL_DESK_PHONE}"
                _fail(row, mine, BROKEN.format(code=code, desk=desk))
                raise TaskFailed(f"{type(error).__name__} {code}") from None

    return _as_task(run)


def system_task(name: str, reach: str | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Task of the house: names itself and the range of unit codes it works on (the whole city).

    `work(actor, at, progress, **ids)`; enqueued by `work.enqueue(**ids)`.
    """

    def decorate(work: Callable[..., Any]) -> Any:
        @wraps(work)
        def run(**ids: Any) -> None:
            actor = SystemActor(name, scope=settings.PORTAL_CITY_CODE if reach is None else reach)
            try:
                with transaction.atomic(), scope(actor), _history(actor, name):
                    work(actor, clock.now(), silent, **ids)
            except Exception as error:
                raise TaskFailed(f"{type(error).__name__} {_log(work, error)}") from None

        return _as_task(run)

    return decorate


def _work_as(work: Callable[..., Ended | None], row: Job, progress: Progress, ids: Any) -> None:
    with transaction.atomic():
        actor = present_actor(row.account_id)
        with scope(actor), _history(actor, str(row.pk)):
            at = clock.now()
            ended = work(actor, at, progress, **ids) or Ended()
            row.refresh_from_db(fields=["total"])
            actions.finish(job=row, at=clock.now(), ended=ended)


def present_actor(account: int) -> Actor:
    """Who this account may be right now; Refused when it may be nobody any more."""
    posting = (
        Posting.objects.present()
        .select_related("account", "unit")
        .filter(account=account, account__is_active=True)
        .first()
    )
    if posting is None:
        raise Refused(GONE)
    return posting.actor()


def _fail(row: Job, mine: SystemActor, words: str) -> None:
    with transaction.atomic(), scope(mine):
        row.refresh_from_db()
        actions.fail(job=row, at=clock.now(), words=words)


def _history(actor: Actor | SystemActor, request: str) -> Any:
    return pghistory.context(
        account=actor.account_id, unit=actor.unit_code, address="", request=request
    )


def _log(work: Callable[..., Any], error: Exception) -> str:
    """Where it broke, without the words of the error: they may quote a person's data."""
    code = secrets.token_hex(2).upper()
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("task %s %s: %s\n%s", work.__name__, code, type(error).__name__, places)
    return code


def _as_task(run: Callable[..., None]) -> Any:
    run.knows_its_actor = True  # type: ignore[attr-defined]
    return task()(run)
