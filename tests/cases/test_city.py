"""Planned cases told through the actions: each arrives in its state, and no clock runs late."""

from random import Random

import pytest
from django.db import transaction

from cases.choices.danger import RiskLevel
from cases.demo.city import margins
from cases.demo.city.known import states_of
from cases.demo.city.lookup import Lookup
from cases.demo.city.planning import plan
from cases.demo.city.telling import tell
from cases.models import (
    Case,
    CaseDeadline,
    CasePress,
    CaseReview,
    ProtectionOrder,
    ReferralDeadline,
)
from portal import clock
from portal.access import SystemActor, scope
from tests.factories.cast import CITY, COUNTY
from tests.factories.scene import scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db


def chosen():
    """One case of each state, and the gravest of violence with an order asked on her behalf."""
    city = [case for case in plan(clock.today()) if not case.is_old]
    ours = [
        next(case for case in reversed(city) if case.state == state and not case.repeats)
        for state in margins.STATES
        if state != "repeat"
    ]
    again = next(case for case in city if case.state == "repeat")
    again.repeats.state = "handling"
    ours += [case for case in city if case.review or case.press]
    gravest = next(case for case in city if case.order == "on_behalf")
    ours = list({id(case): case for case in (*ours, again.repeats, again, gravest)}.values())
    for case in ours:
        case.unit = COUNTY
    return sorted(ours, key=lambda case: case.day)


def check_what_follows(told):
    """One 复查 waits and one has its result; one delay is pressed, one supervised and answered."""
    reviews = CaseReview.objects.filter(case__in=told).values_list("outcome", flat=True)
    assert sorted(reviews) == ["", "upheld"]
    by_case = {}
    for press in CasePress.objects.filter(case__in=told).order_by("case", "pk"):
        by_case.setdefault(press.case_id, []).append((press.step, bool(press.reply)))
    assert sorted(by_case.values()) == [
        [("remind", False), ("press", False)],
        [("remind", False), ("press", True), ("supervise", True)],
    ]


def test_each_case_arrives_in_its_state_and_none_is_late_but_the_late_one(scene):
    clerk, leader, above = (scene.cast[who] for who in ("clerk", "leader", "coordinator"))
    planned = chosen()
    with transaction.atomic(), scope(SystemActor("t", scope=CITY)):
        lookup = Lookup()
    told = [
        tell(one, clerk=clerk, leader=leader, above=above, lookup=lookup, chance=Random(place))
        for place, one in enumerate(planned)
    ]

    with transaction.atomic(), scope(leader):
        states, today = states_of(), clock.today()
        assert [states[case.pk] for case in told] == [one.state for one in planned]
        assert set(states.values()) == set(margins.STATES)
        late = CaseDeadline.objects.standing().filter(strict_on__lt=today)
        expected = {case.pk for case, one in zip(told, planned, strict=True) if one.state == "late"}
        assert set(late.values_list("case_id", flat=True)) == expected
        assert not ReferralDeadline.objects.standing().filter(strict_on__lt=today).exists()
        check_what_follows(told)
        order = ProtectionOrder.objects.get(applicant="on_behalf")
        assert order.status == "issued"
        assert order.case.risk in (RiskLevel.RED, RiskLevel.ORANGE)
        violence = Case.objects.filter(category__code="0101")
        assert violence.exists()
        assert not violence.filter(risk="").exists()
