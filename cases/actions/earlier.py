"""来件 of the same person before: what the actor may see of them, and one masked yes or no."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from cases.choices import CaseStatus, PartyRole
from cases.choices.handling import LinkKind, Repeat
from cases.models import Case, CaseLink, Contact, NumberQuestion, Party
from portal.access import Actor
from portal.audit import actions as audit
from portal.crypto import provider
from portal.search import finding

LATEST = 5
QUESTIONS_A_DAY = 20  # security.md §1: otherwise it is an oracle
WHOLE_NUMBER = 7  # digits; fewer are no telephone number
SAME_MATTER = timedelta(days=365)
COURTESY = ("女士", "先生", "某", "某某", "大姐", "阿姨", "老师")


@dataclass(frozen=True, slots=True)
class Earlier:
    """`contacts` she may see, newest first; `elsewhere`: another unit knows the number."""

    contacts: list[Contact]
    elsewhere: bool = False


@transaction.atomic
def look_up_phone(*, phone: str, actor: Actor, at: datetime) -> Earlier:
    """Earlier contacts from exactly this number or about whom it belongs to (a proxy counts for the
    principal); that she asked is recorded, the number is not."""
    hers = Party.objects.visible_to(actor).filter(phone_index=phone, role=PartyRole.CONCERNED)
    contacts = Contact.objects.visible_to(actor).about_phone(phone, hers.values("case"))
    found = list(contacts[:LATEST])
    elsewhere = False
    if len(phone) >= WHOLE_NUMBER and may_ask_again(actor, at):
        NumberQuestion.objects.create(account_id=actor.account_id, at=at)
        elsewhere = number_elsewhere(phone)
    audit.record(actor=actor, action="contact.lookup", at=at, found=len(found), elsewhere=elsewhere)
    return Earlier(found, elsewhere)


@transaction.atomic
def look_up_name(*, name: str, actor: Actor, at: datetime) -> Earlier:
    """Earlier contacts of who called herself so, or about her (a proxy counts for the principal),
    among those she may see; never of other units."""
    found: list[Contact] = []
    if is_a_name(name):
        keys = finding.search_ids("case", name)
        hers = of_this_name(keys, name, PartyRole.CONCERNED, actor)
        visible = Contact.objects.visible_to(actor).of_cases(keys)
        found = list(visible.filter(Q(caller_name=name) | Q(case__in=hers))[:LATEST])
    audit.record(actor=actor, action="contact.lookup", at=at, found=len(found), by="name")
    return Earlier(found)


def may_ask_again(actor: Actor, at: datetime) -> bool:
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = NumberQuestion.objects.visible_to(actor).filter(at__gte=today)
    return asked.count() < QUESTIONS_A_DAY


def number_elsewhere(phone: str) -> bool:
    with connection.cursor() as cursor:
        wanted = provider.mac(phone, purpose=provider.Purpose.PHONE)
        cursor.execute("SELECT number_elsewhere(%s)", [wanted])
        return cursor.fetchone()[0]


def is_a_name(name: str) -> bool:
    """张女士 is many people, 张桂兰 hopefully one."""
    return len(name) > 1 and not name.endswith(COURTESY)


# ── 重件 ─────────────────────────────────────────────────────────────────────────────────────────
def same_before(case: Case, *, phone: str, name: str, actor: Actor) -> Case | None:
    """The newest case of the same person and the same class within a year, that she may see.

    A proxy counts for the principal: the person concerned is asked for as well as the caller.
    """
    if case.category_id is None:
        return None
    keys: set[int | None] = set()
    if phone:
        parties = Party.objects.visible_to(actor).filter(phone_index=phone)
        contacts = Contact.objects.visible_to(actor).filter(caller_phone_index=phone)
        keys |= {*parties.values_list("case", flat=True), *contacts.values_list("case", flat=True)}
    if is_a_name(name):
        keys |= of_this_name(finding.search_ids("case", name), name, PartyRole.CONCERNED, actor)
    return newest_alike(case, keys, actor)


def same_respondent(case: Case, *, name: str, actor: Actor) -> Case | None:
    """Of an anonymous report: the newest case about the same respondent and the same class."""
    if case.category_id is None or len(name) <= 1:
        return None
    keys = of_this_name(finding.search_ids("case", name), name, PartyRole.RESPONDENT, actor)
    return newest_alike(case, keys, actor)


def of_this_name(found: list[int], name: str, role: str, actor: Actor) -> set[int | None]:
    people = Party.objects.visible_to(actor).filter(case__in=found, role=role, name=name)
    return set(people.values_list("case", flat=True))


def newest_alike(case: Case, keys: set[int | None], actor: Actor) -> Case | None:
    return (
        Case.objects.visible_to(actor)
        .filter(pk__in=keys - {None, case.pk}, category=case.category_id)
        .filter(registered_at__gte=case.registered_at - SAME_MATTER)
        .exclude(status=CaseStatus.VOID)
        .order_by("-registered_at", "-pk")
        .first()
    )


def propose_repeat(case: Case, earlier: Case | None) -> None:
    """待确认: a person decides. Of a repeat the first case is meant, not the one between."""
    if earlier is None or case.repeat_state != Repeat.FIRST:
        return
    case.repeat_state = Repeat.WAITING
    case.repeat_of_id = earlier.repeat_of_id or earlier.pk
    case.save(update_fields=["repeat_state", "repeat_of"])


def links_of(case: Case, actor: Actor) -> list[tuple[str, Case, int]]:
    """(relation, the other case, key of the link) of each linked case she may see; others are not
    named, nor counted: a link opens nothing."""
    rows = CaseLink.objects.visible_to(actor).standing_of(case)
    others = {row.other_id if row.case_id == case.pk else row.case_id: row for row in rows}
    if not others:
        return []
    seen = Case.objects.visible_to(actor).filter(pk__in=others).order_by("-registered_at")
    return [(LinkKind(others[one.pk].kind).label, one, others[one.pk].pk) for one in seen]
