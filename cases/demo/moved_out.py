"""Story 10: asked about on the net, pregnant and put out of the house; another class, an orange
colour lowered by the leader, handed on to 郏县, closed and to be followed up."""

from cases import actions
from cases.choices import Safety
from cases.choices.danger import ITEMS
from cases.choices.handling import Result, Settlement
from cases.demo.city.protecting import YES
from cases.demo.steps import DAY, HOUR, MINUTE, At, ask_four, call, liaison, morning, register
from cases.demo.way import leader_at
from cases.models import Case, Category, Channel
from portal.access import Role
from portal.units.models import Unit

POSTED = (
    "发帖说怀孕七个月与婆家争执，被连人带行李推出门，暂住朋友家，产检没钱，问“这种事谁管”。"
    "跟帖很多，有人劝离有人骂街。"
)
STEADY = "已住到朋友家，对方没有再上门，按十五项评估的结果。"


def moved_out(actors):
    began = morning(12)
    at, leader = At(liaison(Role.CITY_COORDINATOR, "4104"), began), At(leader_at("4104"), began)
    online = Channel.objects.get(pk="online")
    told = call("0110", POSTED, channel=online, is_anonymous=True, relation=None,
                safety=Safety.UNKNOWN)  # fmt: skip
    case = register(at, told)
    at.step(90 * MINUTE, case, "handle",
            "已在原帖下公开回应：可拨打12338或到就近妇联，不谈个案。", way="answer")  # fmt: skip
    reach(At(at.actor, began + DAY), case)
    leader.do(DAY + 5 * HOUR, actions.adjust_risk, case=case, level="orange", reason=STEADY)
    transfer = at.do(
        DAY + 6 * HOUR, actions.offer_transfer, case=case, unit=Unit.objects.get(code="410425"),
        note="本人户籍在你县，请接续申请临时救助、做好家庭工作，并跟进安全情况。",
    )  # fmt: skip
    here = At(actors["410425"], began)
    case = here.do(DAY + 7 * HOUR, actions.accept_transfer, transfer=transfer)
    go_on(here, case)


def reach(at: At, case: Case) -> None:
    """The day after: her name, what it is really about, the questions, and no police."""
    at.do(HOUR, write_down, case=case)
    ask_four(At(at.actor, at.began + HOUR), case, injured="yes")
    at.do(2 * HOUR, actions.decline_alarm, case=case,
          reason="本人说推搡时手掌擦伤，已不在家中，明确表示暂不报警")  # fmt: skip
    at.do(150 * MINUTE, actions.record_act, case=case, kind="police_letter", done_at=at.began,
          whom="郏县公安局", until=None, place="", phone="", note="")  # fmt: skip
    answers = {item.name: "yes" if item.name in YES["orange"] else "no" for item in ITEMS}
    at.do(3 * HOUR, actions.screen, case=case, answers=answers, note="电话里逐项问过")


def write_down(*, case, actor, at):
    fresh = Case.objects.get(pk=case.pk)
    person = {"name": "薛某", "phone": "10000000910"}
    fresh = actions.fill_block(case=fresh, actor=actor, at=at, block="b", version=fresh.version,
                               values={"concerned": person})  # fmt: skip
    values = {name: getattr(fresh, name) for name in ("place", "story", "safety")}
    values["category"] = Category.objects.get(code="0101", valid_to=None)
    return actions.edit_case(case=fresh, actor=actor, at=at, version=fresh.version, values=values)


def go_on(here: At, case: Case) -> None:
    leader = At(leader_at("410425"), here.began)
    here.do(2 * DAY, actions.record_no_change, case=case, note="当面见过本人，住处安稳。")
    here.step(2 * DAY + HOUR, case, "handle", "县民政局给予临时救助2,000元，产检费用已落实。",
              way="social_aid")  # fmt: skip
    here.step(6 * DAY, case, "result", "夫妻谈妥，回娘家待产，婆家书面保证不再推搡。",
              way="mediate", result=Result.AGREED, settlement=Settlement.SETTLED)  # fmt: skip
    here.step(6 * DAY + HOUR, case, "answer", "已当面答复本人，留了12338和派出所电话。")
    here.step(7 * DAY, case, "ask-close", "已回娘家待产，临时救助到位，报请办结。")
    leader.step(7 * DAY + 2 * HOUR, case, "agree", "同意办结，产后再回访。")
