"""Who may give which post where: the whole matrix."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.access import Actor, Role
from portal.access.permissions import GRANTABLE_BY_UNIT, LEADERS
from portal.accounts import rules
from portal.units.choices import UnitKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def manager(role, code="410402"):
    return Actor(1, "罗一帆", 1, code, "新华区妇联", frozenset({role}))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", UnitKind)
def test_a_unit_administrator_gives_listed_posts_of_that_kind_only(role, kind):
    refusal = rules.roles_refusal(manager(Role.UNIT_ADMINISTRATOR), frozenset({role}), kind=kind)

    assert (refusal is None) == (role in GRANTABLE_BY_UNIT and role in rules.roles_for(kind))


@pytest.mark.parametrize("role", Role)
def test_who_administers_nothing_gives_nothing(role):
    refusal = rules.roles_refusal(
        manager(Role.COUNTY_LEADER), frozenset({role}), kind=UnitKind.FEDERATION
    )

    assert refusal


def test_a_leader_s_post_is_refused_in_the_words_of_the_table():
    refusal = rules.roles_refusal(
        manager(Role.UNIT_ADMINISTRATOR), frozenset({Role.COUNTY_LEADER}), kind=UnitKind.FEDERATION
    )

    assert refusal.startswith("您只能管理本单位及下级的账号，不能授予“主管”以上岗位")


@pytest.mark.parametrize("other", [role for role in Role if role is not Role.AUDITOR])
def test_an_administrator_s_post_stands_alone(other):
    refusal = rules.roles_refusal(
        manager(Role.SECURITY_ADMINISTRATOR, "4104"),
        frozenset({Role.AUDITOR, other}),
        kind=UnitKind.OFFICE,
    )

    assert "互斥" in refusal


def test_no_post_at_all_is_refused():
    assert rules.roles_refusal(
        manager(Role.UNIT_ADMINISTRATOR), frozenset(), kind=UnitKind.FEDERATION
    )


@pytest.mark.parametrize("role", Role)
def test_only_whom_one_could_make_may_be_touched(role):
    """A code for a leader's account would make its giver a leader."""
    refusal = rules.manage_refusal(
        manager(Role.UNIT_ADMINISTRATOR), account_id=2, unit_code="410402", roles=frozenset({role})
    )

    assert (refusal is None) == (role in GRANTABLE_BY_UNIT)


@pytest.mark.parametrize("unit_code", ["4104", "410403", "4104M07", "41040", "410403001"])
def test_other_units_are_out_of_reach(unit_code):
    refusal = rules.manage_refusal(
        manager(Role.UNIT_ADMINISTRATOR), account_id=2, unit_code=unit_code,
        roles=frozenset({Role.VIEWER}),
    )  # fmt: skip

    assert refusal == "您只能管理本单位及下级的账号。"


def test_oneself_is_out_of_reach_for_everybody():
    for role in (Role.UNIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR):
        actor = manager(role, "4104")
        assert rules.manage_refusal(
            actor, account_id=1, unit_code="4104", roles=frozenset({Role.VIEWER})
        )


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_of_unit_has_somebody_who_works_there(kind):
    presets = rules.PRESET_ROLES[kind]

    assert rules.HANDLER in presets
    assert presets[rules.HANDLER] not in LEADERS
    assert presets.get(rules.LEADER, Role.CITY_LEADER) in LEADERS


@pytest.mark.parametrize(
    ("seen", "began", "over"),
    [(59, 59, False), (61, 61, True), (1, 12 * 60 + 1, True), (1, 12 * 60 - 1, False)],
)
def test_a_session_is_over_by_idleness_or_by_length(seen, began, over):
    assert over == rules.session_is_over(
        began=NOW - timedelta(minutes=began),
        seen=NOW - timedelta(minutes=seen),
        now=NOW,
        idle=timedelta(minutes=60),
        absolute=timedelta(hours=12),
    )


def test_passwords_do_not_age_unless_the_profile_asks():
    year_ago = NOW - timedelta(days=365)

    assert not rules.password_is_old(year_ago, now=NOW, longest=None)
    assert rules.password_is_old(year_ago, now=NOW, longest=timedelta(days=90))
