"""People who can sign in: `actor_for("410402", Role.COUNTY_CLERK)` is somebody with an account."""

import factory
from django.contrib.auth.hashers import make_password
from django.test import Client

from portal import clock
from portal.access import Actor, Role
from portal.accounts.models import Account, Posting
from portal.units.models import Unit

PASSWORD = "Luming-river-2031"


class UnitFactory(factory.django.DjangoModelFactory):
    """The unit of the shipped city with this code; nothing is made."""

    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    code = "410402"


class AccountFactory(factory.django.DjangoModelFactory):
    """Somebody past her first change: her password is PASSWORD."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"1390000{n:04}")
    phone = factory.SelfAttribute("username")
    name = factory.Sequence(lambda n: f"人员{n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    made_at = factory.LazyFunction(clock.now)
    password_changed_at = factory.LazyFunction(clock.now)


class PostingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Posting

    account = factory.SubFactory(AccountFactory)
    unit = factory.SubFactory(UnitFactory)
    roles = factory.LazyFunction(lambda: [Role.COUNTY_CLERK.value])
    valid_from = factory.LazyFunction(clock.now)


def post_for(unit_code: str, *roles: Role, **account: object) -> Posting:
    """A present posting in the unit of this code, with a fresh account."""
    return PostingFactory(
        unit=Unit.objects.get(code=unit_code),
        roles=sorted(role.value for role in roles),
        **{f"account__{name}": value for name, value in account.items()},
    )


def actor_for(unit_code: str, *roles: Role, **account: object) -> Actor:
    return post_for(unit_code, *roles, **account).actor()


def account_of(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def sign_in(client: Client, account: Account, password: str = PASSWORD, **extra: object):
    """Through the door, as a browser does; the answer of /sign-in/."""
    return client.post("/sign-in/", {"username": account.username, "password": password}, **extra)
