"""Pure decisions about posts, accounts and sessions."""

from datetime import datetime, timedelta

from portal.access import Actor, Role
from portal.access.permissions import ADMINISTRATORS, alone_refusal, grantable
from portal.units.choices import UnitKind

HANDLER, LEADER, VIEWER = "handler", "leader", "viewer"
PRESETS = {HANDLER: "经办", LEADER: "主管", VIEWER: "只看"}

_COUNTY = {HANDLER: Role.COUNTY_CLERK, LEADER: Role.COUNTY_LEADER, VIEWER: Role.VIEWER}
_MEMBER = {HANDLER: Role.MEMBER_LIAISON, LEADER: Role.MEMBER_LEADER, VIEWER: Role.VIEWER}
# What 经办、主管、只看 mean in each kind of unit (users.md b4).
PRESET_ROLES: dict[str, dict[str, Role]] = {
    UnitKind.OFFICE: {
        HANDLER: Role.CITY_COORDINATOR, LEADER: Role.CITY_LEADER, VIEWER: Role.VIEWER,
    },
    UnitKind.FEDERATION: _COUNTY,
    UnitKind.ZONE: _COUNTY,
    UnitKind.TOWN_FEDERATION: {HANDLER: Role.TOWN_WORKER, VIEWER: Role.VIEWER},
    UnitKind.VILLAGE_FEDERATION: {HANDLER: Role.VILLAGE_WORKER},
    UnitKind.MEMBER: _MEMBER,
    UnitKind.ORGAN_COMMITTEE: _MEMBER,
    UnitKind.STATION: {HANDLER: Role.VILLAGE_WORKER},
}  # fmt: skip
_HOTLINE = frozenset({Role.HOTLINE_OPERATOR})
_FURTHER: dict[str, frozenset[Role]] = {
    UnitKind.OFFICE: _HOTLINE | ADMINISTRATORS,
    UnitKind.FEDERATION: _HOTLINE,
    UnitKind.ZONE: _HOTLINE,
}

# Whoever hands out codes can become anyone below: a unit's administrator too has a second factor.
NEED_SECOND_FACTOR = ADMINISTRATORS | {Role.UNIT_ADMINISTRATOR}


def roles_for(kind: str) -> frozenset[Role]:
    """Posts that exist in a unit of this kind."""
    presets = frozenset(PRESET_ROLES[kind].values())
    return presets | _FURTHER.get(kind, frozenset()) | {Role.UNIT_ADMINISTRATOR}


def preset_of(roles: frozenset[Role], kind: str) -> str | None:
    """Which of 经办、主管、只看 is among these posts, the first that is."""
    return next((key for key, role in PRESET_ROLES[kind].items() if role in roles), None)


def offered(actor: Actor, kind: str) -> list[Role]:
    """Posts this maker may give in a unit of this kind, in the order of the policy page."""
    may = grantable(actor.permissions) & roles_for(kind)
    return [role for role in Role if role in may]


def roles_refusal(actor: Actor, roles: frozenset[Role], *, kind: str) -> str | None:
    """Why these posts may not be given by this actor in a unit of this kind; None when they may."""
    if not roles:
        return "请至少选择一个岗位。"
    if refusal := alone_refusal(roles):
        return refusal
    if beyond := roles - grantable(actor.permissions):
        return f"您只能管理本单位及下级的账号，不能授予“主管”以上岗位（{labels(beyond)}）。"
    if strange := roles - roles_for(kind):
        return f"这类单位不设“{labels(strange)}”岗位。"
    return None


def manage_refusal(
    actor: Actor, *, account_id: int, unit_code: str, roles: frozenset[Role]
) -> str | None:
    """Why the actor may not touch this account; None when she may.

    An account with posts beyond those she may give is beyond her as well: a code for it would
    make her what she may not make others.
    """
    if account_id == actor.account_id:
        return "不能管理自己的账号，请联系上级账号管理员。"
    if not actor.manages(unit_code):
        return "您只能管理本单位及下级的账号。"
    if beyond := roles - grantable(actor.permissions):
        return f"该账号任“{labels(beyond)}”，须由安全管理员办理。"
    return None


def labels(roles: frozenset[Role]) -> str:
    return "、".join(role.label for role in Role if role in roles)


def session_is_over(
    *, began: datetime, seen: datetime, now: datetime, idle: timedelta, absolute: timedelta
) -> bool:
    """Whether a session has been idle or simply open for too long."""
    return now - seen > idle or now - began > absolute


def password_is_old(changed: datetime | None, *, now: datetime, longest: timedelta | None) -> bool:
    """Whether rotation (only in profile 等保三级) asks for a new password."""
    return longest is not None and changed is not None and now - changed > longest
