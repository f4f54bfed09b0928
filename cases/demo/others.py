"""Stories 2, 5 and 8 to 12 of the demo city, each in another state. Made through the actions."""

from datetime import timedelta

from django.db import transaction

from cases import actions
from cases.choices import Safety, Sex
from cases.choices.handling import Result, Retention, Settlement
from cases.choices.referral import Delivery, ReferralKind
from cases.demo.materials import bring_along
from cases.demo.moved_out import moved_out
from cases.demo.steps import (
    CONTENT,
    DAY,
    HOUR,
    MINUTE,
    At,
    agreed,
    ask_four,
    call,
    liaison,
    morning,
    place,
    register,
    target,
)
from cases.demo.way import leader_at
from cases.models import Case, CaseDeadline, Channel, Procedure, Relation
from portal import clock
from portal.access import Role, scope
from portal.units.models import Unit

PRESSED = (
    "信中说某培训机构一名负责人多次借谈业绩之名拉扯女员工，发暧昧信息，几名同事向人事口头反映后，被要求"
    "“别影响团队”，其中一人被调去仓库。写信人不愿留姓名，希望有人管一管。"
)
UNPAID = (
    "判决写明对方每月给800元，前三个月给过，后来电话不接，已拖欠14个月。来访人说孩子上小学，自己打两份零工，"
    "问能不能申请强制执行，听说要花不少钱。"
)
BETROTHED = (
    "订婚后八个月未登记，男方要求退还彩礼六万六，女方说操办酒席和置办家具已花去大半，双方在村里吵了几次，"
    "村干部劝到县里来说清楚。"
)
MOTHER = "母亲住在老宅，三个儿子约定每人每月给二百元，已断了半年。母亲身体不好，看病抓药全靠女儿。"
AGAIN = "上次反映后老大、老二给了，老三说在外打工没挣钱。母亲身体不好，这回住院又没人拿钱。"
ILL = (
    "来电人今年查出宫颈癌，已做手术，居民医保报销后还欠亲戚三万多元，听村里说妇联有救助，想问要什么材料、"
    "什么时候能办。"
)
FATHER = (
    "来电人说协议约定每月两次探望，前妻带孩子搬到外婆家后不再开门，电话拉黑。说不想闹，只想正常见孩子，"
    "问妇联管不管男的。"
)


def complained(actors):
    """Story 2: a letter without a name about a training school; answered, nobody to be told."""
    at = At(liaison(Role.CITY_COORDINATOR, "4104"), morning(13))
    letter = Channel.objects.get(pk="letter")
    told = call("0202", PRESSED, channel=letter, is_anonymous=True, relation=None,
                safety=Safety.UNKNOWN)  # fmt: skip
    case = register(at, told)
    above = Unit.objects.get(code="4104M13", valid_to=None)  # 培训机构的主管单位
    at.do(DAY, actions.name_complained_unit, case=case, unit=above)
    labour = at.do(
        2 * DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "4104M12")],
        sharing=actions.Sharing(
            what="来信反映某培训机构一名负责人性骚扰女员工，单位接到反映后未处理，并调整反映人岗位。",
            asked_for="请依职责核实，督促用人单位建立预防和处理性骚扰的制度。",
            basis="other", basis_note="匿名来信，无法征得同意，只提供摘要",
        ),
    )[0]  # fmt: skip
    phone = at.brought(3 * DAY, Delivery.PHONE, "劳动关系科值班")
    at.do(3 * DAY, actions.receive, referral=labour, brought=phone)
    answer = actions.Answer(
        acceptance="accepted", text="已约谈用人单位，要求设立投诉渠道，恢复被调岗人员的岗位。",
        told="unfit", told_note="匿名来信，没有告知对象", results=["explained"],
    )  # fmt: skip
    paper = at.brought(9 * DAY, Delivery.PAPER, "市人社局复函")
    at.do(9 * DAY, actions.report, referral=labour, answer=answer, brought=paper)
    at.do(9 * DAY + HOUR, actions.review, referral=labour, verdict="accepted")
    at.step(9 * DAY + 2 * HOUR, case, "result", "已约谈单位并要求建立投诉渠道。",
            result=Result.SUPPORTED, settlement=Settlement.PARTLY)  # fmt: skip
    at.step(10 * DAY, case, "answer", "匿名来信，没有告知对象，处理情况存卷。")


def unpaid(actors):
    """Story 5: legal aid first, then the court, on paper; its word came by telephone."""
    at = At(actors["410411"], morning(16))
    told = call("0104", UNPAID, caller_name="邓某", channel=Channel.objects.get(pk="visit"),
                place=place("410411"), birth_year=at.began.year - 33,
                marriage="divorced")  # fmt: skip
    case = register(at, told)
    at.do(15 * MINUTE, bring_along, case=case)
    ask_four(at, case)
    at.do(40 * MINUTE, actions.tell_person, case=case, way="in_person",
          note="当面说明先申请法律援助，再申请强制执行")  # fmt: skip
    aid = at.do(
        DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "410411M10")],
        sharing=agreed(at, "当事人离异，独自抚养一女，家庭经济困难，判决抚养费拖欠14个月。",
                       "请审查法律援助申请，指派人员帮助申请强制执行。"),
    )[0]  # fmt: skip
    phone = at.brought(2 * DAY, Delivery.PHONE, "法律援助中心窗口")
    at.do(2 * DAY, actions.receive, referral=aid, brought=phone)
    granted = actions.Answer(
        acceptance="accepted", text="经正常审查决定给予法律援助，已指派律师。", told="yes",
        told_on=clock.day_of(at.began + 6 * DAY), results=["explained"],
    )  # fmt: skip
    paper = at.brought(6 * DAY, Delivery.PAPER, "法律援助决定书、指派通知书")
    at.do(6 * DAY, actions.report, referral=aid, answer=granted, brought=paper)
    at.do(6 * DAY + HOUR, actions.review, referral=aid, verdict="accepted")
    ask_the_court(at, case)


def ask_the_court(at: At, case: Case) -> None:
    court = at.do(
        8 * DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "410411M08")],
        sharing=agreed(at, "当事人持生效判决申请执行拖欠14个月的抚养费，法律援助律师已代拟申请。",
                       "请依法立案执行。"),
    )[0]  # fmt: skip
    slip = at.brought(9 * DAY, Delivery.PAPER, "立案庭收件回执")
    at.do(9 * DAY, actions.receive, referral=court, brought=slip)
    phone = at.brought(15 * DAY, Delivery.PHONE, "执行局值班电话")
    at.do(15 * DAY, actions.note_progress, referral=court, brought=phone, text="已立执行案")


def betrothed(actors):
    """Story 8: mediated twice, agreed in writing, and asked after once it was all paid."""
    at, leader = At(actors["410421"], morning(44)), At(leader_at("410421"), morning(44))
    told = call("0109", BETROTHED, caller_name="史某", channel=Channel.objects.get(pk="visit"),
                place=place("410421"))  # fmt: skip
    case = register(at, told)
    at.do(20 * MINUTE, fill, case=case, block="a", registration={"head_count": 5})
    at.do(30 * MINUTE, actions.tell_person, case=case, way="in_person",
          note="双方都在场，说明由县婚调委调解")  # fmt: skip
    at.step(3 * DAY, case, "handle", "县婚调委第一次调解，双方对花销各说各的数，约好带票据再来。",
            way="mediate")  # fmt: skip
    at.step(6 * DAY, case, "handle", "县婚调委第二次调解，对着票据算清了酒席和家具的花费。",
            way="mediate")  # fmt: skip
    at.step(8 * DAY, case, "result", "达成协议，女方返还彩礼38,000元，分两期付清。", way="mediate",
            result=Result.AGREED, settlement=Settlement.SETTLED)  # fmt: skip
    at.do(8 * DAY + HOUR, bring_along, case=case, caption="调解协议书（演示程序绘制）")
    at.step(8 * DAY + 2 * HOUR, case, "answer", "协议书双方各执一份，当面说明履行日期。")
    at.step(9 * DAY, case, "close", "已签协议，等候履行。")
    paid_on = clock.day_of(at.began + 40 * DAY)
    leader.step(12 * DAY, case, "follow-up", "双方都说第一期已付，约第二期到期后再回访。",
                **CONTENT, next_on=paid_on)  # fmt: skip
    leader.step(40 * DAY, case, "follow-up", "第二期已付，协议履行完毕，双方没有再争。", **CONTENT)
    at.step(42 * DAY, case, "archive", "调解卷宗齐全。", retention=Retention.TEN)


def fill(*, case, actor, at, block, registration):
    fresh = Case.objects.get(pk=case.pk)
    return actions.fill_block(case=fresh, actor=actor, at=at, block=block, version=fresh.version,
                              values={"registration": registration})  # fmt: skip


def kept(actors):
    """Story 9: closed a year ago, reported again for the mother; the same matter goes on."""
    before, at = At(actors["410423"], morning(340)), At(actors["410423"], morning(10))
    given = {"caller_name": "邢某", "phone": "10000000911", "place": place("410423"),
             "relation": Relation.objects.get(pk="child"),
             "birth_year": at.began.year - 68, "marriage": "widowed"}  # fmt: skip
    first = register(before, call("0111", MOTHER, **given))
    before.step(
        DAY, first, "handle", "已同村里一起找三个儿子，说定每人每月给二百元。", way="mediate"
    )
    before.step(2 * DAY, first, "result", "三个儿子当面说定，每月五日前给。", way="mediate",
                result=Result.MEDIATED, settlement=Settlement.SETTLED)  # fmt: skip
    before.step(2 * DAY + HOUR, first, "answer", "已电话答复女儿。")
    before.step(3 * DAY, first, "close", "已谈妥并答复。")
    leader = At(leader_at("410423"), before.began)
    leader.step(6 * DAY, first, "follow-up", "女儿说当月的钱都给了。", **CONTENT)
    later = register(at, call("0111", AGAIN, **given))
    at.step(20 * MINUTE, first, "reopen", "约定的赡养费断了，母亲住院没人拿钱，是同一件事。")
    first = at.do(25 * MINUTE, actions.merge_repeat, case=later)
    at.do(30 * MINUTE, actions.tell_person, case=first, way="no_paper",
          note="电话里说明重新办理，请乡镇司法所和村里一起调解")  # fmt: skip
    at.step(2 * DAY, first, "handle", "乡镇司法所、村调解委员会上门，三个儿子先把住院费垫上。",
            way="mediate")  # fmt: skip
    at.step(9 * DAY, first, "handle", "补签赡养协议，老三的一份由村里代收，等第一笔到账再答复。",
            way="mediate")  # fmt: skip


def ill(actors):
    """Story 11: told at once what to bring; the money came on the 25th day; archived."""
    at, leader = At(actors["410481"], morning(38)), At(leader_at("410481"), morning(38))
    case = register(at, call("0701", ILL, caller_name="贾某", place=place("410481"),
                             birth_year=at.began.year - 52))  # fmt: skip
    at.do(15 * MINUTE, actions.tell_person, case=case, way="no_paper",
          note="电话里告知“两癌”救助的条件、材料和办理时间")  # fmt: skip
    at.step(12 * DAY, case, "handle", "材料已交齐，报送救助申请。", way="social_aid")
    care = at.do(
        13 * DAY, actions.send_referral, case=case,
        targets=[target(ReferralKind.CO, name="舞钢市医疗保障局")],
        sharing=agreed(at, "当事人低保边缘，宫颈癌术后，居民医保报销后自付部分较多。",
                       "请核查是否符合医疗救助条件。", "电话同意"),
    )[0]  # fmt: skip
    slip = at.brought(14 * DAY, Delivery.PAPER, "办公室收件回执")
    at.do(14 * DAY, actions.receive, referral=care, brought=slip)
    answer = actions.Answer(
        acceptance="accepted", text="符合条件，按规定给予医疗救助。", told="yes",
        told_on=clock.day_of(at.began + 20 * DAY), results=["explained"],
    )  # fmt: skip
    paper = at.brought(20 * DAY, Delivery.PAPER, "市医疗保障局复函")
    at.do(20 * DAY, actions.report, referral=care, answer=answer, brought=paper)
    at.do(20 * DAY + HOUR, actions.review, referral=care, verdict="accepted")
    at.step(25 * DAY, case, "result", "“两癌”救助金10,000元已到账。", way="social_aid",
            result=Result.SUPPORTED, settlement=Settlement.SETTLED)  # fmt: skip
    at.step(25 * DAY + HOUR, case, "answer", "已电话答复本人。")
    at.step(26 * DAY, case, "ask-close", "救助金到账，报请办结。")
    leader.step(26 * DAY + HOUR, case, "agree", "同意办结。")
    leader.step(30 * DAY, case, "follow-up", "本人说钱已收到，欠款还了一部分。", **CONTENT)
    at.step(33 * DAY, case, "archive", "卷内材料齐全。", retention=Retention.TEN)


def father(actors):
    """Story 12: a man rang 12345; told in time, answered a day after the term of 简易办理."""
    began = morning(19)
    at, leader = At(actors["410404"], began), At(leader_at("410404"), began)
    told = call("0104", FATHER, caller_name="潘某", channel=Channel.objects.get(pk="hotline_12345"),
                sex=Sex.MALE, place=place("410404"), birth_year=began.year - 38,
                marriage="divorced")  # fmt: skip
    case = register(at, told)
    at.do(15 * MINUTE, actions.set_external_number, case=case, external_number="12345-演示-0738")
    ask_four(at, case)
    at.do(
        30 * MINUTE, actions.set_procedure, case=case, procedure=Procedure.objects.get(pk="simple")
    )
    at.do(40 * MINUTE, actions.tell_person, case=case, way="no_paper",
          note="电话里说明妇联也听取男方诉求，先向女方核实")  # fmt: skip
    at.step(
        2 * DAY, case, "handle", "已联系女方，了解到男方曾酒后堵门，女方担心孩子受惊。", way="visit"
    )
    at.step(5 * DAY, case, "handle", "已同双方分别谈，男方保证不再酒后上门，约在社区儿童之家交接。",
            way="mediate")  # fmt: skip
    with transaction.atomic(), scope(at.actor):
        term = CaseDeadline.objects.get(case=case, rule__code="simple-settle")
    late = timedelta(days=(term.strict_on - clock.day_of(began)).days + 1)
    at.step(late, case, "result", "第三次交接履行正常，双方同意照此探望。", way="mediate",
            result=Result.MEDIATED, settlement=Settlement.SETTLED)  # fmt: skip
    at.step(late + HOUR, case, "answer", "已电话答复双方；为看满三次交接，超期1日。")
    at.step(late + 2 * HOUR, case, "ask-close", "已谈妥并答复；超期原因：等候第三次交接。")
    leader.step(late + 3 * HOUR, case, "agree", "同意办结，今后类似事项先申请延期。")


OTHERS = (complained, unpaid, betrothed, kept, moved_out, ill, father)
