"""Who is acting: built once per request or task, passed down, never looked up again."""

from dataclasses import dataclass, field

from portal.access.permissions import LEADERS, Permission, Reach, Role, permissions_of, reach_of

# Organisational codes are ASCII in C collation: '~' follows every letter, '!' follows nothing
# but the end. [code, code~) is a unit and all below it, [code, code!) the unit alone.
BELOW, ALONE = "~", "!"


def range_of(code: str, reach: Reach) -> tuple[str, str]:
    """Half-open range of unit codes; two empty strings see no row at all."""
    if not code or reach is Reach.NOTHING:
        return "", ""
    return code, code + (BELOW if reach is Reach.SUBTREE else ALONE)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one unit, with the rights of this very moment.

    `scope`/`upto` bound the unit codes of rows that exist for her; `above` are the codes of the
    units over hers, whose published rows she reads.
    """

    account_id: int
    name: str
    unit_id: int
    unit_code: str
    unit_name: str
    roles: frozenset[Role] = frozenset()
    above: tuple[str, ...] = ()
    permissions: frozenset[Permission] = field(init=False)
    scope: str = field(init=False)
    upto: str = field(init=False)

    def __post_init__(self) -> None:
        scope, upto = range_of(self.unit_code, reach_of(self.roles))
        object.__setattr__(self, "permissions", permissions_of(self.roles))
        object.__setattr__(self, "scope", scope)
        object.__setattr__(self, "upto", upto)

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def sees(self, unit_code: str) -> bool:
        """Whether a row of this unit exists for her (before labels and recusal)."""
        return bool(self.scope) and self.scope <= unit_code < self.upto

    @property
    def leads(self) -> str:
        """The code of the unit she leads, or nothing."""
        return self.unit_code if self.roles & LEADERS else ""

    @property
    def log_range(self) -> tuple[str, str]:
        """Whose log rows she reads: the auditor her range, a leader her own unit."""
        if self.can(Permission.LOG_VIEW_ALL):
            return range_of(self.unit_code, Reach.SUBTREE)
        if self.can(Permission.LOG_VIEW_UNIT):
            return range_of(self.unit_code, Reach.OWN)
        return "", ""

    @property
    def managed_range(self) -> tuple[str, str]:
        """Whose accounts she manages: those of her unit and below."""
        if self.can(Permission.ACCOUNT_MANAGE):
            return range_of(self.unit_code, Reach.SUBTREE)
        return "", ""

    def manages(self, unit_code: str) -> bool:
        start, end = self.managed_range
        return bool(start) and start <= unit_code < end

    @property
    def posts(self) -> str:
        """Her posts in words, for the head of the page."""
        return "、".join(role.label for role in Role if role in self.roles)


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job of the house itself; it names itself and the range it works on.

    `leads` is the one unit whose 限定知悉 rows it may touch (a merger, a hand-over); else none.
    """

    job: str
    scope: str = ""
    leads: str = ""
    account_id: int | None = None
    unit_id: None = None
    unit_code: str = ""
    unit_name: str = "系统"
    above: tuple[str, ...] = ()
    permissions: frozenset[Permission] = frozenset()

    @property
    def name(self) -> str:
        return f"系统（{self.job}）"

    @property
    def upto(self) -> str:
        return self.scope + BELOW if self.scope else ""

    @property
    def log_range(self) -> tuple[str, str]:
        return self.scope, self.upto

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions
