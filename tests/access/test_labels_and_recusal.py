"""限定知悉, 应急查阅 and 回避: narrower than the range, in the query and in the database alike."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases import actions
from cases.models import Case, Contact, Party, Recusal
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.models import Account
from portal.desk import actions as desk
from portal.desk.models import Notice
from tests.factories.cases import CaseFactory, named, recused
from tests.factories.cast import CITY, COUNTY
from tests.factories.scene import client_of

pytestmark = pytest.mark.django_db


def exists_for(actor, case):
    """(by a query without a filter, by visible_to): both locks, to be compared."""
    with scope(actor):
        return (
            Case.objects.filter(pk=case.pk).exists(),
            Case.objects.visible_to(actor).filter(pk=case.pk).exists(),
        )


def read_in_emergency(case, actor, *, ago=timedelta(0)):
    with transaction.atomic(), scope(actor):
        actions.read_in_emergency(
            number=case.number, actor=actor, at=clock.now() - ago, reason="来电人称正被追赶"
        )


@pytest.fixture
def hidden(scene):
    """A case of the clerk's at 限定知悉."""
    return named(CaseFactory(actor=scene.cast["clerk"]), leader=scene.cast["leader"])


# ── 限定知悉 ─────────────────────────────────────────────────────────────────────────────────────
def test_a_named_case_exists_for_the_named_and_for_the_units_leader_only(scene, hidden):
    everybody = scene.cast | {"colleague": scene.colleague}
    found = {who: exists_for(actor, hidden) for who, actor in everybody.items()}

    assert {who for who, pair in found.items() if pair == (True, True)} == {"clerk", "leader"}
    assert set(found.values()) == {(True, True), (False, False)}


def test_who_is_put_on_the_list_sees_the_case_and_its_people(scene, hidden):
    with transaction.atomic(), scope(scene.cast["leader"]):
        account = Account.objects.get(pk=scene.colleague.account_id)
        actions.name_reader(
            case=hidden, actor=scene.cast["leader"], at=clock.now(), account=account
        )

    with scope(scene.colleague):
        assert Case.objects.filter(pk=hidden.pk).exists()
        assert Party.objects.filter(case=hidden).exists()


def test_a_named_case_may_have_a_reader_outside_neither_range_nor_county(scene, hidden):
    """A name on the list does not widen the range."""
    with transaction.atomic(), scope(scene.cast["leader"]):
        account = Account.objects.get(pk=scene.cast["stranger"].account_id)
        actions.name_reader(
            case=hidden, actor=scene.cast["leader"], at=clock.now(), account=account
        )

    assert exists_for(scene.cast["stranger"], hidden) == (False, False)


# ── 应急查阅 ─────────────────────────────────────────────────────────────────────────────────────
def test_emergency_reading_opens_the_case_for_two_hours(scene, hidden):
    read_in_emergency(hidden, scene.colleague)

    assert exists_for(scene.colleague, hidden) == (True, True)
    assert exists_for(scene.cast["coordinator"], hidden) == (False, False)


@pytest.mark.parametrize(
    ("ago", "opens"), [(timedelta(minutes=119), True), (timedelta(minutes=121), False)]
)
def test_emergency_reading_ends_after_two_hours(scene, hidden, ago, opens):
    with scope(scene.colleague):
        actions.reading.Reader.objects.create(
            unit_code=COUNTY,
            case=hidden,
            account_id=scene.colleague.account_id,
            kind="emergency",
            reason="来电人称正被追赶",
            at=clock.now() - ago,
            until=clock.now() - ago + actions.reading.EMERGENCY,
        )

    assert exists_for(scene.colleague, hidden) == (opens, opens)


def test_the_leader_is_told_of_an_emergency_reading(scene, hidden):
    read_in_emergency(hidden, scene.colleague)

    with scope(scene.cast["leader"]):
        told = Notice.objects.filter(text__contains="应急查阅").get()
        assert told.url == hidden.get_absolute_url()


@pytest.mark.parametrize("who", ["stranger", "viewer", "police", "branch", "auditor"])
def test_emergency_reading_is_not_for_strangers_nor_for_who_may_not(scene, hidden, who):
    with pytest.raises(Refused):
        read_in_emergency(hidden, scene.cast[who])

    assert exists_for(scene.cast[who], hidden) == (False, False)


def test_emergency_reading_is_no_way_around_recusal(scene, hidden):
    colleague = Account.objects.get(pk=scene.colleague.account_id)
    recused(hidden, by=scene.cast["leader"], account=colleague)

    with pytest.raises(Refused):
        read_in_emergency(hidden, scene.colleague)


# ── 回避 ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(params=["account", "unit"])
def shut_out(request, scene):
    """(a case, somebody whose range holds it, from which she or her whole unit is recused)."""
    actor, clerk = scene.cast["city_leader"], scene.cast["leader"]
    whom = {"account": Account.objects.get(pk=actor.account_id)}
    whom = whom if request.param == "account" else {"unit_code": CITY}
    return recused(CaseFactory(actor=clerk), by=clerk, **whom), actor


def test_who_is_recused_finds_the_case_nowhere(scene, shut_out):
    case, actor = shut_out
    client = client_of(actor)
    listed = client.get("/cases/").content.decode()
    found = client.get("/cases/", {"q": str(case.sequence)}).content.decode()
    with scope(actor):
        rows = Contact.objects.filter(case_id=case.pk), Party.objects.filter(case_id=case.pk)

        assert not any(query.exists() for query in rows)
    assert scene.case.number in listed
    assert case.number not in listed + found
    assert client.get(case.get_absolute_url()).status_code == 404
    assert exists_for(actor, case) == (False, False)


def test_the_answer_to_who_is_recused_is_that_of_a_number_never_given(shut_out):
    case, actor = shut_out
    client = client_of(actor)

    hers = client.get(case.get_absolute_url())
    never = client.get("/cases/410402-2026-99999/")

    assert (hers.status_code, hers.content) == (never.status_code, never.content)


def test_who_is_recused_is_not_told_of_the_case_either(scene):
    """The leader who is shut out gets no notice with its number."""
    clerk, leader = scene.cast["clerk"], scene.cast["leader"]
    case = named(CaseFactory(actor=clerk), leader=leader)
    with transaction.atomic(), scope(clerk):
        Recusal.objects.create(
            unit_code=case.unit_code,
            case=case,
            account_id=leader.account_id,
            reason="亲属",
            at=clock.now(),
            made_by_id=clerk.account_id,
        )

    read_in_emergency(case, scene.colleague)

    with scope(leader):
        assert not Notice.objects.filter(text__contains=case.number).exists()


@pytest.mark.parametrize("by_unit", [False, True])
def test_what_she_was_told_before_goes_and_nobody_elses(scene, by_unit):
    """Her notice of this case; not that of another case, nor another person's of this one."""
    stranger, clerk = scene.cast["stranger"], scene.cast["clerk"]
    other = CaseFactory(actor=clerk)
    people = [stranger.account_id, clerk.account_id]
    with transaction.atomic(), scope(clerk):
        for case in (scene.case, other):
            desk.notify(
                accounts=people, text=case.number, at=clock.now(), url=f"{case.get_absolute_url()}"
            )
    whom = {"unit_code": stranger.unit_code}
    if not by_unit:
        whom = {"account": Account.objects.get(pk=stranger.account_id)}

    recused(scene.case, by=clerk, **whom)

    with scope(stranger):
        assert [one.text for one in Notice.objects.all()] == [other.number]
    with scope(clerk):
        told = {one.text for one in Notice.objects.all()}
        assert {scene.case.number, other.number} <= told
