"""Accounts are made, moved and closed by those who may, and each act is in the log."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case
from portal import clock
from portal.access import Role, scope
from portal.access.refusal import Refused
from portal.accounts import actions, registry
from portal.accounts.models import Account, Posting
from portal.units.models import Unit
from tests.factories.accounts import account_of, actor_for
from tests.factories.cases import ORDINARY, CallFactory, CaseFactory, category

pytestmark = pytest.mark.django_db
PHONE = "13911110000"


def unit(code):
    return Unit.objects.get(code=code)


def make(actor, *, code="410402", phone=PHONE, roles=frozenset({Role.COUNTY_CLERK})):
    return actions.make_account(
        unit=unit(code), name="林向远", phone=phone, roles=roles, actor=actor, at=clock.now()
    )


@pytest.fixture
def clerk():
    return account_of(actor_for("410402", Role.COUNTY_CLERK, name="李知微"))


@pytest.fixture
def leader():
    return account_of(actor_for("410402", Role.COUNTY_LEADER))


@pytest.fixture
def works(monkeypatch):
    """A registered kind of work that remembers what was asked of it."""
    asked = []
    monkeypatch.setattr(registry, "_works", {})

    def fn(*, leaver, successor, actor, at):
        asked.append((leaver, successor, actor))
        return 3

    registry.register_handover("事项", fn, count=lambda *, account, actor: 3)
    return asked


class TestMaking:
    def test_an_account_begins_with_a_post_and_a_code_nobody_keeps(self, managers, log):
        issued = make(managers.xinhua)

        account = Account.objects.get(username=PHONE)
        (entry,) = log("account_made")
        assert account.must_change_password
        assert account.code_expires_at > clock.now() + timedelta(days=6)
        assert issued.code not in account.password
        assert issued.code not in repr(issued)
        assert issued.code.replace("-", "") not in str(entry.data)
        assert "林向远" not in f"{entry.data}{entry.target_label}"
        assert (entry.unit_code, entry.data["roles"]) == ("410402", ["county_clerk"])

    @pytest.mark.parametrize("who", ["weidong", "police"])
    def test_a_stranger_makes_none_in_another_unit(self, managers, who):
        with pytest.raises(Refused, match="本单位及下级"):
            make(getattr(managers, who))

        assert not Account.objects.filter(username=PHONE).exists()

    def test_a_clerk_makes_none_anywhere(self):
        with pytest.raises(Refused):
            make(actor_for("410402", Role.COUNTY_CLERK))

    @pytest.mark.parametrize(
        "role", [Role.COUNTY_LEADER, Role.UNIT_ADMINISTRATOR, Role.AUDITOR, Role.CITY_COORDINATOR]
    )
    def test_a_unit_administrator_gives_no_higher_post(self, managers, role):
        with pytest.raises(Refused, match="“主管”以上岗位"):
            make(managers.xinhua, roles=frozenset({role}))

    def test_the_security_administrator_gives_a_leader_s_post(self, managers):
        issued = make(managers.security, roles=frozenset({Role.COUNTY_LEADER}))

        assert Posting.objects.get(account=issued.account).roles == ["county_leader"]

    def test_a_unit_that_ended_takes_nobody(self, managers):
        yesterday = clock.today() - timedelta(days=1)
        Unit.objects.filter(code="410402M07").update(valid_to=yesterday)

        with pytest.raises(Refused, match="已停用"):
            make(managers.xinhua, code="410402M07", roles=frozenset({Role.MEMBER_LIAISON}))

    def test_a_taken_phone_names_its_owner_to_her_own_administrator_only(self, managers):
        make(managers.xinhua)

        with pytest.raises(Refused, match="该手机号已用于新华区妇联林向远，请核对。"):
            make(managers.xinhua)
        with pytest.raises(Refused, match="该手机号已被使用，请联系市妇联权益部。"):
            make(managers.weidong, code="410403")


class TestManaging:
    """Issue a code, disable, enable, rename, post elsewhere."""

    @pytest.mark.parametrize("act", ["issue_code", "disable_account", "enable_account"])
    @pytest.mark.parametrize("who", ["weidong", "police"])
    def test_a_stranger_touches_nothing(self, managers, clerk, act, who):
        before = Account.objects.values().get(pk=clerk.pk)

        with pytest.raises(Refused):
            getattr(actions, act)(account=clerk, actor=getattr(managers, who), at=clock.now())

        assert Account.objects.values().get(pk=clerk.pk) == before

    @pytest.mark.parametrize("act", ["issue_code", "disable_account"])
    def test_a_leader_s_account_is_beyond_her_unit_s_administrator(self, managers, leader, act):
        with pytest.raises(Refused, match="须由安全管理员办理"):
            getattr(actions, act)(account=leader, actor=managers.xinhua, at=clock.now())

        getattr(actions, act)(account=leader, actor=managers.security, at=clock.now())

    def test_nobody_manages_herself(self, managers):
        for actor in (managers.xinhua, managers.system, managers.security):
            with pytest.raises(Refused, match="不能管理自己的账号"):
                actions.issue_code(account=account_of(actor), actor=actor, at=clock.now())

    def test_a_new_code_ends_the_old_password_and_every_session(self, managers, clerk, enter, log):
        client = enter(actor_of(clerk))

        actions.issue_code(account=clerk, actor=managers.xinhua, at=clock.now())

        assert client.get("/account/").status_code == 302
        assert [entry.data["account"] for entry in log("code_issued")] == [clerk.pk]

    def test_a_closed_account_can_be_opened_again_with_a_new_code(self, managers, clerk, log):
        actions.disable_account(account=clerk, actor=managers.xinhua, at=clock.now())
        with pytest.raises(Refused, match="请先启用"):
            actions.issue_code(account=clerk, actor=managers.xinhua, at=clock.now())

        issued = actions.enable_account(account=clerk, actor=managers.xinhua, at=clock.now())

        assert Account.objects.get(pk=clerk.pk).is_active
        assert issued.code
        assert len(log("account_disabled")) == len(log("account_enabled")) == 1

    def test_another_post_ends_the_first(self, managers, clerk, log):
        actions.change_posting(
            account=clerk, unit=unit("410402002"), roles={Role.TOWN_WORKER},
            actor=managers.xinhua, at=clock.now(),
        )  # fmt: skip

        present = Posting.objects.present().get(account=clerk)
        assert (present.unit.code, present.roles) == ("410402002", ["town_worker"])
        assert Posting.objects.filter(account=clerk, valid_to__isnull=False).count() == 1
        assert len(log("posting_changed")) == 1
        assert [entry.data["after"] for entry in log("roles_granted")] == [["town_worker"]]

    def test_nobody_is_posted_into_another_s_unit_nor_beyond(self, managers, clerk):
        cases = [("410403", {Role.COUNTY_CLERK}), ("410402", {Role.COUNTY_LEADER})]

        for code, roles in cases:
            with pytest.raises(Refused):
                actions.change_posting(
                    account=clerk, unit=unit(code), roles=roles, actor=managers.xinhua,
                    at=clock.now(),
                )  # fmt: skip

        assert Posting.objects.present().get(account=clerk).unit.code == "410402"

    def test_nobody_grants_to_herself(self, managers):
        for actor in (managers.xinhua, managers.security):
            with pytest.raises(Refused):
                actions.change_posting(
                    account=account_of(actor), unit=unit("410402"), roles={Role.COUNTY_CLERK},
                    actor=actor, at=clock.now(),
                )  # fmt: skip


class TestHandingOver:
    def test_a_new_liaison_takes_post_and_work_and_the_old_account_closes(
        self, managers, works, log
    ):
        old = account_of(actor_for("4104M07", Role.MEMBER_LIAISON, name="陆守正"))

        issued = actions.replace_liaison(
            old=old, name="林向远", phone=PHONE, actor=managers.police, at=clock.now()
        )

        ((leaver, successor, mover),) = works
        assert (leaver, successor) == (old, issued.account)
        assert (mover.scope, mover.leads) == ("4104M07", "4104M07")
        assert issued.handed_over == 3
        assert not Account.objects.get(pk=old.pk).is_active
        assert Posting.objects.get(account=issued.account).roles == ["member_liaison"]
        assert [entry.data["moved"] for entry in log("handed_over")] == [{"事项": 3}]

    def test_an_open_case_is_the_newcomer_s_afterwards(self, managers, key_ring):
        leaver = actor_for("410402", Role.COUNTY_CLERK)
        case = CaseFactory(actor=leaver, call=CallFactory(category=category(ORDINARY)))

        issued = actions.replace_liaison(
            old=account_of(leaver), name="林向远", phone=PHONE, actor=managers.xinhua,
            at=clock.now(),
        )  # fmt: skip

        assert issued.handed_over == 1
        with transaction.atomic(), scope(leaver):
            assert Case.objects.get(pk=case.pk).handler == issued.account

    def test_it_is_all_or_nothing(self, managers, works):
        old = account_of(actor_for("4104M07", Role.MEMBER_LIAISON))
        make(managers.xinhua)

        with pytest.raises(Refused, match="已被使用"):
            actions.replace_liaison(
                old=old, name="林向远", phone=PHONE, actor=managers.police, at=clock.now()
            )

        assert Account.objects.get(pk=old.pk).is_active
        assert works == []

    def test_work_goes_to_a_present_colleague_only(self, managers, works, clerk):
        elsewhere = account_of(actor_for("410403", Role.COUNTY_CLERK))
        closed = account_of(actor_for("410402", Role.COUNTY_CLERK))
        actions.disable_account(account=closed, actor=managers.xinhua, at=clock.now())

        for successor in (elsewhere, closed, clerk):
            with pytest.raises(Refused, match="本单位在用的其他账号"):
                actions.hand_over(
                    leaver=clerk, successor=successor, actor=managers.xinhua, at=clock.now()
                )

        assert works == []

    def test_the_administrator_learns_how_much_and_not_what(self, managers, works, clerk):
        assert actions.open_work(account=clerk, actor=managers.xinhua) == 3
        with pytest.raises(Refused):
            actions.open_work(account=clerk, actor=managers.weidong)


class TestNoSuperuser:
    def test_there_is_no_column_that_grants_everything(self):
        names = {field.name for field in Account._meta.get_fields()}

        assert not names & {"is_superuser", "groups", "user_permissions"}
        assert not Account().is_superuser
        assert not Account().is_staff

    def test_the_database_refuses_an_administrator_with_another_post(self, clerk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.filter(account=clerk).update(roles=["auditor", "county_clerk"])


def actor_of(account):
    return Posting.objects.present().get(account=account).actor()
