"""Last year's round from the county's decision to the plaque (demo_city e7): a hundred chosen
within the quotas, three objections of which one is upheld, 99 named, their plaques and recheck."""

from datetime import datetime, timedelta

from django.db import transaction

from families import actions
from families.choices import HeardBy, Outcome, PlaqueCheck
from families.demo.finished import QUOTAS
from families.demo.villages import moment
from families.models import Naming, Plaque, PublicNotice, Round, Selection
from families.presenters.selection import ranking
from portal import clock
from portal.access import Actor, scope

PLACE, PHONE = "各村（社区）公示栏、市妇联网站", "0375-0000338"
DRAWN = {"410402": 2, "410403": 2}  # of each other list one
REMADE = 37  # 第37号补制
MENDS, LEAVES = (12, 58), 81  # 限期改进2、户主申请退出1
# How it came, what was said, what was found. The second upholds: 家庭自述材料与事实不符.
OBJECTIONS = (
    (HeardBy.PHONE, "来电说这一户夜里放音响，影响邻居休息。",
     "走访楼上楼下四户，放音响的是另一户，属误会。", Outcome.DISMISSED),
    (HeardBy.LETTER, "来信说这一户自述的志愿服务没有参加过。",
     "核对社区活动签到记录，自述材料与事实不符，户主已认可。", Outcome.UPHELD),
    (HeardBy.VISIT, "来访人认为这一户门口堆放过杂物，不应入选。",
     "现场查看，楼道整洁；杂物为装修期间临时放置，早已清走。", Outcome.DISMISSED),
)  # fmt: skip


def award_last_year(city: Actor, round_: Round, year: int) -> int:
    """Answers how many plaques were given out."""
    choose_all(city, round_, moment(year, 11, 3))
    notice = hang_out(city, round_, moment(year, 11, 10))
    hear(city, notice, moment(year, 11, 12))
    return hand_over(city, round_, notice, year)


@transaction.atomic
def choose_all(city: Actor, round_: Round, at: datetime) -> None:
    """The best of each list, as many as there are places; some are drawn and looked at again."""
    with scope(city), clock.at(at):
        for code, places in QUOTAS.items():
            best = [row.entry.pk for row in ranking(round_, code, city)[:places]]
            actions.choose(round_=round_, area=code, keys=best, was=(), actor=city, at=at)
            actions.draw_recheck(
                round_=round_, area=code, size=DRAWN.get(code, 1),
                seed=f"{clock.day_of(at):%Y%m%d}{code}", actor=city, at=at,
            )  # fmt: skip
        drawn = Selection.objects.visible_to(city).filter(round=round_, recheck="open")
        for selection in list(drawn):
            actions.record_recheck(selection=selection, stands=True, actor=city, at=at)


@transaction.atomic
def hang_out(city: Actor, round_: Round, at: datetime) -> PublicNotice:
    with scope(city), clock.at(at):
        return actions.post_notice(
            round_=round_, posted_on=clock.day_of(at), days=5, place=PLACE, phone=PHONE,
            actor=city, at=at,
        )  # fmt: skip


@transaction.atomic
def hear(city: Actor, notice: PublicNotice, at: datetime) -> None:
    """Three objections on the third day and after, each with what was found of it."""
    with scope(city), clock.at(at):
        listed = Selection.objects.visible_to(city).filter(round=notice.round).in_order()
        for place, (heard_by, said, finding, outcome) in enumerate(OBJECTIONS):
            made = actions.object_to(
                notice=notice, selection=listed[20 + place * 17], received_on=clock.day_of(at),
                heard_by=heard_by, said=said, by_whom="", actor=city, at=at,
            )  # fmt: skip
            actions.decide_objection(
                objection=made, outcome=outcome, finding=finding, actor=city, at=at
            )


@transaction.atomic
def hand_over(city: Actor, round_: Round, notice: PublicNotice, year: int) -> int:
    """The window ends, the rest are named and get plaques; the next year they are looked at."""
    closing, naming, issuing = (moment(year, *day) for day in ((11, 19), (12, 3), (12, 10)))
    again, review = moment(year + 1, 3, 18), moment(year + 1, 6, 10)
    with scope(city):
        actions.close_notice(notice=notice, actor=city, at=closing)
        actions.name_households(round_=round_, named_on=clock.day_of(naming), actor=city, at=naming)
        named = Naming.objects.visible_to(city).get(round=round_)
        count = actions.issue_plaques(
            naming=named, issued_on=clock.day_of(issuing), actor=city, at=issuing
        )
        actions.close_round(round_=round_, actor=city, at=issuing)
        plaques = Plaque.objects.visible_to(city).filter(year=year)
        actions.reissue_plaque(plaque=plaques.get(sequence=REMADE), actor=city, at=again)
        for plaque in list(plaques.holding().order_by("sequence")):
            look_again(plaque, city, review)
    return count


def look_again(plaque: Plaque, city: Actor, at: datetime) -> None:
    """年度复核 96/2/1. A family that gives its plaque back is asked for no reason."""
    outcome, mend_by = PlaqueCheck.KEEPS, None
    if plaque.sequence in MENDS:
        outcome, mend_by = PlaqueCheck.MENDS, clock.day_of(at) + timedelta(days=60)
    elif plaque.sequence == LEAVES:
        outcome = PlaqueCheck.FAMILY
    actions.review_plaque(
        plaque=plaque, year=at.year, outcome=outcome, mend_by=mend_by, actor=city, at=at
    )
