"""Accounts by sheet: name, phone, unit and post for all units at once; slips in one go (users.md
d8)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings

from portal.access import Actor, Permission
from portal.accounts import actions as accounts
from portal.accounts import rules
from portal.accounts.models import Account, Posting
from portal.sheets.declaration import (
    Bad,
    Column,
    Kind,
    Options,
    Progress,
    Row,
    Sheet,
    Value,
    Written,
)  # fmt: skip
from portal.units.models import Unit

MOST = 500  # each code is digested slowly on purpose: a third of a second
AT_ONCE = 5
POSTS = tuple((label, label) for label in rules.PRESETS.values())
PRESET_OF = {label: key for key, label in rules.PRESETS.items()}


def units_of(actor: Actor) -> Options:
    units = Unit.objects.managed_by(actor).filter(valid_to__isnull=True).order_by("code")
    return tuple((unit.code, f"{unit.short_name}（{unit.code}）") for unit in units)


COLUMNS = (
    Column("name", "姓名", required=True, max_length=30),
    Column(
        "phone", "手机", Kind.PHONE, required=True, unique=True,
        help="11位手机号，用作登录名。",
    ),
    Column(
        "unit", "单位", Kind.CHOICE, required=True, choices=units_of, width=34,
        wrong="不在您管理的单位里，请从下拉列表中选，或填简称、单位代码",
        help="从下拉列表中选，也可以只填简称或单位代码。",
    ),
    Column("post", "岗位", Kind.CHOICE, required=True, choices=POSTS, help="经办、主管或只看。"),
    Column("title", "职务", max_length=40),
)  # fmt: skip


def existing(actor: Actor, keys: set[tuple[Value, ...]]) -> set[tuple[Value, ...]]:
    phones = [key[0] for key in keys]
    managed = Account.objects.managed_by(actor).filter(username__in=phones)
    return {(phone,) for phone in managed.values_list("username", flat=True)}


def check(actor: Actor, rows: list[Row], today: date) -> Iterator[Bad]:
    """Posts this person may give in that unit; phones that are somebody else's already."""
    units = {u.code: u for u in Unit.objects.filter(code__in={row["unit"] for row in rows})}
    taken = _taken({row["phone"] for row in rows if row["phone"]})
    for row in rows:
        unit = units.get(row["unit"])
        if unit and row["post"] and (words := post_wrong(actor, unit, row["post"])):
            yield Bad(row.number, "post", words)
        if row["phone"] in taken and unit:
            other = taken[row["phone"]]
            if other is None or not actor.manages(other.unit.code):
                words = f"该手机号已被使用，请联系{settings.PORTAL_DESK_NAME}。"
                yield Bad(row.number, "phone", words)
            elif other.unit_id != unit.pk or other.account.name != row["name"]:
                words = f"该手机号已用于{other.unit}{other.account.name}，请核对。"
                yield Bad(row.number, "phone", words)


def post_wrong(actor: Actor, unit: Unit, post: str) -> str:
    role = rules.PRESET_ROLES[unit.kind].get(PRESET_OF[post])
    if role is None:
        return f"{unit}没有“{post}”岗位。"
    return rules.roles_refusal(actor, frozenset({role}), kind=unit.kind) or ""


def _taken(phones: set[str]) -> dict[str, Posting | None]:
    """Whose sign-in name each phone is at present."""
    taken: dict[str, Posting | None] = dict.fromkeys(
        Account.objects.filter(username__in=phones).values_list("username", flat=True)
    )
    present = Posting.objects.present().select_related("account", "unit")
    for posting in present.filter(account__username__in=taken):
        taken[posting.account.username] = posting
    return taken


def write(*, rows: list[Row], actor: Actor, at: datetime, progress: Progress) -> Written:
    """Through the accounts' own action, with all it refuses; the codes are given back, once."""
    units = {u.code: u for u in Unit.objects.filter(code__in={row["unit"] for row in rows})}
    slips = []
    for number, row in enumerate(rows, start=1):
        unit = units[row["unit"]]
        role = rules.PRESET_ROLES[unit.kind][PRESET_OF[row["post"]]]
        issued = accounts.make_account(
            unit=unit, name=row["name"], phone=row["phone"], roles=frozenset({role}),
            title=row["title"] or "", actor=actor, at=at,
        )  # fmt: skip
        slips.append(
            {
                "unit": unit.name,
                "name": row["name"],
                "posts": role.label,
                "username": issued.account.username,
                "code": issued.code,
            }
        )
        progress(number, len(rows), "正在建立账号")
    return Written(len(rows), slips)


ACCOUNTS = Sheet(
    name="accounts",
    title="账号",
    permission=Permission.ACCOUNT_MANAGE,
    columns=COLUMNS,
    key=("phone",),
    existing=existing,
    check=check,
    write=write,
    note="每行一个人；带*的列必填。导入后一次打印全部开户单，首次登录码只显示一次。",
    at_once=AT_ONCE,
    most=MOST,
)
