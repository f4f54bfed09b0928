"""Households, standards and rounds for tests, made as people make them: through the actions."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from families import actions
from families.choices import Stage
from families.models import (
    Draw,
    Entry,
    Household,
    Naming,
    NeighbourGroup,
    Objection,
    Plaque,
    PlaqueReview,
    PublicNotice,
    Quota,
    Round,
    Selection,
    StageScore,
    Standard,
    Station,
    StationTarget,
    Verification,
    Vetting,
    VettingAnswer,
    VettingConsent,
    VillageTotal,
)
from families.rules.outline import outline_of
from portal import clock
from portal.access import scope
from portal.units.models import Unit

VILLAGE, SECOND_VILLAGE = "410402002001", "410402002002"
ALL = (Stage.SELF, Stage.VILLAGE, Stage.TOWN, Stage.COUNTY, Stage.CITY)
HEADS = (
    "崔秋禾", "方桂香", "田兰芝", "吕素琴", "孟冬梅", "邵春妮", "龚云霞", "段玉枝", "樊小满",
)  # fmt: skip


def households(actor, *, village=VILLAGE, count=3, **facts):
    """`count` households of a village, one door after another."""
    at, unit = clock.now(), Unit.objects.get(code=village)
    rows = [
        actions.Facts(
            **{
                "head_name": HEADS[place % len(HEADS)],
                "members": 2 + place % 4,
                "block": f"{place // 10 + 1}号楼",
                "door": f"{place + 1}室",
            }
            | facts
        )
        for place in range(count)
    ]
    with transaction.atomic(), scope(actor):
        return actions.register_households(rows=rows, village=unit, actor=actor, at=at)


def standard(actor, code="city-100"):
    with transaction.atomic(), scope(actor):
        return Standard.objects.visible_to(actor).get(code=code, unit_code="4104", version=1)


def outline(standard, actor):
    """The standard as data to edit."""
    with transaction.atomic(), scope(actor):
        return outline_of(Standard.objects.visible_to(actor).for_page().get(pk=standard.pk))


def a_round(actor, *, stages=ALL, name="平安家庭评选", code="city-100", year=2026, **plan):
    """A round, opened, of the actor's own unit."""
    at = clock.now()
    with transaction.atomic(), scope(actor):
        given = {"difference": 10, "quotas": {}} | plan
        made = actions.make_round(
            plan=actions.Plan(
                year=year,
                name=name,
                standard=standard(actor, code),
                stages=dict.fromkeys(stages, (None, None)),
                **given,
            ),
            actor=actor,
            at=at,
        )
        return actions.open_round(round_=made, actor=actor, at=at)


def entries(round_, actor, **found):
    with transaction.atomic(), scope(actor):
        rows = Entry.objects.visible_to(actor).filter(round=round_, **found)
        return list(rows.for_list().in_order())


def rate(entry, actor, answers=None, *, own=None, note=""):
    sheet = actions.Sheet(answers=answers or {}, own_points=own and Decimal(own), note=note)
    with transaction.atomic(), scope(actor):
        return actions.rate(entry=entry, sheet=sheet, actor=actor, at=clock.now())


def do(verb, actor, /, **given):
    """One action by this person, now."""
    with transaction.atomic(), scope(actor):
        return getattr(actions, verb)(actor=actor, at=clock.now(), **given)


def again(row, actor):
    """The row as it is now, as this person sees it."""
    with transaction.atomic(), scope(actor):
        return type(row).objects.visible_to(actor).get(pk=row.pk)


def count_of(actor, model=Household):
    with transaction.atomic(), scope(actor):
        return model.objects.visible_to(actor).count(), model.objects.count()


@dataclass(frozen=True)
class Home:
    """A household of 和顺里社区 in an open round of the city, the standard it is rated by, and a
    station of the county."""

    household: Household
    round: Round
    entry: Entry
    standard: Standard
    station: Station
    selection: Selection
    objection: Objection
    plaque: Plaque

    def given(self, route):
        """What stands in an address of families that leads here."""
        rows = {
            "standards": self.standard,
            "rounds": self.round,
            "entries": self.entry,
            "stations": self.station,
            "selections": self.selection,
        }
        pk = next((row.pk for name, row in rows.items() if f"/{name}/" in route.path), 0)
        verbs = {"round-act": "enrol", "standard-act": "copy", "vetting-act": "send"}
        kinds = {"figures": "total", "vetting-typed": "consent"}
        return {
            "number": (self.plaque if "plaque" in route.name else self.household).number,
            "objection": self.objection.pk,
            "found": "stands",
            "token": self.plaque.token,
            "pk": pk,
            "village": VILLAGE,
            "area": VILLAGE[: 6 if "selection" in route.name else 9],
            "stage": "village",
            "step": "away",
            "how": "move",
            "what": kinds.get(route.name.split(":")[-1], "home"),
            "selection": self.selection.pk,
            "mark": "revoke",
            "act": verbs.get(route.name.split(":")[-1], ""),
        }


def make_home(keeper, planner):
    """Kept by `keeper`, in a round that `planner` opened."""
    households(keeper, count=2)
    year = a_round(planner)
    entry = entries(year, keeper)[0]
    station = a_station(planner)
    return Home(
        entry.household, year, entry, standard(planner), station, *honoured(entry, year, planner)
    )


def honoured(entry, year, planner):
    """The household on the list of its county, objected to, and with a plaque of the year before.
    Rows as they lie: the way there is walked in tests/families/test_selection.py."""
    at, by = clock.now(), planner.account_id
    day = clock.today()
    with transaction.atomic(), scope(planner):
        Quota.objects.create(round=year, unit_code=year.unit_code, for_code=VILLAGE[:6], places=3)
        selection = Selection.objects.create(
            round=year, entry=entry, unit_code=VILLAGE, for_code=VILLAGE[:6], state="named",
            chosen_at=at, chosen_by_id=by,
        )  # fmt: skip
        notice = PublicNotice.objects.create(
            round=year, unit_code=year.unit_code, posted_on=day, closes_on=day + timedelta(days=7),
            place="公示栏", phone="0375-0000338", posted_at=at, posted_by_id=by,
        )  # fmt: skip
        objection = Objection.objects.create(
            unit_code=year.unit_code, notice=notice, selection=selection, received_on=day,
            heard_by="phone", said="有人来电说不符", typed_at=at, typed_by_id=by,
        )  # fmt: skip
        plaque = Plaque.objects.create(
            unit_code=VILLAGE, selection=selection, year=2026, sequence=1, issued_on=day,
            issued_at=at, issued_by_id=by,
        )  # fmt: skip
    return selection, objection, plaque


def a_station(actor, code=VILLAGE[:6], **values):
    """A station of the county."""
    given = {"kind": "station", "name": "新华区维权站"} | values
    with transaction.atomic(), scope(actor):
        return actions.register_station(
            unit=Unit.objects.get(code=code), values=given, actor=actor, at=clock.now()
        )


def a_row_of_each(home, keeper, planner):
    """What the scene's household, village and round have nothing of yet: one row of each table."""
    at, year = clock.now(), home.entry.year
    village, typed = {"unit_code": VILLAGE}, {"typed_at": at, "typed_by_id": keeper.account_id}
    with transaction.atomic(), scope(planner):
        VillageTotal.objects.create(year=year, households=120, **village, **typed)
        NeighbourGroup.objects.create(kind="stairwell", name="一单元", **village)
        StageScore.objects.create(
            entry=home.entry, stage="village", for_code=VILLAGE, points=90, scored_at=at,
            scored_by_id=keeper.account_id, **village,
        )  # fmt: skip
        Verification.objects.create(
            entry=home.entry, unit_code=VILLAGE[:6], decision="stays", decided_at=at,
            decided_by_id=keeper.account_id,
        )  # fmt: skip
        Draw.objects.create(
            round=home.round, unit_code=home.round.unit_code, for_code=VILLAGE[:6], seed="1",
            pool=[home.household.number], size=1, drawn_at=at, drawn_by_id=planner.account_id,
        )  # fmt: skip
        Naming.objects.create(
            round=home.round, unit_code=home.round.unit_code, authority="省", approval_number="1号",
            named_on=clock.today(), households=1, named_at=at, named_by_id=planner.account_id,
        )  # fmt: skip
        PlaqueReview.objects.create(
            plaque=home.plaque, unit_code=VILLAGE, year=2026, outcome="keeps", reviewed_at=at,
            reviewed_by_id=planner.account_id,
        )  # fmt: skip
        StationTarget.objects.create(unit_code=VILLAGE[:6], year=year, towns=10, **typed)
        county = {"unit_code": VILLAGE[:6]}
        VettingConsent.objects.create(
            selection=home.selection, adults=2, signed_on=clock.today(), **county, **typed
        )
        vetting = Vetting.objects.create(
            round=home.round, households=1, sent_at=at, sent_by_id=planner.account_id, **county
        )
        VettingAnswer.objects.create(
            vetting=vetting, body="own", households=1, cleared=1, answered_on=clock.today(),
            **county, **typed,
        )  # fmt: skip
