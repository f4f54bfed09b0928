"""源头维权 of the rights week: what its figures showed, to whom it went, what became of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from campaigns import actions
from campaigns.choices import Answer
from campaigns.models import Campaign, Participation
from portal.access import Actor, scope

# (unit, problem, proposal, data, sent to, sent on, answer, answered on, what was said)
SUGGESTED = (
    ("410402", "彩礼、婚约财产纠纷在婚姻家庭来件中占比上升，多由口头约定引起。",
     "把抵制高额彩礼写进村规民约，由红白理事会提醒留存凭据。", "维权周接待咨询中彩礼类较上年增加",
     "区民政局", date(2026, 3, 11), Answer.ADOPTED, date(2026, 3, 18), "已列入村规民约修订提纲"),
    ("410403", "孕产期辞退的来件集中在小餐饮、小零售。",
     "劳动监察专项检查时把女职工孕产期保护列为必查项。", "", "区人社局", date(2026, 3, 12),
     Answer.PARTLY, date(2026, 3, 19), "下半年专项检查时一并查"),
    (settings.PORTAL_CITY_CODE, "告诫书送达以后的回访各县（市、区）做法不一。",
     "由公安机关和妇联共同回访，统一期限和内容。", "", "市公安局", date(2026, 3, 13), "", None, ""),
)  # fmt: skip


@transaction.atomic
def suggest(
    campaign: Campaign, asked: list[Participation], *, actor: Actor,
    reporter: Callable[[Participation], Actor], moment: Callable[..., datetime],
) -> None:  # fmt: skip
    """Each by its own unit; the city's by the planner."""
    units = {one.unit_code: one for one in asked}
    for code, problem, proposal, data, sent_to, sent_on, answer, answered_on, note in SUGGESTED:
        who = actor if code == actor.unit_code else reporter(units[code])
        at = moment(sent_on, 16)
        with scope(who):
            made = actions.record_suggestion(
                campaign=campaign, actor=who, at=at,
                proposal=actions.Proposal(problem, proposal, data, (), sent_to, sent_on),
            )  # fmt: skip
            if answered_on:
                actions.answer_suggestion(
                    suggestion=made, answer=answer, answered_on=answered_on, note=note,
                    actor=who, at=moment(answered_on + timedelta(days=1), 9),
                )  # fmt: skip
