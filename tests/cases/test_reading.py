"""Labels, emergency reading and recusal: who may read a case."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from cases import actions
from cases.choices import AccessLabel
from cases.models import Case, CaseHappening, Contact, Party, Reader
from portal.access import SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.desk.models import Notice
from tests.cases.conftest import AT

HOUSE = SystemActor("测试", scope="4104")


def test_a_named_case_is_for_those_named_and_the_leader(people, register):
    case = register(people.clerk)
    with transaction.atomic(), scope(people.leader):
        actions.set_label(case=case, actor=people.leader, at=AT, label=AccessLabel.NAMED)

    def exists_for(actor):
        with transaction.atomic(), scope(actor):
            by_policy = Case.objects.filter(pk=case.pk).exists()
            assert Case.objects.visible_to(actor).filter(pk=case.pk).exists() == by_policy
            return by_policy

    assert exists_for(people.clerk)  # handles it, so she was named
    assert exists_for(people.leader)
    assert not exists_for(people.coordinator)
    assert not exists_for(people.stranger)


def test_emergency_reading_lasts_two_hours_and_tells_the_leader(people, register):
    case = register(people.clerk)
    with transaction.atomic(), scope(people.leader):
        actions.set_label(case=case, actor=people.leader, at=AT, label=AccessLabel.NAMED)
    now = connection_now()

    with transaction.atomic(), scope(people.coordinator):
        read = actions.read_in_emergency(
            number=case.number, actor=people.coordinator, at=now, reason="派出所急需核实安全情况"
        )
        assert read.pk == case.pk
    with transaction.atomic(), scope(people.leader):
        assert Notice.objects.get().text.startswith(case.number)
        reading = Reader.objects.get(kind="emergency")
        assert reading.until == now + timedelta(hours=2)
        Reader.objects.filter(pk=reading.pk).update(until=now - timedelta(seconds=1))
    with transaction.atomic(), scope(people.coordinator):
        assert not Case.objects.filter(pk=case.pk).exists()


def connection_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]


def test_there_is_no_emergency_from_another_county(people, register):
    case = register(people.clerk)
    with transaction.atomic(), scope(people.leader):
        actions.set_label(case=case, actor=people.leader, at=AT, label=AccessLabel.NAMED)

    with (
        transaction.atomic(),
        scope(people.stranger),
        pytest.raises(Refused, match="没有这项内容"),
    ):
        actions.read_in_emergency(
            number=case.number, actor=people.stranger, at=AT, reason="想看看这件事的情况"
        )


def test_whoever_is_recused_sees_nothing_of_it(people, register):
    case = register(people.leader)
    clerk = Account.objects.get(pk=people.clerk.account_id)

    with transaction.atomic(), scope(people.leader):
        actions.add_recusal(
            case=case, actor=people.leader, at=AT, reason="当事人亲属", account=clerk
        )

    with transaction.atomic(), scope(people.clerk):
        assert not Case.objects.visible_to(people.clerk).exists()
        assert not Case.objects.exists()
        assert not Contact.objects.exists()
        assert not Party.objects.exists()
        assert not CaseHappening.objects.exists()


def test_a_recused_unit_above_is_shut_out_by_a_leaders_decision(people, register):
    case = register(people.clerk)

    with transaction.atomic(), scope(people.clerk), pytest.raises(Refused, match="本单位主管"):
        actions.add_recusal(
            case=case, actor=people.clerk, at=AT, reason="反映的就是市妇联", unit_code="4104"
        )
    with transaction.atomic(), scope(people.leader):
        actions.add_recusal(
            case=case, actor=people.leader, at=AT, reason="反映的就是市妇联", unit_code="4104"
        )

    with transaction.atomic(), scope(people.coordinator):
        assert not Case.objects.exists()
    with transaction.atomic(), scope(people.clerk):
        assert Case.objects.exists()


def test_nobody_takes_a_case_out_of_everybodys_sight(people, register):
    """The handler, the unit that has it, its leader: none is shut out by a clerk."""
    case = register(people.clerk)
    handler = Account.objects.get(pk=people.clerk.account_id)
    leader = Account.objects.get(pk=people.leader.account_id)

    with transaction.atomic(), scope(people.clerk):
        for whom, words in (
            ({"account": handler}, "其他人经办"),
            ({"unit_code": "410402"}, "经办单位本身"),
            ({"account": leader}, "本单位主管"),
        ):
            with pytest.raises(Refused, match=words):
                actions.add_recusal(case=case, actor=people.clerk, at=AT, reason="利害关系", **whom)
    with transaction.atomic(), scope(people.leader):
        assert Case.objects.filter(pk=case.pk).exists()


def test_a_recusal_is_told_to_the_leader_who_may_end_it(people, register):
    case = register(people.leader)
    clerk = Account.objects.get(pk=people.clerk.account_id)
    with transaction.atomic(), scope(people.leader):
        recusal = actions.add_recusal(
            case=case, actor=people.leader, at=AT, reason="当事人亲属", account=clerk
        )
        actions.end_recusal(recusal=recusal, actor=people.leader, at=AT)

    with transaction.atomic(), scope(people.clerk):
        assert Case.objects.visible_to(people.clerk).exists()
        with pytest.raises(Refused, match="主管解除"):
            actions.end_recusal(recusal=recusal, actor=people.clerk, at=AT)


def test_an_emergency_reader_reads_and_does_nothing_else(people, register):
    case = register(people.leader)
    with transaction.atomic(), scope(people.leader):
        actions.set_label(case=case, actor=people.leader, at=AT, label=AccessLabel.NAMED)

    with transaction.atomic(), scope(people.clerk):
        actions.read_in_emergency(
            number=case.number, actor=people.clerk, at=connection_now(), reason="派出所来电急需核实"
        )
        for act in (
            lambda: actions.perform(
                case=case, step="handle", actor=people.clerk, at=AT, note="已联系"
            ),
            lambda: actions.add_recusal(
                case=case, actor=people.clerk, at=AT, reason="利害关系", unit_code="4104M07"
            ),
        ):
            with pytest.raises(Refused, match="只能查看"):
                act()
