"""Every state × every role × every step, for the unit itself and for who asked it."""

from types import SimpleNamespace

import pytest

from campaigns.choices import CampaignStatus, DutyStatus
from campaigns.rules import duties as rules
from portal.access import Actor, Role

STATES = tuple(DutyStatus)
#                未报 草稿 已报 退回 通过 无此项
ALLOWED = {
    "submit":      "yes yes  no   yes  no   no",
    "nothing":     "yes yes  no   yes  no   no",
    "withdraw":    "no  no   yes  no   no   yes",
    "behalf":      "yes yes  no   yes  no   no",
    "none-behalf": "yes yes  no   yes  no   no",
    "return":      "no  no   yes  no   yes  no",
    "accept":      "no  no   yes  no   no   no",
}  # fmt: skip
OWN = {"submit", "nothing", "withdraw"}
REPORTERS = {
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
    Role.TOWN_WORKER, Role.VILLAGE_WORKER, Role.MEMBER_LIAISON, Role.MEMBER_LEADER,
}  # fmt: skip
REVIEWERS = {
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
}  # fmt: skip


def actor(role, unit="410402"):
    return Actor(7, "李知微", 1, unit, "新华区妇联", frozenset({role}))


def duty(status, campaign=CampaignStatus.PUBLISHED):
    participation = SimpleNamespace(campaign=SimpleNamespace(status=campaign))
    return SimpleNamespace(
        status=status, unit_code="410402", asked_by_code="4104", participation=participation
    )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("step", rules.TRANSITIONS)
@pytest.mark.parametrize("state", STATES)
def test_a_step_is_allowed_by_state_and_role_alone(step, state, role):
    by_state = ALLOWED[step].split()[STATES.index(state)] == "yes"
    unit, roles = ("410402", REPORTERS) if step in OWN else ("4104", REVIEWERS)

    refusal = rules.TRANSITIONS[step].refusal(duty(state), actor(role, unit))

    assert (refusal is None) == (by_state and role in roles)


@pytest.mark.parametrize("step", rules.TRANSITIONS)
def test_a_third_unit_takes_no_step(step):
    for state in STATES:
        assert rules.TRANSITIONS[step].refusal(duty(state), actor(Role.COUNTY_LEADER, "410403"))


@pytest.mark.parametrize("step", rules.TRANSITIONS)
def test_nobody_reviews_her_own_material_nor_sends_anothers_as_her_own(step):
    unit = "4104" if step in OWN else "410402"

    for state in STATES:
        assert rules.TRANSITIONS[step].refusal(duty(state), actor(Role.COUNTY_LEADER, unit))


@pytest.mark.parametrize("step", rules.TRANSITIONS)
def test_a_finished_campaign_takes_nothing_in_and_says_why(step):
    unit = "410402" if step in OWN else "4104"

    for state in STATES:
        over = duty(state, CampaignStatus.CLOSED)
        assert "活动已经结束" in rules.TRANSITIONS[step].refusal(
            over, actor(Role.CITY_LEADER, unit)
        )
