"""入选案例汇编: only what was recommended, with its pictures, by who asked."""

from django.db import transaction

from campaigns import actions
from campaigns.actions.texts import read_case
from campaigns.models import Duty
from campaigns.reports import collection
from portal import clock
from portal.access import scope
from portal.papers import docx
from portal.papers.document import Picture
from tests.campaigns.shared import scene, stage
from tests.campaigns.test_texts import write
from tests.factories.scene import client_of

__all__ = ["scene", "stage"]


def test_the_collection_holds_recommended_cases_with_their_pictures(scene):
    clerk, coordinator = scene.cast["clerk"], scene.cast["coordinator"]
    with transaction.atomic(), scope(clerk):
        duty = Duty.objects.for_page().get(pk=scene.written.case.pk)
        write(duty, clerk)
        actions.submit_duty(duty=duty, actor=clerk, at=clock.now())
    with transaction.atomic(), scope(coordinator):
        actions.accept_duty(duty=duty, actor=coordinator, at=clock.now())
        read_case(duty=duty, mark="recommended", actor=coordinator, at=clock.now())
        campaign = duty.participation.campaign
        paper = collection.paper_of(campaign, collection.cases_of(campaign, coordinator))

    assert [block.text for block in paper.blocks[:2]] == ["一条板凳", "办理单位：新华区妇联"]
    assert sum(isinstance(block, Picture) for block in paper.blocks) == 3
    assert docx.write(paper).startswith(b"PK")
    url = f"/campaigns/{campaign.pk}/cases/"
    assert "一条板凳" in client_of(coordinator).get(url).content.decode()
    file = client_of(coordinator).get(f"{url}collection/")
    assert file.content.startswith(b"PK")
    assert client_of(scene.cast["leader"]).get(f"{url}collection/").status_code == 404
