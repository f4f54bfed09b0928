"""Make the demo city: its people first, then what each app seeds, all through actions."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from portal.access import Actor, Role
from portal.access.refusal import Refused
from portal.accounts.models import Account, Posting
from portal.audit import actions as audit
from portal.demo import registry
from portal.demo.accounts import ACCOUNTS, password
from portal.units.models import Unit

Progress = Callable[[str, int, int], None]


def quiet(what: str, done: int, total: int) -> None:
    """No one is watching."""


def seed(*, at: datetime, progress: Progress = quiet) -> dict[str, int]:
    """Accounts, then each app's stories. What is there already stays as it is. Raises Refused."""
    return {"accounts": seed_accounts(at=at)} | seed_stories(progress=progress)


def seed_stories(*, progress: Progress = quiet) -> dict[str, int]:
    """What each app tells, through its own actions. Raises Refused outside the demo."""
    refuse_outside_the_demo()
    actors = registrars()
    return {name: tell(actors=actors, progress=progress) for name, tell in registry.seeds().items()}


def refuse_outside_the_demo() -> None:
    """Demo data never mixes with real ones."""
    if not settings.PORTAL_DEMO:
        raise Refused("只有演示环境（PORTAL_DEMO=1）可以生成演示数据。")


@transaction.atomic
def seed_accounts(*, at: datetime) -> int:
    """The fixed accounts with one password for all (and one hash: hashing is slow by design)."""
    refuse_outside_the_demo()
    units = {unit.code: unit for unit in Unit.objects.filter(valid_to=None)}
    known = set(Account.objects.filter(is_demo=True).values_list("username", flat=True))
    shared = password(settings.VAR)
    hashed = make_password(shared)
    for person in ACCOUNTS:
        if person.username in known:
            continue
        account = Account.objects.create(
            username=person.username,
            name=person.name,
            password=hashed,
            is_demo=True,
            made_at=at,
            password_changed_at=at,
            promised_at=at,
        )
        Posting.objects.create(
            account=account,
            unit=units[person.unit_code],
            roles=list(person.roles),
            title=person.title,
            valid_from=at,
        )
        audit.record(
            actor=None, action="demo.account", target=account, at=at, unit_code=person.unit_code
        )
    first = Account.objects.filter(is_demo=True).order_by("pk").first()
    if first is not None and not check_password(shared, first.password):
        Account.objects.filter(is_demo=True).update(password=hashed)
    return len(ACCOUNTS) - len(known)


def registrars() -> dict[str, Actor]:
    """Who registers calls at each unit: its demo clerk, else the county's present clerk.

    Counties without a demo account of their own get their calls from the city's hotline operator,
    acting for that unit.
    """
    postings = Posting.objects.present().filter(account__is_demo=True)
    actors = [posting.actor() for posting in postings.select_related("account", "unit")]
    by_unit: dict[str, Actor] = {}
    for role in (Role.CITY_COORDINATOR, Role.HOTLINE_OPERATOR, Role.COUNTY_CLERK):
        for actor in sorted(actors, key=lambda actor: -actor.account_id):
            if role in actor.roles:
                by_unit[actor.unit_code] = actor
    operator = next(actor for actor in actors if Role.HOTLINE_OPERATOR in actor.roles)
    for unit in Unit.objects.filter(kind="federation", valid_to=None):
        by_unit.setdefault(unit.code, standing_in(operator, unit, Role.COUNTY_CLERK))
    return by_unit


def standing_in(person: Actor, unit: Unit, role: Role) -> Actor:
    """A unit without a demo account of its own: somebody of the city's acts there (值班代录)."""
    return Actor(
        account_id=person.account_id,
        name=person.name,
        unit_id=unit.pk,
        unit_code=unit.code,
        unit_name=unit.short_name,
        roles=frozenset({role}),
    )
