"""An old ledger comes in (users.md a15): counted and found, no clocks, no to-dos, no steps."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import rules
from cases.actions.registration import county_name, next_number
from cases.choices import CaseStatus, Outcome, PartyRole, Safety, Sex
from cases.choices.history import CaseKind
from cases.models import Case, CaseHappening, Category, Channel, Contact, LedgerLine, Party
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.search import actions as search
from portal.units.models import Region, county_code

AT_ONCE = 500  # cases whose rows go to the database together
ENDED = CaseStatus.ANSWERED  # a ledger has no day of closing; figures take the kind for ended
UNSEEN = "有的行已在台账里，但不在您的知悉范围内。请由本单位主管导入。"


@dataclass(frozen=True, slots=True)
class OldCase:
    """One line of an old ledger. `age` as it was then; `handler` who handled it then, if known."""

    day: date
    story: str
    channel: Channel
    name: str = ""
    sex: str = Sex.UNKNOWN
    age: int | None = None
    address: str = ""
    phone: str = ""
    place: Region | None = None
    category: Category | None = None
    outcome: str = ""
    handler: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        return key_of(self.day, self.name, self.story)

    @property
    def received_at(self) -> datetime:
        """A ledger knows the day alone: its first moment."""
        return timezone.make_aware(datetime.combine(self.day, time()))


def key_of(day: date, name: str | None, story: str) -> str:
    """The same for the same line, however it is spaced: a re-run makes no doubles."""
    words = ["".join((part or "").split()) for part in (name, story)]
    return hashlib.sha256("\0".join([day.isoformat(), *words]).encode()).hexdigest()


@transaction.atomic
def take_in_history(*, lines: list[OldCase], actor: Actor, at: datetime) -> list[Case]:
    """Cases of kind `history`, of the importer's own unit, in few statements.

    Numbers continue those of the year of each line, without gap or double. Raises Refused.
    """
    if not actor.can(Permission.CASE_HISTORY):
        raise Refused("您没有导入历史台账的权限。")
    made: list[Case] = []
    try:
        for start in range(0, len(lines), AT_ONCE):
            made += _put(lines[start : start + AT_ONCE], actor, at)
    except IntegrityError as error:
        if "a_line_of_a_ledger_once" not in str(error):
            raise
        raise Refused(UNSEEN) from None
    audit.record(actor=actor, action="case.history", at=at, rows=len(made))
    return made


def _put(lines: list[OldCase], actor: Actor, at: datetime) -> list[Case]:
    with transaction.atomic():
        cases = Case.objects.bulk_create(_cases(lines, actor))
        pairs = list(zip(cases, lines, strict=True))
        Party.objects.bulk_create(_party(case, line) for case, line in pairs)
        Contact.objects.bulk_create(_contact(case, line, actor) for case, line in pairs)
        LedgerLine.objects.bulk_create(_ledger_line(case, line, actor, at) for case, line in pairs)
        CaseHappening.objects.bulk_create(_happening(case, line, actor, at) for case, line in pairs)
        search.index(kind="case", keys=[case.pk for case in cases])
    return cases


def _cases(lines: list[OldCase], actor: Actor) -> Iterable[Case]:
    county = county_code(actor.unit_code)
    by_year: dict[int, list[OldCase]] = defaultdict(list)
    for line in lines:
        by_year[line.day.year].append(line)
    first = {year: next_number(county, year, len(by_year[year])) for year in sorted(by_year)}
    word = county_name(county)
    for line in lines:
        year = line.day.year
        yield _case(line, actor, county, first[year], word)
        first[year] += 1


def _case(line: OldCase, actor: Actor, county: str, sequence: int, word: str) -> Case:
    year = line.day.year
    return Case(
        kind=CaseKind.HISTORY,
        unit_code=actor.unit_code,
        registered_code=actor.unit_code,
        county_code=county,
        year=year,
        sequence=sequence,
        number=rules.number_of(county, year, sequence),
        short_number=rules.short_number_of(word, sequence, year=year),
        title=rules.title_of(line.category, line.name),
        category=line.category,
        access_label=rules.least_label(line.category),
        status=ENDED,
        safety=Safety.UNKNOWN,
        story=line.story,
        place=line.place,
        received_at=line.received_at,
        registered_at=line.received_at,
        registered_by_id=actor.account_id,
        handler_id=actor.account_id,
    )


def _party(case: Case, line: OldCase) -> Party:
    return Party(
        unit_code=case.unit_code,
        case=case,
        role=PartyRole.CONCERNED,
        name=line.name,
        phone=line.phone,
        sex=line.sex,
        birth_year=line.day.year - line.age if line.age is not None else None,
        whereabouts=line.address,
    )


def _contact(case: Case, line: OldCase, actor: Actor) -> Contact:
    return Contact(
        unit_code=case.unit_code,
        registered_code=case.registered_code,
        case=case,
        outcome=Outcome.CASE,
        channel=line.channel,
        caller_name=line.name,
        is_anonymous=not line.name,
        caller_phone=line.phone,
        category=line.category,
        place=line.place,
        story=line.story,
        safety=Safety.UNKNOWN,
        received_at=line.received_at,
        registered_at=line.received_at,
        first_receiver_id=actor.account_id,
    )


def _ledger_line(case: Case, line: OldCase, actor: Actor, at: datetime) -> LedgerLine:
    return LedgerLine(
        case=case,
        unit_code=case.unit_code,
        registered_code=case.registered_code,
        key=line.key,
        number=line.number,
        outcome=line.outcome,
        handler=line.handler,
        at=at,
        by_id=actor.account_id,
    )


def _happening(case: Case, line: OldCase, actor: Actor, at: datetime) -> CaseHappening:
    text = f"原编号{line.number}" if line.number else ""
    return CaseHappening(
        case=case,
        unit_code=case.unit_code,
        at=at,
        verb="history",
        account_id=actor.account_id,
        actor_name=actor.name,
        actor_unit=actor.unit_name,
        data={"text": text} if text else {},
    )
