"""Contacts and cases for tests, registered as a clerk registers them: through the action."""

from datetime import timedelta

import factory
from django.db import transaction

from cases import actions
from cases.choices import AccessLabel, FirstStep, Outcome, Safety, Sex
from cases.models import CaseDeadline, Category, Channel, Contact, LedgerLine, Relation
from portal import clock
from portal.access import scope
from portal.deadlines import actions as deadlines
from portal.units.models import Region

STORY = "来电人说丈夫昨夜喝酒回来又动手，已躲到邻居家，问下一步怎么办。"
ORDINARY, VIOLENCE = "0304", "0101"  # wages not paid; domestic violence, at least 敏感


class CallFactory(factory.Factory):
    """A 12338 call a quarter of an hour ago, with every field filled."""

    class Meta:
        model = actions.Call

    channel = factory.LazyFunction(lambda: Channel.objects.get(pk="call_12338"))
    received_at = factory.LazyFunction(lambda: clock.now() - timedelta(minutes=15))
    phone = factory.Sequence(lambda n: f"1000001{n % 10_000:04d}")
    caller_name = "张桂兰"
    relation = factory.LazyFunction(lambda: Relation.objects.get(pk="self"))
    place = factory.LazyFunction(lambda: Region.objects.get(code="410402"))
    category = factory.LazyFunction(lambda: category(ORDINARY))
    story = STORY
    safety = Safety.SAFE
    first_step = FirstStep.OWN
    sex = Sex.FEMALE
    birth_year = 1986


class ContactFactory(factory.Factory):
    """A registered contact; `actor` says who sat at the telephone, `call__…` what was said."""

    class Meta:
        model = Contact

    actor = None
    call = factory.SubFactory(CallFactory)
    outcome = Outcome.CASE
    at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class, *args, actor, **kwargs):
        with transaction.atomic(), scope(actor):
            return actions.register_contact(actor=actor, **kwargs)


class CaseFactory(ContactFactory):
    """The case of such a contact."""

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return super()._create(model_class, *args, **kwargs).case


def category(code):
    return Category.objects.get(code=code, valid_to=None)


def named(case, *, leader):
    """The case at 限定知悉, put there by the unit's leader."""
    with transaction.atomic(), scope(leader):
        return actions.set_label(case=case, actor=leader, at=clock.now(), label=AccessLabel.NAMED)


def recused(case, *, by, reason="与当事人是亲属", **whom):
    """The case with one account (`account=`) or one unit (`unit_code=`) shut out."""
    with transaction.atomic(), scope(by):
        actions.add_recusal(case=case, actor=by, at=clock.now(), reason=reason, **whom)
    return case


def stop_the_clock(case, *, by, asked_by):
    """A clock of sixty days beside the notice's, extended once and paused: a row of each table."""
    at = clock.now()
    with transaction.atomic(), scope(by):
        running = deadlines.start_clock(
            model=CaseDeadline, rule="settle", owner={"case": case}, unit_code=case.unit_code,
            event="", started_at=at, actor=by, at=at,
        )  # fmt: skip
        deadlines.extend(
            deadline=running, actor=by, at=at, asked_by=asked_by.account_id, length=30,
            reason="等待鉴定",
        )  # fmt: skip
        deadlines.pause(deadline=running, actor=by, at=at, reason="等待鉴定", evidence="")


def ledgered(case, *, by):
    """What an old ledger said of the case: a row that hangs on it."""
    with transaction.atomic(), scope(by):
        LedgerLine.objects.create(
            case=case, unit_code=case.unit_code, registered_code=case.registered_code,
            key=str(case.pk), outcome="已调解", at=clock.now(), by_id=by.account_id,
        )  # fmt: skip
