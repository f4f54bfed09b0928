"""What every told story needs: people acting each at its own time, and the words they use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import FirstStep, Outcome, Safety, Sex
from cases.choices.danger import FIRST_QUESTIONS
from cases.choices.referral import Delivery, SharingBasis
from cases.models import Case, Category, Channel, Relation
from portal import clock
from portal.access import Actor, Role, scope
from portal.accounts.models import Posting
from portal.units.models import Region, Unit

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CONTENT = {
    "way": "phone", "is_reached": True, "was_answered": True, "satisfaction": "good",
    "unit_satisfaction": "good", "why_not": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class At:
    """Acts of one person, each so long after `began`, never later than now."""

    actor: Actor
    began: datetime

    def do(self, after: timedelta, action: Any, **given: Any) -> Any:
        at = min(self.began + after, clock.now())
        with transaction.atomic(), scope(self.actor), clock.at(at):
            return action(actor=self.actor, at=at, **given)

    def step(self, after: timedelta, case: Case, name: str, note: str, **values: Any) -> Any:
        action = actions.follow_up if name == "follow-up" else partial(actions.perform, step=name)
        return self.do(after, action, case=case, note=note, values=values)

    def brought(self, after: timedelta, way: Delivery, source: str) -> actions.Brought:
        return actions.Brought(way, source, min(self.began + after, clock.now()))


def call(category, story, **changes):
    """What was said, registered by `at.do(…, register)`."""
    values = {
        "channel": Channel.objects.get(pk="call_12338"),
        "relation": Relation.objects.get(pk="self"),
        "category": Category.objects.get(code=category, valid_to=None),
        "story": story,
        "safety": Safety.SAFE,
        "first_step": FirstStep.OWN,
        "sex": Sex.FEMALE,
    }
    return partial(actions.Call, **values | changes)


def register(at: At, told) -> Case:
    made = told(received_at=at.began)
    contact = at.do(12 * MINUTE, actions.register_contact, call=made, outcome=Outcome.CASE)
    return contact.case


def agreed(at: At, what: str, asked_for: str, how: str = "当面同意") -> actions.Sharing:
    return actions.Sharing(
        what=what,
        asked_for=asked_for,
        basis=SharingBasis.CONSENT,
        basis_note=f"{how}，已说明提供哪些内容",
        consent_at=at.began,
    )


def target(kind, code="", name=""):
    return actions.Target(kind, unit=Unit.objects.get(code=code) if code else None, name=name)


def morning(days: int) -> datetime:
    """Five past nine, so many days ago."""
    return timezone.localtime(clock.now() - days * DAY).replace(hour=9, minute=5)


def place(code: str) -> Region | None:
    return Region.objects.filter(code=code).first()


def ask_four(at: At, case: Case, **yes: str) -> None:
    """The four questions come before anything travels."""
    answers = {item.name: "no" for item in FIRST_QUESTIONS} | yes
    at.do(20 * MINUTE, actions.record_first_check, case=case, answers=answers)


def liaison(role: Role, code: str) -> Actor:
    """The demo account with this post at this unit."""
    found = Posting.objects.present().filter(account__is_demo=True, unit__code=code)
    found = found.filter(roles__contains=[role.value]).select_related("account", "unit")
    return found.get().actor()
