"""One case of 新华区妇联 with everything on it, and everybody who might come upon it."""

import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from cases import actions
from cases.forms import CallForm
from cases.models import Case, CaseFile, Contact, FiguresIssue, Referral, Transfer
from portal import clock
from portal.access import Actor, scope
from portal.accounts import sessions
from portal.accounts.models import Account
from portal.desk.models import Notice
from portal.drafts import actions as drafts
from portal.jobs.models import Job
from portal.papers.models import IssuedPaper
from portal.sheets import actions as sheets
from portal.sheets import registry
from portal.sheets.models import Upload
from tests.factories.campaigns import Asked, make_campaign, sent_and_returned
from tests.factories.cases import (
    VIOLENCE,
    CallFactory,
    CaseFactory,
    category,
    ledgered,
    recused,
    stop_the_clock,
)
from tests.factories.cast import CAST, CITY, COLLEAGUE, POLICE_BRANCH
from tests.factories.danger import watched
from tests.factories.families import Home, make_home
from tests.factories.figures import reported
from tests.factories.files import FileFactory
from tests.factories.materials import Written, make_materials
from tests.factories.papers import PaperFactory
from tests.factories.people import ROOT, make_person
from tests.factories.referrals import everything, offer

DRAFT = CallForm.draft_name
STANDING = "_scene"  # how the database ends in which it is made once


@dataclass(frozen=True)
class Scene:
    """`cast` maps a name of CAST to its Actor. The upload is the unit administrator's, the rest
    belongs to the clerk of 新华区妇联."""

    cast: dict[str, Actor]
    colleague: Actor
    case: Case
    contact: Contact
    notice: Notice
    job: Job
    paper: IssuedPaper
    file: CaseFile
    asked: Asked
    written: Written
    upload: Upload
    home: Home
    referral: Referral
    transfer: Transfer
    issue: FiguresIssue


def make_scene() -> Scene:
    """Needs the key ring. Opens its own transaction and scopes."""
    with transaction.atomic(), scope(ROOT):
        cast = {name: make_person(person) for name, person in CAST.items()}
        colleague = make_person(COLLEAGUE)
    clerk = cast["clerk"]
    case = CaseFactory(actor=clerk, call=CallFactory(category=category(VIOLENCE)))
    stop_the_clock(case, by=clerk, asked_by=cast["leader"])
    ledgered(case, by=clerk)
    recused(case, by=clerk, account=Account.objects.get(pk=colleague.account_id))
    with transaction.atomic(), scope(clerk):
        at = clock.now()
        actions.perform(case=case, step="handle", actor=clerk, at=at, note="已电话回访")
        actions.open_case(case=case, actor=clerk, at=at, plain=True)
        drafts.keep(form=DRAFT, values={"story": ["写了一半"]}, actor=clerk, at=at)
        sheets.keep_columns(
            export="case-register", name="给领导", columns=["name", "day"], is_shared=True,
            actor=clerk, at=at,
        )  # fmt: skip
        contact = Contact.objects.visible_to(clerk).get(case=case)
        notice = Notice.objects.create(account_id=clerk.account_id, text="请查看", at=at)
        job = Job.objects.create(account_id=clerk.account_id, title="导出台账", started_at=at)
        file = FileFactory(record=case, actor=clerk)
    watched(case, by=clerk)
    paper = PaperFactory(actor=clerk, case=case)
    asked = make_campaign(planner=cast["coordinator"])
    sent_and_returned(asked, planner=cast["coordinator"])
    written = make_materials(clerk, cast["coordinator"], asked.duty)
    upload = make_upload(cast["unit_admin"])
    home = make_home(clerk, cast["coordinator"])
    return Scene(
        cast, colleague, case, contact, notice, job, paper, file, asked, written, upload, home,
        referral=everything(case, POLICE_BRANCH, by=clerk, receiver=cast["branch"]),
        transfer=offer(case, CITY, by=clerk),
        issue=reported(by=clerk),
    )  # fmt: skip


def make_upload(actor: Actor) -> Upload:
    """A sheet of two accounts, one of them with a bad cell, checked and not yet imported."""
    rows = "姓名,手机,单位,岗位\n温如玉,10000099901,410402,经办\n温如,1,410402,经办\n"
    with transaction.atomic(), scope(actor):
        return sheets.take_file(
            sheet=registry.sheet_for(actor, "accounts"), name="账号.csv", content=rows.encode(),
            actor=actor, at=clock.now(),
        )  # fmt: skip


def client_of(actor: Actor | None, **options: object) -> Client:
    """A browser of this person, signed in; None is somebody at the door."""
    client = Client(**options)
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
        session = client.session
        sessions.begin(session, clock.now())
        session.save()
    return client


@pytest.fixture
def scene(request, key_ring, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    mark = request.node.get_closest_marker("django_db")
    is_transactional = bool(mark and mark.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if is_transactional else "db")
    standing = request.getfixturevalue("right_database")  # made already: tests/standing.py
    return standing.handed_out(settings.PORTAL_KEYS) if standing else make_scene()


def other_key() -> str:
    """A key nobody was ever given."""
    return str(uuid.uuid4())
