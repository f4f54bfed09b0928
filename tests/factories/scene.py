"""One case of 新华区妇联 with everything on it, and everybody who might come upon it."""

import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from cases import actions
from cases.forms import CallForm
from cases.models import Case, Contact
from portal import clock
from portal.access import Actor, scope
from portal.accounts.models import Account
from portal.desk.models import Notice
from portal.drafts import actions as drafts
from portal.jobs.models import Job
from portal.papers.models import IssuedPaper
from tests.factories.cases import (
    VIOLENCE,
    CallFactory,
    CaseFactory,
    category,
    recused,
    stop_the_clock,
)
from tests.factories.cast import CAST, COLLEAGUE
from tests.factories.danger import watched
from tests.factories.papers import PaperFactory
from tests.factories.people import ROOT, make_person

DRAFT = CallForm.draft_name


@dataclass(frozen=True)
class Scene:
    """`cast` maps a name of CAST to its Actor. The rest belongs to the clerk of 新华区妇联."""

    cast: dict[str, Actor]
    colleague: Actor
    case: Case
    contact: Contact
    notice: Notice
    job: Job
    paper: IssuedPaper


def make_scene() -> Scene:
    """Needs the key ring. Opens its own transaction and scopes."""
    with transaction.atomic(), scope(ROOT):
        cast = {name: make_person(person) for name, person in CAST.items()}
        colleague = make_person(COLLEAGUE)
    clerk = cast["clerk"]
    case = CaseFactory(actor=clerk, call=CallFactory(category=category(VIOLENCE)))
    stop_the_clock(case, by=clerk, asked_by=cast["leader"])
    recused(case, by=clerk, account=Account.objects.get(pk=colleague.account_id))
    with transaction.atomic(), scope(clerk):
        at = clock.now()
        actions.perform(case=case, step="handle", actor=clerk, at=at, note="已电话回访")
        actions.open_case(case=case, actor=clerk, at=at, plain=True)
        drafts.keep(form=DRAFT, values={"story": ["写了一半"]}, actor=clerk, at=at)
        contact = Contact.objects.visible_to(clerk).get(case=case)
        notice = Notice.objects.create(account_id=clerk.account_id, text="请查看", at=at)
        job = Job.objects.create(account_id=clerk.account_id, title="导出台账", started_at=at)
    watched(case, by=clerk)
    paper = PaperFactory(actor=clerk, case=case)
    return Scene(cast, colleague, case, contact, notice, job, paper)


def client_of(actor: Actor | None, **options: object) -> Client:
    """A browser of this person, signed in; None is somebody at the door."""
    client = Client(**options)
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
    return client


@pytest.fixture
def scene(request, key_ring, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    mark = request.node.get_closest_marker("django_db")
    is_transactional = bool(mark and mark.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if is_transactional else "db")
    return make_scene()


def other_key() -> str:
    """A key nobody was ever given."""
    return str(uuid.uuid4())
