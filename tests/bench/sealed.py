"""Ciphertexts by the pool: ciphering each of a million rows anew would be most of the build."""

import uuid
from dataclasses import dataclass
from typing import Any

from portal.crypto import provider
from tests.bench.rows import Binary

POOL = 2_000  # phones


@dataclass(frozen=True)
class Sealed:
    """A phone and the columns it fills: a ciphertext opens only in the row of its seal, so rows of
    one phone share the seal as well."""

    phone: str
    party: dict[str, Any]
    contact: dict[str, Any]
    household: dict[str, Any]


def pool() -> list[Sealed]:
    return [sealed(uuid.UUID(int=place + 1), f"1000{place:07d}") for place in range(POOL)]


def sealed(seal: uuid.UUID, phone: str) -> Sealed:
    index = Binary(provider.mac(phone, purpose="phone"))

    def columns(model: str, **texts: str) -> dict[str, Any]:
        made = {
            name: Binary(provider.encrypt(text, context=(model, name, seal)))
            for name, text in texts.items()
        }
        return {"seal": seal} | made

    empty = dict.fromkeys(("identity_number", "whereabouts", "safe_contact"), "")
    return Sealed(
        phone=phone,
        party=columns("cases.party", phone=phone, **empty) | {"phone_index": index},
        contact=columns("cases.contact", caller_phone=phone) | {"caller_phone_index": index},
        household=columns("families.household", phone=phone, door="1号楼101室"),
    )
