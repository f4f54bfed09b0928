"""What the inbox of a campaign offers: units, things, guesses; and what became of a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from campaigns.actions.intake import Taken
from campaigns.choices import Way
from campaigns.models import Campaign, Duty, Participation
from campaigns.presenters.duty import said
from campaigns.registry import duty_kind, label_of, place_of
from campaigns.rules import intake as rules
from portal.access import Actor

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom the actor's unit asked in a campaign, and for what."""

    units: list[tuple[str, str]]
    things: list[tuple[str, str]]
    names: dict[str, tuple[str, str]]
    kinds: list[rules.Thing]

    def guess(self, name: str, today: date) -> dict[str, Any]:
        only = self.things[0][0] if len(self.things) == 1 else ""
        return {
            "unit": rules.guess_unit(name, self.names),
            "kind": only or rules.guess_kind(name, self.kinds),
            "way": Way.MAIL.value,
            "received_on": today,
        }


def offered(campaign: Campaign, actor: Actor) -> Offered:
    asked = Participation.objects.visible_to(actor).asked_by(actor.unit_code)
    units = [one.unit for one in asked.filter(campaign=campaign).for_board()]
    owed = Duty.objects.visible_to(actor).asked_by(actor.unit_code)
    kinds = owed.filter(participation__campaign=campaign).values_list("kind", flat=True)
    names = sorted(set(kinds), key=place_of)
    return Offered(
        [(unit.code, unit.short_name) for unit in units],
        [(name, label_of(name)) for name in names],
        {unit.code: (unit.name, unit.short_name) for unit in units},
        [thing_of(name) for name in names],
    )


def thing_of(name: str) -> rules.Thing:
    try:
        kind = duty_kind(name)
    except KeyError:  # an older campaign asks for what no part of the house brings any more
        return rules.Thing(name, ())
    return rules.Thing(name, kind.words, "xlsx" in kind.reads)


def outcome(taken: Taken) -> dict[str, Any]:
    """One line on what became of a file, and where to go on."""
    duty = taken.duty
    unit, label = duty.participation.unit.short_name, label_of(duty.kind)
    if taken.is_sent:
        return {
            "tone": "good",
            "words": f"已代{unit}报{label}。{said(duty)}{taken.words}",
            "url": reverse("campaigns:review", args=[duty.pk]),
            "link": "看材料",
        }
    named = "；".join(one.words.rstrip("。") for one in taken.missing[:MOST_NAMED])
    more = "等" if len(taken.missing) > MOST_NAMED else ""
    return {
        "tone": "soon",
        "words": f"已存到{unit}的{label}，还没有代报。{taken.words}"
        f"还差{len(taken.missing)}处：{named}{more}。",
        "url": reverse("campaigns:behalf", args=[duty.pk]),
        "link": "接着补齐",
    }
