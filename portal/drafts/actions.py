"""Keep what is typed; let what was sent count once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from portal.access import Actor
from portal.access.refusal import Refused
from portal.drafts import registry
from portal.drafts.models import Draft, Submission

LARGEST = 256 * 1024  # bytes of content
MOST = 40  # drafts of one account; the oldest goes first
KEPT = timedelta(days=30)
INSERT_ONCE = """
INSERT INTO drafts_submission (key, account_id, result_url, at) VALUES (%s, %s, '', %s)
ON CONFLICT DO NOTHING
"""


class TooLarge(Refused):
    """More than a draft may hold."""


class NotDraftable(LookupError):
    """No form of this name may be kept."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A draft opened again: `initial` is for the form, `saved_at` for the line above it."""

    saved_at: datetime
    initial: dict[str, Any]


# ── Drafts ──────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep(*, form: str, values: Mapping[str, list[str]], actor: Actor, at: datetime) -> Draft | None:
    """Keep the known fields of one form, over what was kept before; None if nothing is to keep.

    A draft that arrives after its own form was sent (the key in `values` is used) is not kept: it
    would come back as unfinished work. Raises NotDraftable, TooLarge.
    """
    kind = registry.known(form)
    if kind is None:
        raise NotDraftable(form)
    if _was_sent(values.get(registry.ONCE, [""])[-1], actor):
        return None
    known = {name: list(values[name]) for name in sorted(kind.fields) if name in values}
    content = json.dumps(known)
    if len(content) > LARGEST:
        raise TooLarge("内容过长，草稿未保存，请删减。")
    draft = _locked(form, actor) or Draft(account_id=actor.account_id, form=form)
    draft.content, draft.saved_at = content, at
    draft.save()
    over = Draft.objects.visible_to(actor).order_by("-saved_at").values("pk")[MOST:]
    Draft.objects.visible_to(actor).filter(pk__in=list(over.values_list("pk", flat=True))).delete()
    return draft


@transaction.atomic
def discard(*, form: str, actor: Actor) -> None:
    Draft.objects.visible_to(actor).filter(form=form).delete()


def restore(*, form: str, actor: Actor) -> Restored | None:
    """What this person left in this form, as initial values; None when there is nothing."""
    kind = registry.known(form)
    draft = Draft.objects.visible_to(actor).filter(form=form).first() if kind else None
    if kind is None or draft is None:
        return None
    known = {name: v for name, v in json.loads(draft.content).items() if name in kind.fields}
    if not any(value for values in known.values() for value in values):
        return None
    initial: dict[str, Any] = dict.fromkeys(kind.ticks, False)
    initial |= {name: [] for name in kind.many}
    for name, values in known.items():
        initial[name] = values if name in kind.many else values[-1]
    return Restored(draft.saved_at, initial)


def _locked(form: str, actor: Actor) -> Draft | None:
    """The draft, held until the end: two tabs save one after the other and make one row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"draft {actor.account_id} {form}"],
        )
    return Draft.objects.visible_to(actor).filter(form=form).first()


# ── Once ────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def submit(
    *, actor: Actor, at: datetime, key: UUID, work: Callable[[], str], draft: str = ""
) -> str:
    """Do `work` once for this key and give its address; a twin gets the address of the first.

    The draft of the form goes in the same transaction. When `work` refuses, the key is free again.
    """
    earlier = once(key=key, actor=actor, at=at)
    if earlier is not None:
        return earlier
    url = work()
    finish(key=key, actor=actor, url=url)
    if draft:
        discard(form=draft, actor=actor)
    return url


def once(*, key: UUID, actor: Actor, at: datetime) -> str | None:
    """Take the key: None for who comes first, the first one's address for everybody after.

    A twin that comes while the first is at work waits here until it commits; if the first is rolled
    back, the twin is the first. Call inside the transaction of the write. Raises Refused for a key
    that is somebody else's.
    """
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ONCE, [key, actor.account_id, at])
        if cursor.rowcount:
            return None
    earlier = Submission.objects.visible_to(actor).filter(key=key).first()
    if earlier is None:
        raise Refused("这个页面不是您打开的，请刷新后再提交。")
    return earlier.result_url or "/"


def finish(*, key: UUID, actor: Actor, url: str) -> None:
    """Say where the first one led, for the twins."""
    Submission.objects.visible_to(actor).filter(key=key).update(result_url=url)


def _was_sent(key: str, actor: Actor) -> bool:
    try:
        wanted = UUID(key)
    except ValueError:
        return False
    return Submission.objects.visible_to(actor).filter(key=wanted).exists()


# ── Cleaning ────────────────────────────────────────────────────────────────────────────────────
def prune(*, at: datetime) -> int:
    """Drop drafts and used keys older than KEPT, of everybody; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT drafts_prune(%s)", [at - KEPT])
        return cursor.fetchone()[0]
