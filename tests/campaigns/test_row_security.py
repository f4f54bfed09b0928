"""Who sees a campaign, a participation, a duty: the first lock and the second, table by table."""

import pytest
from django.db import transaction

from campaigns.models import Campaign, Chase, Duty, DutyRemark, DutyVersion, Participation
from portal.access import scope
from portal.access.actor import SystemActor
from tests.factories.campaigns import make_campaign, sent_and_returned

pytestmark = pytest.mark.django_db
# Who sees what of a campaign that went to 新华区 alone. A town reads its county's notice.
SEES = {
    Campaign: {"coordinator", "city_leader", "hotline", "clerk", "leader", "viewer", "town",
               "village", "branch", "colleague"},
    Participation: {"coordinator", "city_leader", "clerk", "leader", "viewer", "town", "village",
                    "branch", "colleague"},
    Duty: {"coordinator", "city_leader", "clerk", "leader", "viewer", "colleague"},
    Chase: {"coordinator", "city_leader", "hotline"},
}  # fmt: skip


@pytest.fixture
def everybody(scene):
    return scene.cast | {"colleague": scene.colleague}


@pytest.mark.parametrize("model", SEES, ids=lambda model: model.__name__)
def test_the_database_shows_each_role_its_own(everybody, model):
    found = set()
    for who, actor in everybody.items():
        with scope(actor):
            found |= {who} if model.objects.exists() else set()

    assert found == SEES[model]


@pytest.mark.parametrize("model", SEES, ids=lambda model: model.__name__)
def test_visible_to_says_the_same_where_the_database_shows_all(everybody, model):
    with scope(SystemActor("测试", scope="4104")):
        found = {
            who for who, actor in everybody.items() if model.objects.visible_to(actor).exists()
        }

    assert found == SEES[model]


def test_versions_and_remarks_are_seen_while_their_duty_is(everybody):
    for who, actor in everybody.items():
        with scope(actor):
            found = {DutyVersion.objects.exists(), DutyRemark.objects.exists()}

        assert found == {who in SEES[Duty]}, who


def test_a_campaign_being_planned_is_its_planners_alone(people):
    asked = make_campaign(planner=people.coordinator)
    with transaction.atomic(), scope(people.coordinator):
        Campaign.objects.filter(pk=asked.campaign.pk).update(
            status="planned", published_at=None, published_by=None
        )

    with scope(people.clerk):
        assert not Campaign.objects.exists()
        assert not Campaign.objects.visible_to(people.clerk).exists()
    with scope(people.coordinator):
        assert Campaign.objects.visible_to(people.coordinator).exists()


def test_a_unit_cannot_change_what_it_was_asked(people, asked):
    with transaction.atomic(), scope(people.clerk):
        assert Campaign.objects.filter(pk=asked.campaign.pk).update(theme="改") == 0


def test_another_countys_duty_does_not_exist(people, asked):
    sent_and_returned(asked, planner=people.coordinator)

    with scope(people.stranger):
        assert not Duty.objects.exists()
        assert Duty.objects.filter(pk=asked.duty.pk).update(status="draft") == 0
