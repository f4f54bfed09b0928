"""Papers and campaigns in the box: found by those they exist for, and by nobody else."""

import pytest
from django.db import transaction

from portal.access import scope
from portal.search import actions, finding

pytestmark = pytest.mark.django_db
PAPER = {"clerk", "leader", "coordinator", "city_leader"}
CAMPAIGN = {"clerk", "coordinator"}


@pytest.fixture
def found(scene):
    """found("clerk", "paper", "告知书") -> the pages she is led to."""

    def run(who, kind, text):
        actor = scene.cast[who]
        with transaction.atomic(), scope(actor):
            results = finding.search(actor, text, shown=20)
        return [hit.url for one in results if one.kind.name == kind for hit in one.hits]

    return run


@pytest.mark.parametrize("who", sorted(PAPER | {"stranger", "hotline", "police", "auditor"}))
def test_a_paper_is_found_by_its_title_and_by_its_case(scene, found, who):
    address = [scene.paper.get_absolute_url()]

    for text in (scene.paper.title, scene.case.number):
        assert (found(who, "paper", text) == address) is (who in PAPER), text


@pytest.mark.parametrize("who", sorted(CAMPAIGN | {"stranger", "auditor"}))
def test_a_campaign_is_found_by_whom_it_was_sent_to(scene, found, who):
    campaign = scene.asked.campaign
    with transaction.atomic(), scope(scene.cast["coordinator"]):
        actions.index(kind="campaign", keys=[campaign.pk])

    urls = found(who, "campaign", campaign.name)

    assert (campaign.get_absolute_url() in urls) is (who in CAMPAIGN)
