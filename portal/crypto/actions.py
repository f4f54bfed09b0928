"""Re-encryption after a key rotation."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Substr

from .fields import SEAL, Ciphertext, EncryptedTextField
from .provider import HEADER_LENGTH, current_header, encrypt

Column = tuple[type[models.Model], str]


def encrypted_columns() -> list[Column]:
    """Every encrypted column of the installed apps, without the append-only history tables."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField) and not hasattr(model, "pgh_tracked_model")
    ]


def reencrypt(*, columns: Iterable[Column]) -> Iterator[tuple[type[models.Model], object]]:
    """Bring the visible rows to the current field key; yields (model, primary key) as each is done.

    Each row is locked, deciphered and written in a transaction of its own, so it may be cut off and
    started again: finished rows are not visited twice. Under row security the caller opens the
    scope; without one no row is visible and nothing is yielded. Raises Undecipherable at a damaged
    row. The history keeps the old ciphertext, and with it the need for the old key.
    """
    for model, name in columns:
        for key in _stale_keys(model, name):
            if _renew(model, name, key):
                yield model, key


def _stale_keys(model: type[models.Model], name: str) -> Iterator[object]:
    head: models.Func = Substr(name, 1, HEADER_LENGTH, output_field=models.BinaryField())
    return (
        model._base_manager.filter(**{f"{name}__isnull": False})
        .alias(head=head)
        .exclude(head=current_header())
        .values_list("pk", flat=True)
        .iterator()
    )


@transaction.atomic
def _renew(model: type[models.Model], name: str, key: object) -> bool:
    """Encrypt one value anew under a lock; False when the row or the value is gone meanwhile."""
    rows = model._base_manager.filter(pk=key)
    row = rows.select_for_update().values_list(SEAL, name).first()
    if row is None or row[1] is None:
        return False
    seal, held = row
    table, _, field = held.label.rpartition(".")
    token = encrypt(held.open(seal), context=(table, field, seal))
    return bool(rows.update(**{name: Ciphertext(held.label, token)}))
