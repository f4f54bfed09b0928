"""Every state of a 转介 × every role on every side × every step; where one may go."""

from types import SimpleNamespace

import pytest

from cases.choices import CaseStatus, Safety
from cases.choices.referral import ReferralStatus, RequestKind, Ruling
from cases.rules import referral as rules
from cases.rules import transfer
from portal.access import Actor, Role

ME, ANOTHER = 7, 8
SENDER, RECEIVER, CITY = "410402", "410402M07", "4104"
CLERKS = {Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER}
CITY_ROLES = {Role.CITY_COORDINATOR, Role.CITY_LEADER}
MEMBERS = {Role.MEMBER_LIAISON, Role.MEMBER_LEADER}
STATES = tuple(ReferralStatus)
#                   asked wait recv ret  hand rep  done retd revk
STEPS = {
    "pass-on":        "yes  -    -    -    -    -    -    -    -",
    "turn-down":      "yes  -    -    -    -    -    -    -    -",
    "receive":        "-    yes  -    -    -    -    -    -    -",
    "ask-return":     "-    yes  yes  -    -    -    -    -    -",
    "rule-return":    "-    -    -    yes  -    -    -    -    -",
    "note":           "-    -    yes  -    yes  -    -    -    -",
    "ask-extension":  "-    -    yes  -    yes  -    -    -    -",
    "rule-extension": "-    -    yes  -    yes  -    -    -    -",
    "report":         "-    -    yes  -    yes  -    -    -    -",
    "accept":         "-    -    -    -    -    yes  -    -    -",
    "send-back":      "-    -    -    -    -    yes  -    -    -",
    "revoke":         "yes  yes  yes  yes  yes  -    -    -    -",
}  # fmt: skip
BY = {
    "pass-on": "city", "turn-down": "city", "receive": "receiver sender", "note": "receiver sender",
    "ask-return": "receiver sender", "rule-return": "sender", "ask-extension": "receiver sender",
    "rule-extension": "sender", "report": "receiver sender", "accept": "sender",
    "send-back": "sender", "revoke": "sender",
}  # fmt: skip
REQUESTS = {"rule-return": RequestKind.RETURN, "rule-extension": RequestKind.EXTENSION}


def actor(role, unit):
    return Actor(ME, "李知微", 1, unit, "某单位", frozenset({role}))


def request(kind, by_city=False, by=ANOTHER):
    return SimpleNamespace(kind=kind, by_city=by_city, ruling=Ruling.OPEN, by_id=by)


def referral(status, *requests, **changes):
    values = {"status": status, "from_code": SENDER, "to_code": RECEIVER, "is_red": False}
    asked = SimpleNamespace(all=lambda: list(requests))
    return SimpleNamespace(**values | {"requests": asked} | changes)


def case(**changes):
    values = {
        "status": CaseStatus.REGISTERED,
        "needs_alarm": False,
        "is_open": True,
        "unit_code": SENDER,
        "safety": Safety.SAFE,
        "complained_unit": None,
        "purpose": "",
        "risk": "",
        "category": None,
        "checked_at": None,
        "is_history": False,
    }
    return SimpleNamespace(**values | changes)  # fmt: skip


def unit(code, kind="member", name="某局"):
    return SimpleNamespace(code=code, kind=kind, name=name, short_name=name)


def allowed(step, role, place):
    """Who stands at this place with this role and may take the step, by the words of BY."""
    sides = BY[step].split()
    return (
        ("sender" in sides and place == SENDER and role in CLERKS)
        or ("receiver" in sides and place == RECEIVER and role in MEMBERS)
        or ("city" in sides and role in CITY_ROLES)
    )


@pytest.mark.parametrize("place", [SENDER, RECEIVER, CITY, "410403", "410403M07", "4104M07"])
@pytest.mark.parametrize("step", rules.MOVES)
def test_a_step_is_allowed_by_state_side_and_role_alone(step, place):
    asked = [request(REQUESTS[step])] if step in REQUESTS else []
    for role in Role:
        for state in STATES:
            by_state = STEPS[step].split()[STATES.index(state)] == "yes"

            refusal = rules.MOVES[step].refusal(referral(state, *asked), actor(role, place))

            assert (refusal is None) == (by_state and allowed(step, role, place)), (role, state)


def test_the_table_covers_every_step_and_every_state():
    assert set(STEPS) == set(rules.MOVES) == set(BY)
    assert {len(row.split()) for row in STEPS.values()} == {len(STATES)}


@pytest.mark.parametrize("state", [ReferralStatus.WAITING, ReferralStatus.RECEIVED])
def test_a_red_referral_cannot_be_returned(state):
    red = referral(state, is_red=True)

    refusal = rules.MOVES["ask-return"].refusal(red, actor(Role.MEMBER_LIAISON, RECEIVER))

    assert "不能申请退回" in refusal


def test_the_second_return_is_ruled_by_the_city_and_the_first_is_not():
    first = referral(ReferralStatus.RETURN_ASKED, request(RequestKind.RETURN))
    second = referral(ReferralStatus.RETURN_ASKED, request(RequestKind.RETURN, by_city=True))
    step = rules.MOVES["rule-return"]
    clerk, city = actor(Role.COUNTY_CLERK, SENDER), actor(Role.CITY_COORDINATOR, CITY)

    assert (step.refusal(first, clerk), step.refusal(second, city)) == (None, None)
    assert "由转出单位裁定" in step.refusal(first, city)
    assert "由市妇联权益部裁定" in step.refusal(second, clerk)


def test_an_extension_one_wrote_in_is_approved_by_another():
    mine = referral(ReferralStatus.HANDLING, request(RequestKind.EXTENSION, by=ME))

    refusal = rules.MOVES["rule-extension"].refusal(mine, actor(Role.COUNTY_CLERK, SENDER))

    assert "请由其他人批准" in refusal


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"needs_alarm": True}, "请先填写报警情况"),
        ({"purpose": "accusation"}, "纪检监察"),
        ({"is_open": False, "status": CaseStatus.VOID}, "不能再转介"),
        ({"unit_code": "410403"}, "由经办单位办理"),
    ],
)
def test_what_keeps_a_case_from_being_referred(changes, words):
    assert words in rules.send_refusal(case(**changes), actor(Role.COUNTY_CLERK, SENDER))


@pytest.mark.parametrize(
    ("role", "place", "target", "words"),
    [
        (Role.COUNTY_CLERK, SENDER, unit("410402M07"), None),
        (Role.COUNTY_CLERK, SENDER, unit("4104M07"), None),  # by way of the city office
        (Role.COUNTY_CLERK, SENDER, unit("410403M07"), "外县"),
        (Role.COUNTY_CLERK, SENDER, unit("410403", "federation"), "转送"),
        (Role.COUNTY_CLERK, SENDER, unit("410402", "federation"), "本单位"),
        (Role.CITY_COORDINATOR, CITY, unit("4104M07"), None),
        (Role.CITY_COORDINATOR, CITY, unit("410402M07"), "转送当地妇联"),
    ],
)
def test_the_same_level_comes_first(role, place, target, words):
    refusal = rules.target_refusal(case(), actor(role, place), target, others="市信访局")

    assert (words is None and refusal is None) or words in refusal


def test_the_unit_complained_of_is_refused_under_every_name():
    about = case(complained_unit=unit("410402M12", name="新华区人社局"))
    clerk = actor(Role.COUNTY_CLERK, SENDER)

    refusal = rules.target_refusal(about, clerk, unit("410402M12"), others="市人社局")

    assert refusal == "不能转介给被反映的单位。可选择：市人社局。"
    assert rules.is_complained_of(about, code="", name="新华区人社局")
    assert not rules.is_complained_of(about, code="410402M10", name="新华区司法局")


@pytest.mark.parametrize(
    ("code", "above", "is_so"),
    [
        ("410402M12", "410402M12", True),
        ("410403001", "410403", True),
        ("410402M12", "410402", False),
        ("410402M12", "4104", False),
        ("410402", "4104", True),
        ("", "4104", False),
    ],
)
def test_a_member_unit_does_not_stand_below_the_federation_of_its_level(code, above, is_so):
    assert rules.is_below(code, above) is is_so


@pytest.mark.parametrize("role", Role)
def test_a_case_is_offered_by_who_handles_it_and_taken_by_who_is_asked(role):
    offered = SimpleNamespace(from_code=CITY, to_code=SENDER, status="offered")
    handlers = CLERKS | {Role.HOTLINE_OPERATOR}

    assert (transfer.offer_refusal(case(), actor(role, SENDER)) is None) == (role in handlers)
    assert (transfer.accept_refusal(offered, actor(role, SENDER)) is None) == (role in handlers)
    assert transfer.accept_refusal(offered, actor(role, CITY)) is not None
    assert transfer.withdraw_refusal(offered, actor(role, SENDER)) is not None
    for over in ("accepted", "declined", "withdrawn"):
        done = SimpleNamespace(from_code=CITY, to_code=SENDER, status=over)
        assert transfer.accept_refusal(done, actor(role, SENDER)) is not None
