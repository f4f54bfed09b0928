"""Model fields over the provider.

    class Party(models.Model):
        seal = models.UUIDField(default=uuid4, editable=False, unique=True)
        phone = EncryptedTextField("电话", label="cases.party.phone", null=True, blank=True)
        phone_index = BlindIndexField(source="phone", purpose=Purpose.PHONE, db_index=True)

    Party.objects.filter(phone_index="138 0013 8000")

The label and the row's seal are the place a ciphertext belongs to. The label is written out, never
derived: history tables copy the columns `seal` and `phone`, and open under the same label.

* Reading a row deciphers nothing; reading the attribute does, on each access.
* An unchanged value is written back byte for byte, so the history shows only real changes.
* `values()` gives a `Ciphertext`; `.open(seal)` opens it.
* No lookup but `isnull`; no `update()` or `bulk_update()` of text, for they do not know the seal.
* A column added to a table with rows needs `null=True`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.models import signals
from django.db.models.query_utils import DeferredAttribute

from . import provider
from .provider import Purpose, Undecipherable

SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """An encrypted column as it lies in the table; it opens only with its own row's seal."""

    label: str
    token: bytes = field(repr=False)

    def open(self, seal: UUID) -> str:
        """The text. Raises Undecipherable for another row's seal."""
        return provider.decrypt(self.token, context=_context(self.label, seal))

    def __str__(self) -> str:
        return "〔密文〕"


class SealedAttribute(DeferredAttribute):
    """Holds what the row holds; opens it when it is read."""

    def held(self, instance: models.Model) -> Ciphertext | str | None:
        """The value unopened; loads a deferred one by one query, without opening it."""
        data, name = instance.__dict__, self.field.attname
        if name not in data:
            rows = type(instance)._base_manager.using(instance._state.db)
            data[name] = rows.values_list(name, flat=True).get(pk=instance.pk)
        return data[name]

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = self.held(instance)
        return value.open(getattr(instance, SEAL)) if isinstance(value, Ciphertext) else value

    def __set__(self, instance: models.Model, value: Ciphertext | str | None) -> None:
        if value is not None and not isinstance(value, Ciphertext | str):
            raise TypeError(f"{self.field} 只接受文字。")
        if not self._is_unchanged(instance, value):
            instance.__dict__[self.field.attname] = value

    def _is_unchanged(self, instance: models.Model, value: Ciphertext | str | None) -> bool:
        held = instance.__dict__.get(self.field.attname)
        if not (isinstance(held, Ciphertext) and isinstance(value, str)):
            return False
        try:
            return held.open(getattr(instance, SEAL)) == value
        except Undecipherable:  # a damaged value may be written anew
            return False


class EncryptedTextField(models.TextField):
    """Text that lies encrypted in a bytea column, bound to `label` and the row's `seal`."""

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        """`label`: "app.model.field" of the model that owns the text; never change it."""
        self.label = label
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.label.count(".") != 2 or not all(self.label.split(".")):
            found.append(checks.Error("label 须写作 app.model.field。", obj=self, id="crypto.E001"))
        if not isinstance(_field(self.model, SEAL), models.UUIDField):
            found.append(checks.Error("模型须有 UUID 字段 seal。", obj=self, id="crypto.E002"))
        return found

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self} 已加密，只能按 isnull 查询；按值查询请用 BlindIndexField。")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self} 已加密，不支持 {lookup_name}。")

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        """Encrypt a new text. A ciphertext inserted as a new row must open there."""
        attribute: SealedAttribute = getattr(type(model_instance), self.attname)
        held = attribute.held(model_instance)
        if isinstance(held, Ciphertext):
            if add:
                held.open(getattr(model_instance, SEAL))
            return held
        if held is None:
            return None
        place = _context(self.label, getattr(model_instance, SEAL))
        written = Ciphertext(self.label, provider.encrypt(held, context=place))
        model_instance.__dict__[self.attname] = written
        return written

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(self.label, bytes(value))

    def get_prep_value(self, value: Any) -> Ciphertext | None:
        if value is not None and not (isinstance(value, Ciphertext) and value.label == self.label):
            raise FieldError(f"{self} 已加密，只能逐条 save() 或 bulk_create() 写入。")
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value.token)

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self} 已加密，不能序列化。")

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", forms.CharField)
        return super().formfield(**{"empty_value": None, **kwargs} if self.null else kwargs)


class BlindIndexField(models.BinaryField):
    """HMAC of an encrypted number, looked up by the plain number: exact, in, isnull.

    Filled from `source` whenever the row is saved; NULL when there is nothing to index.
    """

    def __init__(self, *args: Any, source: str, purpose: str, **kwargs: Any) -> None:
        self.source = source
        self.purpose = Purpose(purpose)
        super().__init__(*args, **{**kwargs, "null": True, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "purpose": str(self.purpose)}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        is_history = hasattr(self.model, "pgh_tracked_model")  # may leave the source out
        if not is_history and not isinstance(_field(self.model, self.source), EncryptedTextField):
            message = "source 须是 EncryptedTextField。"
            found.append(checks.Error(message, obj=self, id="crypto.E003"))
        return found

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            signals.pre_save.connect(self._refuse_to_fall_behind, sender=cls)

    def _refuse_to_fall_behind(
        self, instance: models.Model, update_fields: Collection[str] | None, **kwargs: Any
    ) -> None:
        """save(update_fields=[source]) without the index would leave the old number findable."""
        named = update_fields or ()
        is_new = isinstance(instance.__dict__.get(self.source), str | None)
        if is_new and self.source in named and self.name not in named:
            raise FieldError(f"update_fields 中有 {self.source}，须同时写上 {self.name}。")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"exact", "in", "isnull"}:
            raise FieldError(f"{self} 是盲索引，只能按整个号码查询。")
        return super().get_lookup(lookup_name)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        text = getattr(model_instance, self.source)
        has_index = text and provider.normalise(text, purpose=self.purpose)
        value = provider.mac(text, purpose=self.purpose) if has_index else None
        setattr(model_instance, self.attname, value)
        return value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)

    def get_prep_value(self, value: Any) -> Any:
        """A plain number becomes its mac; bytes are one already."""
        return provider.mac(value, purpose=self.purpose) if isinstance(value, str) else value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            raise FieldError(f"{self} 由 {self.source} 算出，不能直接写入。")
        return super().get_db_prep_save(value, connection)


def _context(label: str, seal: UUID) -> provider.Context:
    table, _, name = label.rpartition(".")
    return table, name, seal


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
