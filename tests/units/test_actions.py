"""Units change their names, end, merge and split; figures stay, open work and people move."""

from datetime import date, timedelta

import pytest

from cases.models import Category
from portal import clock
from portal.access import Permission, Role
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.audit.models import LogEntry
from portal.units import actions, registry
from portal.units.actions import NewUnit
from portal.units.models import Unit, UnitName
from tests.factories.accounts import actor_for

pytestmark = pytest.mark.django_db
POLICE, COURT = "410402M07", "410402M08"


@pytest.fixture
def system():
    return actor_for("4104", Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def moves(monkeypatch):
    """A registered succession that remembers what was asked of it; the accounts' own stays."""
    asked = []
    monkeypatch.setattr(registry, "_successions", dict(registry._successions))

    def fn(*, old, new, actor, at):
        asked.append((old.code, new.code))
        return 2

    registry.register_succession("事项", fn)
    return asked


def unit(code):
    return Unit.objects.get(code=code)


def end(system, code=POLICE, to=COURT, on=None):
    return actions.end_unit(
        unit=unit(code), successor=unit(to) if to else None, on=on or clock.today(),
        actor=system, at=clock.now(),
    )  # fmt: skip


def entries(action):
    from portal.access import SystemActor, scope

    with scope(SystemActor("测试", scope="4104")):
        return list(LogEntry.objects.filter(action=action))


@pytest.mark.parametrize(
    "role", [Role.SECURITY_ADMINISTRATOR, Role.AUDITOR, Role.CITY_LEADER, Role.CITY_COORDINATOR]
)
def test_only_the_system_administrator_changes_units(role, moves):
    other = actor_for("4104", role)

    with pytest.raises(Refused, match="只有系统管理员"):
        end(other)
    with pytest.raises(Refused, match="只有系统管理员"):
        rename(other)

    assert unit(POLICE).valid_to is None


def rename(system, on=None, name="新华区公安局"):
    return actions.rename_unit(
        unit=unit(POLICE), name=name, short_name="新华区公安", on=on or clock.today(),
        actor=system, at=clock.now(),
    )  # fmt: skip


class TestRenaming:
    def test_a_paper_of_before_prints_the_name_of_before(self, system):
        old = unit(POLICE).name

        rename(system)

        today = clock.today()
        names = UnitName.objects.filter(unit__code=POLICE)
        assert names.valid_on(today).get().name == "新华区公安局"
        assert names.valid_on(today - timedelta(days=1)).get().name == old
        assert unit(POLICE).name == "新华区公安局"
        assert len(entries("unit.renamed")) == 1

    def test_not_before_the_present_name_began_and_not_tomorrow(self, system):
        for on in (date(2020, 1, 1), clock.today() + timedelta(days=1)):
            with pytest.raises(Refused) as refusal:
                rename(system, on)
            assert refusal.value.field == "on"

    def test_the_same_name_is_no_change(self, system):
        police = unit(POLICE)

        with pytest.raises(Refused, match="没有变化"):
            actions.rename_unit(
                unit=police, name=police.name, short_name=police.short_name, on=clock.today(),
                actor=system, at=clock.now(),
            )  # fmt: skip


class TestEnding:
    def test_work_and_people_go_to_the_successor(self, system, moves):
        liaison = actor_for(POLICE, Role.MEMBER_LIAISON)

        moved = end(system)

        assert moves == [(POLICE, COURT)]
        assert (moved["事项"], moved["账号"]) == (2, 1)
        assert unit(POLICE).successor.code == COURT
        assert Posting.objects.present().get(account_id=liaison.account_id).unit.code == COURT
        assert [entry.data["to"] for entry in entries("unit.ended")] == [COURT]

    def test_it_is_all_or_nothing(self, system, monkeypatch):
        def breaks(**given):
            raise RuntimeError("a colleague's table is away")

        monkeypatch.setattr(registry, "_successions", {"事项": breaks})

        with pytest.raises(RuntimeError):
            end(system)

        assert unit(POLICE).valid_to is None

    def test_not_while_units_stand_below(self, system):
        with pytest.raises(Refused, match="下级还有22个在用单位"):
            end(system, "410402", "410403")

    @pytest.mark.parametrize("to", [None, POLICE])
    def test_somebody_else_must_take_over(self, system, to):
        with pytest.raises(Refused) as refusal:
            end(system, to=to)

        assert refusal.value.field == "successor"

    def test_not_to_a_unit_that_has_ended(self, system, moves):
        end(system)

        with pytest.raises(Refused, match="已停用"):
            end(system, COURT, POLICE)

    def test_not_twice(self, system, moves):
        end(system)

        with pytest.raises(Refused, match="不能再调整"):
            end(system)

    def test_not_tomorrow_and_not_before_it_began(self, system):
        for on in (clock.today() + timedelta(days=1), date(2020, 1, 1)):
            with pytest.raises(Refused) as refusal:
                end(system, on=on)
            assert refusal.value.field == "on"


class TestMergingAndSplitting:
    def test_several_become_part_of_one(self, system, moves):
        towns = [unit("410402005"), unit("410402006")]

        moved = actions.merge_units(
            units=towns, into=unit("410402001"), on=clock.today(), actor=system, at=clock.now()
        )

        assert moved["事项"] == 4
        assert {
            one.successor.code for one in Unit.objects.filter(pk__in=[t.pk for t in towns])
        } == {"410402001"}

    def test_one_becomes_several_and_its_heir_takes_the_work(self, system, moves):
        parts = [NewUnit("410402098", "甲街道妇女联合会", "甲街道妇联"),
                 NewUnit("410402099", "乙街道妇女联合会", "乙街道妇联")]  # fmt: skip

        made = actions.split_unit(
            unit=unit("410402005"), parts=parts, heir="410402099", on=clock.today(),
            actor=system, at=clock.now(),
        )  # fmt: skip

        assert moves == [("410402005", "410402099")]
        assert made["410402098"].valid_from == clock.today() + timedelta(days=1)
        assert made["410402098"].parent.code == "410402"
        assert UnitName.objects.get(unit=made["410402098"]).name == "甲街道妇女联合会"

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("410402001", "已用于"),
            ("410403098", "须以上级单位代码410402开头"),
            ("41-x", "大写字母"),
        ],
    )
    def test_a_code_is_free_and_stands_under_its_parent(self, system, code, words):
        parts = [NewUnit(code, "甲", "甲"), NewUnit("410402099", "乙", "乙")]

        with pytest.raises(Refused, match=words):
            actions.split_unit(
                unit=unit("410402005"), parts=parts, heir="410402099", on=clock.today(),
                actor=system, at=clock.now(),
            )  # fmt: skip

        assert not Unit.objects.filter(code="410402099").exists()
        assert unit("410402005").valid_to is None

    def test_somebody_must_be_the_heir(self, system):
        with pytest.raises(Refused, match="承接"):
            actions.split_unit(
                unit=unit("410402005"), parts=[NewUnit("410402099", "乙", "乙")],
                heir="410402098", on=clock.today(), actor=system, at=clock.now(),
            )  # fmt: skip


def test_a_changed_dictionary_is_in_the_log_with_the_names_of_fields(system):
    category = Category.objects.order_by("pk").first()
    category.name = "改过的名称"

    actions.save_reference(
        row=category, changed=["name"], is_new=False, actor=system, at=clock.now(),
        permission=Permission.REFERENCE_EDIT,
    )  # fmt: skip

    assert Category.objects.get(pk=category.pk).name == "改过的名称"
    assert [entry.data["fields"] for entry in entries("reference.changed")] == [["name"]]


def test_a_dictionary_is_changed_by_those_who_keep_it():
    category = Category.objects.order_by("pk").first()
    clerk = actor_for("410402", Role.COUNTY_CLERK)

    with pytest.raises(Refused):
        actions.save_reference(
            row=category, changed=["name"], is_new=False, actor=clerk, at=clock.now(),
            permission=Permission.REFERENCE_EDIT,
        )  # fmt: skip
