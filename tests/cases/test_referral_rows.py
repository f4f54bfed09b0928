"""Who sees a referral, its copy and a transfer: the first lock and the second, table by table."""

import pytest
from django.db import connection, transaction

from cases import actions
from cases.models import (
    Chase,
    Referral,
    ReferralCopy,
    ReferralDeadline,
    ReferralFile,
    ReferralHappening,
    ReferralReport,
    ReferralRequest,
    Transfer,
)
from portal.access import SystemActor, scope
from portal.desk.models import Notice
from portal.units.models import Unit
from tests.factories.cases import CaseFactory, named
from tests.factories.referrals import act, offer, refer

pytestmark = pytest.mark.django_db
# The scene's referral: from 新华区妇联 to 新华公安分局. `colleague` is recused from the case; the
# hotline works at the city, whose range is its own unit.
SENDERS = {"coordinator", "city_leader", "clerk", "leader", "viewer"}
BOTH = SENDERS | {"branch"}
SEES = dict.fromkeys(
    (Referral, ReferralCopy, ReferralDeadline, ReferralHappening, ReferralReport, ReferralRequest,
     Chase, ReferralFile), BOTH
)  # fmt: skip
SEES[Transfer] = SENDERS | {"hotline"}


@pytest.fixture
def everybody(scene):
    return scene.cast | {"colleague": scene.colleague}


@pytest.mark.parametrize("model", SEES, ids=lambda model: model.__name__)
def test_both_locks_show_each_role_the_same(everybody, model):
    by_database, by_filter = set(), set()
    for who, actor in everybody.items():
        with scope(actor):
            by_database |= {who} if model.objects.exists() else set()
            by_filter |= {who} if model.objects.visible_to(actor).exists() else set()

    assert by_database == SEES[model]
    assert by_filter == SEES[model]


@pytest.mark.parametrize("model", [Referral, Transfer], ids=lambda model: model.__name__)
def test_visible_to_says_the_same_where_the_database_shows_all(everybody, model):
    with scope(SystemActor("测试", scope="4104", leads="410402")):
        found = {
            who for who, actor in everybody.items() if model.objects.visible_to(actor).exists()
        }

    assert found == SEES[model]


def test_a_named_case_keeps_its_referral_among_those_on_its_list_and_the_unit_asked(scene):
    cast = scene.cast
    case = named(CaseFactory(actor=cast["clerk"]), leader=cast["leader"])
    referral = refer(case, "410402M07", by=cast["clerk"])

    found = set()
    for who, actor in (cast | {"colleague": scene.colleague}).items():
        with scope(actor):
            found |= {who} if Referral.objects.filter(pk=referral.pk).exists() else set()

    assert found == {"clerk", "leader", "branch"}


def later(days):
    """The row's own clock moved back: the policy asks the database for the time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_referral SET ended_at = now() - make_interval(days => %s)"
            " WHERE ended_at IS NOT NULL",
            [days],
        )


@pytest.mark.parametrize(("days", "there"), [(29, True), (31, False)])
def test_thirty_days_after_its_end_the_receiver_keeps_the_title_alone(scene, days, there):
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    act(actions.review, by=clerk, referral=scene.referral, verdict="accepted")
    with scope(clerk):
        later(days)
        assert ReferralCopy.objects.exists()

    with scope(branch):
        assert Referral.objects.get().subject
        assert ReferralCopy.objects.exists() is there
        assert ReferralCopy.pgh_event_model.objects.exists() is there
        assert ReferralFile.objects.exists() is there
        assert ReferralFile.objects.visible_to(branch).exists() is there


def test_what_was_taken_back_is_no_longer_read(scene):
    cast = scene.cast
    referral = refer(CaseFactory(actor=cast["clerk"]), "410402M10", "410402M07", by=cast["clerk"])
    mine = referral[1]
    act(actions.revoke, by=cast["clerk"], referral=mine, text="材料有误，重新转介")

    with scope(cast["branch"]):
        assert not ReferralCopy.objects.filter(referral=mine).exists()
        assert Referral.objects.get(pk=mine.pk).status == "revoked"


def test_an_upward_referral_is_hidden_from_its_unit_until_the_city_passes_it_on(scene):
    cast = scene.cast
    referral = refer(CaseFactory(actor=cast["clerk"]), "4104M07", by=cast["clerk"])
    with scope(cast["police"]):
        before = Referral.objects.exists()
    act(actions.pass_on, by=cast["coordinator"], referral=referral)
    with scope(cast["police"]):
        after = Referral.objects.exists()

    assert (before, after) == (False, True)


def test_a_case_that_moves_takes_its_referral_along(scene):
    cast = scene.cast
    case = act(actions.accept_transfer, by=cast["coordinator"], transfer=scene.transfer)

    assert (case.unit_code, case.handler_id) == ("4104", cast["coordinator"].account_id)
    for who, there in (("clerk", False), ("coordinator", True), ("branch", True)):
        with scope(cast[who]):
            assert Referral.objects.exists() is there, who
            assert ReferralReport.objects.exists() is there, who
            assert ReferralFile.objects.exists() is there, who
    with scope(cast["coordinator"]):
        moved = Referral.objects.get()
        assert (moved.from_code, moved.minder_id) == ("4104", cast["coordinator"].account_id)
        assert set(
            ReferralDeadline.objects.standing().values_list("unit_code", flat=True)
        ) == {"4104"}  # fmt: skip
        assert Referral.pgh_event_model.objects.filter(from_code="410402").exists()
    with scope(cast["clerk"]):
        assert Transfer.objects.get().status == "accepted"


def test_only_the_unit_it_was_offered_to_moves_a_case(scene):
    cast = scene.cast
    for who in ("stranger", "clerk", "branch", "auditor", "leader"):
        with transaction.atomic(), scope(cast[who]), connection.cursor() as cursor:
            cursor.execute("SELECT accept_case(%s)", [scene.transfer.pk])
            assert cursor.fetchone()[0] == 0, who


def test_a_named_case_is_read_by_who_accepts_it(scene):
    cast = scene.cast
    case = named(CaseFactory(actor=cast["coordinator"]), leader=cast["city_leader"])
    transfer = offer(case, "410402", by=cast["coordinator"])

    taken = act(actions.accept_transfer, by=cast["clerk"], transfer=transfer)

    assert taken.access_label == "named"
    with scope(scene.colleague):
        assert not type(case).objects.filter(pk=case.pk).exists()
    with scope(cast["clerk"]):
        assert type(case).objects.filter(pk=case.pk).exists()


def test_the_unit_complained_of_loses_what_it_had(scene):
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    with scope(branch):
        assert Notice.objects.filter(url=scene.referral.get_absolute_url()).exists()
        before = {model: model.objects.count() for model in SEES if model is not Transfer}
    unit = Unit.objects.get(code="410402M07")
    act(actions.name_complained_unit, by=clerk, case=scene.case, unit=unit)

    assert all(before[model] for model in (Referral, ReferralCopy, ReferralReport))
    with scope(branch):
        assert not any(model.objects.exists() for model in before)
        assert not Referral.objects.visible_to(branch).exists()
        assert not Notice.objects.filter(url=scene.referral.get_absolute_url()).exists()
