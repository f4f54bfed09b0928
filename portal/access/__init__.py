"""Who may do what, and which rows exist for whom. See docs/adr/0002-row-security.md."""

from portal.access.actor import Actor, SystemActor
from portal.access.permissions import Permission, Role
from portal.access.scope import scope

__all__ = ["Actor", "Permission", "Role", "SystemActor", "scope"]
