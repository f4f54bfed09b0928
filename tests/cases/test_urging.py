"""督促处理意见书: the last step of the chase, the leader's word, its paper and its thirty days."""

import pytest
from django.db import transaction

from cases import actions
from cases.choices.referral import ChaseStep
from cases.models import ReferralDeadline
from cases.papers.letters import buttons
from cases.papers.urging import URGING
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from tests.factories.cases import CaseFactory
from tests.factories.cast import POLICE_BRANCH
from tests.factories.referrals import act, answer, refer
from tests.factories.scene import client_of, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
BEFORE = (ChaseStep.REMIND, ChaseStep.LETTER, ChaseStep.BRING)


@pytest.fixture
def referral(scene):
    """Asked, and nothing came."""
    return refer(CaseFactory(actor=scene.cast["clerk"]), POLICE_BRANCH, by=scene.cast["clerk"])


def chased(referral, by, *steps):
    for step in steps:
        act(actions.chase, by=by, referral=referral, step=step, way="paper")


def running(referral, actor):
    with transaction.atomic(), scope(actor):
        rows = ReferralDeadline.objects.filter(referral=referral).running()
        return {row.rule.code: row.length for row in rows.select_related("rule")}


def test_it_comes_last_is_the_leaders_and_is_given_once(scene, referral):
    clerk, leader = scene.cast["clerk"], scene.cast["leader"]
    with pytest.raises(Refused, match="请先提请协调组协调"):
        chased(referral, leader, ChaseStep.URGE)
    chased(referral, clerk, *BEFORE)
    with pytest.raises(Refused, match="由本单位主管决定"):
        chased(referral, clerk, ChaseStep.URGE)

    chased(referral, leader, ChaseStep.URGE)

    assert running(referral, clerk)["urging-reply"] == 30
    with pytest.raises(Refused, match="已发出督促处理意见书"):
        chased(referral, leader, ChaseStep.URGE)


def test_an_answer_ends_its_thirty_days(scene, referral):
    clerk, branch = scene.cast["clerk"], scene.cast["branch"]
    chased(referral, clerk, *BEFORE)
    chased(referral, scene.cast["leader"], ChaseStep.URGE)

    act(actions.receive, by=branch, referral=referral)
    act(actions.report, by=branch, referral=referral, answer=answer(told_on=clock.today()))

    assert "urging-reply" not in running(referral, clerk)


def test_its_paper_is_offered_to_the_leader_once_the_group_was_asked(scene, referral):
    clerk, leader = scene.cast["clerk"], scene.cast["leader"]
    kind = (URGING.name, URGING.label)
    with transaction.atomic(), scope(leader):
        early = buttons(referral, leader)
    chased(referral, clerk, *BEFORE)
    with transaction.atomic(), scope(leader):
        mine = buttons(referral, leader)
    with transaction.atomic(), scope(clerk):
        hers = buttons(referral, clerk)

    assert (kind in early, kind in mine, kind in hers) == (False, True, False)
    path = f"/papers/new/{URGING.name}/{referral.number}/"
    assert client_of(clerk).get(path)["Location"] == referral.get_absolute_url()
    page = client_of(leader).get(path)
    shown = page.content.decode()
    assert page.status_code == 200
    for words in ("督促处理意见书", "《中华人民共和国妇女权益保障法》第七十三条",
                  "提请协调组协调", "提请同级人民政府开展督查"):  # fmt: skip
        assert words in shown, words


def test_the_page_offers_the_step_to_the_leader_and_notes_it(scene, referral):
    chased(referral, scene.cast["clerk"], *BEFORE)
    leader = client_of(scene.cast["leader"])

    page = leader.get(referral.get_absolute_url()).content.decode()
    done = leader.post(f"/referrals/{referral.pk}/chase/", {"step": "urge", "way": "paper"})

    assert "发督促处理意见书" in page
    assert done.status_code == 302
    assert "督促处理意见书" in leader.get(referral.get_absolute_url()).content.decode()
