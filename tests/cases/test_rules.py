"""Every state × every role × every step; and what follows from what was said."""

from types import SimpleNamespace

import pytest

from cases import rules
from cases.choices import AccessLabel, CaseStatus
from portal.access import Actor, Role
from portal.access.masking import mask_identity, mask_name, mask_phone

ME, ANOTHER = 7, 8
HANDLERS = {
    Role.CITY_COORDINATOR, Role.CITY_LEADER, Role.COUNTY_CLERK, Role.COUNTY_LEADER,
    Role.HOTLINE_OPERATOR,
}  # fmt: skip
LEADERS = {Role.CITY_LEADER, Role.COUNTY_LEADER}
S = CaseStatus
#              已登记 办理中 结果 答复 另提 存查 待同意 办结 回访 归档 作废
ALLOWED = {
    "handle":    "yes yes no  no  no  no  no  no  no  no  no",
    "report":    "yes yes yes no  no  no  no  no  no  no  no",
    "result":    "yes yes yes no  no  no  no  no  no  no  no",
    "answer":    "yes yes yes no  no  no  no  no  no  no  no",
    "redirect":  "yes yes no  no  no  no  no  no  no  no  no",
    "shelve":    "yes yes yes no  no  no  no  no  no  no  no",
    "close":     "no  no  yes yes yes yes no  no  no  no  no",
    "ask-close": "no  no  yes yes yes yes no  no  no  no  no",
    "agree":     "no  no  no  no  no  no  yes no  no  no  no",
    "send-back": "no  no  no  no  no  no  yes no  no  no  no",
    "follow-up": "no  no  no  no  no  no  no  yes yes no  no",
    "archive":   "no  no  no  no  no  no  no  yes yes no  no",
    "reopen":    "no  no  no  yes yes yes no  yes yes yes no",
    "void":      "yes yes yes yes yes yes no  no  no  no  no",
}  # fmt: skip
STATES = tuple(CaseStatus)
BY_LEADER = {"agree", "send-back"}
# What needs somebody else than the handler, beside the table.
BY_ANOTHER = {"agree", "send-back", "follow-up"}


def actor(*roles):
    return Actor(ME, "李知微", 1, "410402", "新华区妇联", frozenset(roles))


def case(status=CaseStatus.REGISTERED, **changes):
    values = {
        "status": status,
        "is_history": False,
        "needs_alarm": False,
        "registered_by_id": ME,
        "handler_id": ME,
        "is_open": True,
        "unit_code": "410402",
        "access_label": AccessLabel.NORMAL,
        "category": None,
        "involves_minor": False,
        "is_referred": False,
        "is_answered_in_writing": False,
        "wants_second": False,
        "closing_asked_by_id": ANOTHER,
        "procedure_id": "urgent",
        "result": "",
        "risk": "",
        "safety": "safe",
        "checked_at": None,
    }
    return SimpleNamespace(**values | changes)


@pytest.mark.parametrize("step", rules.TRANSITIONS)
@pytest.mark.parametrize("state", STATES)
def test_a_step_is_allowed_by_state_and_role_alone(step, state):
    by_state = ALLOWED[step].split()[STATES.index(state)] == "yes"
    handler = ANOTHER if step in BY_ANOTHER else ME
    by_role = LEADERS if step in BY_LEADER or (step, state) == ("reopen", S.ARCHIVED) else HANDLERS
    this = case(state, handler_id=handler)

    may = {role for role in Role if rules.TRANSITIONS[step].refusal(this, actor(role)) is None}

    assert may == (by_role if by_state else set())


def test_the_table_covers_every_step_and_state():
    assert set(ALLOWED) == set(rules.TRANSITIONS)
    assert {len(row.split()) for row in ALLOWED.values()} == {len(STATES)}


@pytest.mark.parametrize("step", sorted(BY_ANOTHER))
def test_nobody_agrees_to_or_asks_after_what_she_handled(step):
    for state in rules.TRANSITIONS[step].sources:
        refusal = rules.TRANSITIONS[step].refusal(case(state), actor(Role.COUNTY_LEADER))

        assert "其他人" in refusal


def test_whoever_asked_for_closing_does_not_agree_to_it():
    asked = case(S.CLOSING, handler_id=ANOTHER, closing_asked_by_id=ME)

    assert "其他人" in rules.TRANSITIONS["agree"].refusal(asked, actor(Role.COUNTY_LEADER))


@pytest.mark.parametrize(
    "why",
    [
        {"category": SimpleNamespace(flags=["DV"])},
        {"category": SimpleNamespace(flags=["MIN"])},
        {"involves_minor": True},
        {"access_label": AccessLabel.NAMED},
        {"is_referred": True},
        {"is_answered_in_writing": True},
        {"wants_second": True},
    ],
)
def test_what_matters_is_closed_by_a_second_person(why):
    answered = case(S.ANSWERED, **why)

    assert "报请办结" in rules.TRANSITIONS["close"].refusal(answered, actor(Role.COUNTY_CLERK))
    assert rules.TRANSITIONS["ask-close"].refusal(answered, actor(Role.COUNTY_CLERK)) is None


def test_a_leader_above_agrees_where_the_leader_herself_handled_it():
    above = Actor(9, "顾云舒", 1, "4104", "市妇联", frozenset({Role.CITY_LEADER}))
    beside = Actor(9, "孙见溪", 1, "410403", "卫东区妇联", frozenset({Role.COUNTY_LEADER}))

    assert rules.TRANSITIONS["agree"].refusal(case(S.CLOSING), above) is None
    assert rules.TRANSITIONS["agree"].refusal(case(S.CLOSING), beside) is not None


def test_a_red_case_is_not_closed_by_mediation():
    assert "不能以调解办结" in rules.closing_refusal(case(result="mediated", risk="red"))
    assert rules.closing_refusal(case(result="mediated", risk="blue")) is None
    assert rules.closing_refusal(case(result="protected", risk="red")) is None


@pytest.mark.parametrize("step", ["handle", "answer"])
def test_nothing_is_handled_before_the_police_were_called(step):
    refusal = rules.TRANSITIONS[step].refusal(case(needs_alarm=True), actor(Role.COUNTY_CLERK))

    assert refusal.startswith("请先报警")


@pytest.mark.parametrize("role", sorted(HANDLERS))
def test_another_persons_case_is_voided_by_a_leader_only(role):
    refusal = rules.TRANSITIONS["void"].refusal(case(registered_by_id=ANOTHER), actor(role))

    assert (refusal is None) == (role in LEADERS)


def test_whoever_stands_above_reads_and_does_not_write():
    city = Actor(ME, "程书宁", 1, "4104", "市妇联", frozenset({Role.CITY_COORDINATOR}))

    for step in rules.TRANSITIONS.values():
        if step.name not in BY_LEADER:
            assert "不能代为办理" in step.refusal(case(), city)
    assert not rules.may_edit(case(), city)


def test_after_the_day_a_slip_is_voided_by_the_leader_only():
    clerk, leader = actor(Role.COUNTY_CLERK), actor(Role.COUNTY_LEADER)

    assert rules.void_refusal(case(), clerk, same_day=True) is None
    assert "当天" in rules.void_refusal(case(), clerk, same_day=False)
    assert rules.void_refusal(case(), leader, same_day=False) is None


@pytest.mark.parametrize(
    ("needs_care", "label", "allowed"),
    [
        (True, "normal", False),
        (True, "sensitive", True),
        (True, "named", True),
        (False, "normal", True),
        (False, "named", True),
    ],
)
def test_violence_and_minors_are_at_least_sensitive(needs_care, label, allowed):
    category = SimpleNamespace(needs_care=needs_care)

    assert (rules.label_refusal(category, label) is None) == allowed


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("新华区妇联", "新华·0118"),
        ("汝州市妇联", "汝州·0118"),
        ("郏县妇联", "郏县·0118"),
        ("市妇联", "市·0118"),
        ("高新区", "高新·0118"),
    ],
)
def test_a_short_number_is_what_people_say_aloud(unit, short):
    assert rules.short_number_of(unit, 118) == short


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张桂兰", "张某某"), ("张三", "张某"), ("张女士", "张女士"), ("张某", "张某"),
        ("张", "张"),
        ("欧阳春花", "欧某某"), ("𠮷田", "𠮷某"), ("", ""),
    ],
)  # fmt: skip
def test_a_list_shows_a_surname_at_most(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800000912", "138＊＊＊＊0912"),
        ("03750000338", "037＊＊＊＊0338"),
        ("110", "＊10"),
        ("", ""),
    ],
)
def test_a_phone_is_never_whole(phone, masked):
    assert mask_phone(phone) == masked


def test_an_identity_number_keeps_its_place_and_its_end():
    assert mask_identity("410402199001011234") == "410402＊＊＊＊＊＊＊＊＊＊34"


def test_the_story_of_a_sensitive_case_is_masked_above_its_unit():
    city = Actor(ME, "程书宁", 1, "4104", "市妇联", frozenset({Role.CITY_COORDINATOR}))
    sensitive = case(access_label=AccessLabel.SENSITIVE)

    assert rules.shows_story(sensitive, actor(Role.COUNTY_CLERK))
    assert not rules.shows_story(sensitive, city)
    assert rules.shows_story(case(), city)


VIOLENCE, WAGES = SimpleNamespace(name="家庭暴力"), SimpleNamespace(name="拖欠工资")


@pytest.mark.parametrize(
    ("name", "told_by", "title"),
    [
        ("张桂兰", "", "家庭暴力（张某某）"),
        ("", "", "家庭暴力（匿名）"),
        ("周明霞", "邻居同事", "家庭暴力（邻居同事反映）"),
    ],
)
def test_a_title_never_names_who_rang_about_somebody_else(name, told_by, title):
    assert rules.title_of(VIOLENCE, name, told_by) == title


@pytest.mark.parametrize(
    ("title", "before", "after", "now"),
    [
        ("来件（张某）", None, WAGES, "拖欠工资（张某）"),
        ("拖欠工资（匿名）", WAGES, VIOLENCE, "家庭暴力（匿名）"),
        ("拖欠工资（匿名）", WAGES, None, "来件（匿名）"),
        ("女儿反映母亲无人赡养", WAGES, VIOLENCE, "女儿反映母亲无人赡养"),
    ],
)
def test_a_corrected_class_corrects_the_title_it_made(title, before, after, now):
    assert rules.retitled(title, before, after) == now
