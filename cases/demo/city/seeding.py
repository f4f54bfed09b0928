"""The 300 cases of e5, and the calls that became none, told after the first calls and stories."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import Outcome, Safety
from cases.demo.city import margins
from cases.demo.city.known import known
from cases.demo.city.lookup import Lookup
from cases.demo.city.planning import SEED, Planned, plan
from cases.demo.city.telling import tell
from cases.demo.way import leader_at
from cases.models import Case, Contact
from portal import clock
from portal.access import Actor, Role, SystemActor, scope
from portal.accounts.models import Posting

ENOUGH = 100  # the first calls and stories are fewer: then the 300 are told already
AT_ONCE = 40  # contacts of one transaction


def seed(*, actors: Mapping[str, Actor], progress: Callable[..., None]) -> int:
    """`actors` maps a unit's code to who registers there. Answers how many cases were told."""
    city = SystemActor("演示", scope=settings.PORTAL_CITY_CODE)
    with transaction.atomic(), scope(city):
        if Case.objects.count() > ENOUGH:
            return 0
        planned, lookup = plan(clock.today(), known()), Lookup()
    people = {code: (clerk_of(code, actors), leader_at(code)) for code in margins.UNITS}
    old = [case for case in planned if case.is_old]
    take_in(old, people, lookup)
    live = [case for case in planned if not case.is_old]
    chance = Random(SEED)  # noqa: S311 - a story, no secret
    above, _ = people[settings.PORTAL_CITY_CODE]
    for done, case in enumerate(live):
        clerk, leader = people[case.unit]
        tell(case, clerk=clerk, leader=leader, lookup=lookup, chance=chance, above=above)
        progress("事项", len(old) + done + 1, len(planned))
    ring_up(people, lookup, progress)
    return len(planned)


# ── People ──────────────────────────────────────────────────────────────────────────────────────
def clerk_of(code: str, actors: Mapping[str, Actor]) -> Actor:
    """Who handles cases at this unit; at the city office the coordinator, who may refer."""
    if code != settings.PORTAL_CITY_CODE:
        return actors[code]
    postings = Posting.objects.present().filter(account__is_demo=True, unit__code=code)
    found = postings.filter(roles__contains=[Role.CITY_COORDINATOR.value])
    return found.select_related("account", "unit").get().actor()


# ── What needs no steps ─────────────────────────────────────────────────────────────────────────
def take_in(old: list[Planned], people: Mapping[str, tuple[Actor, Actor]], lookup: Lookup) -> None:
    """What was archived two years ago came out of the Excel ledgers, as a clerk takes them in."""
    for code, (clerk, _) in people.items():
        lines = [
            actions.OldCase(
                day=case.day, story=case.story, channel=lookup.channels[case.channel],
                name=case.name, sex="female", age=case.age, phone=case.phone,
                category=lookup.categories[case.category], outcome="已办结，原卷存柜。",
            )
            for case in old
            if case.unit == code
        ]  # fmt: skip
        with transaction.atomic(), scope(clerk):
            actions.take_in_history(lines=lines, actor=clerk, at=clock.now())


def ring_up(
    people: Mapping[str, tuple[Actor, Actor]], lookup: Lookup, progress: Callable[..., None]
) -> None:
    """Consultations and wrong numbers, as many for each unit as it has of cases."""
    chance = Random(SEED + 1)  # noqa: S311 - a story, no secret
    calls = list(contacts_of(people, chance))
    for start in range(0, len(calls), AT_ONCE):
        with transaction.atomic():
            for outcome, clerk, at in calls[start : start + AT_ONCE]:
                with scope(clerk), clock.at(at):
                    actions.register_contact(
                        call=said(outcome, at, lookup, chance), outcome=outcome, actor=clerk, at=at
                    )
        progress("咨询和误拨", min(start + AT_ONCE, len(calls)), len(calls))


def contacts_of(
    people: Mapping[str, tuple[Actor, Actor]], chance: Random
) -> Iterator[tuple[Outcome, Actor, datetime]]:
    """(how it ended, who took it, when), the oldest first within each kind."""
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        kinds = list(Contact.objects.filter(case=None).values_list("outcome", flat=True))
    units = [code for code, n in margins.UNITS.items() for _ in range(sum(n))]
    last = clock.today()
    for outcome, wanted in (
        (Outcome.CONSULT, margins.CONSULTATIONS),
        (Outcome.MISDIAL, margins.MISDIALS),
    ):
        ago = sorted(chance.randrange(1, 1040) for _ in range(wanted - kinds.count(outcome)))
        for days in reversed(ago):
            day = last - timedelta(days=days)
            day -= timedelta(days=max(day.weekday() - 4, 0))
            moment = datetime.combine(day, time(9)) + timedelta(minutes=chance.randrange(170))
            yield outcome, people[chance.choice(units)][0], timezone.make_aware(moment)


ASKED = (
    ("0102", "问离婚要准备哪些材料，已说明协议和诉讼两种办法。"),
    ("0104", "问抚养费给到几岁，已说明规定和执行的途径。"),
    ("0701", "问“两癌”救助的条件，已告知材料和受理时间。"),
    ("0703", "问孩子不肯写作业怎么办，已介绍家庭教育课的时间。"),
    ("0304", "问没有签合同怎样讨要工资，已告知劳动监察的电话和地址。"),
    ("0706", "问妇女创业贷款，已介绍经办银行和条件。"),
    ("0111", "问老人赡养费怎么分担，已说明可先请村里调解。"),
    ("0402", "问外嫁女能不能参加分红，已说明法律规定。"),
)


def said(outcome: Outcome, at: datetime, lookup: Lookup, chance: Random) -> actions.Call:
    channel = lookup.channels["call_12338"]
    if outcome == Outcome.MISDIAL:
        return actions.Call(channel=channel, received_at=at)
    code, story = chance.choice(ASKED)
    return actions.Call(
        channel=channel, received_at=at, category=lookup.categories[code], story=story,
        is_anonymous=True, safety=Safety.SAFE, relation=lookup.relations["self"],
    )  # fmt: skip
