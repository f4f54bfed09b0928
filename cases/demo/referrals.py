"""Stories of the demo city that travel: 1 (the letter to the police), 3 (a town on paper, two
bureaus), 4 (settled jointly), 6 (the hotline hands on to 汝州市), 7 (a return refused). Made
through the actions, each at its own time."""

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import Outcome, Safety, Sex
from cases.choices.danger import ITEMS, ActKind
from cases.choices.handling import Result, Retention, Settlement
from cases.choices.referral import Delivery, ReferralKind, SharingBasis
from cases.demo.materials import bring_along, sheet
from cases.demo.others import OTHERS
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
    register,
    target,
)
from cases.demo.steps import place as place_of
from cases.demo.way import leader_at
from cases.models import Case, Channel, Referral, Relation
from portal import clock
from portal.access import Role, SystemActor, scope
from portal.units.models import Unit

LAND = (
    "来访人户口一直在娘家村，2019年离婚后带女儿回村居住。去年村里征地，按户分款时说她“早就是外姓人”，"
    "不给她和女儿。她带来户口本、承包证和村里公示照片，希望按人分到应得的钱。"
)
CHILD = (
    "来电人说楼上常在夜里传来孩子哭喊和打骂声，上周见孩子胳膊有一道道青印，问了只说摔的。孩子跟着父亲和"
    "父亲的女友住，奶奶偶尔来。来电人怕得罪邻居，请求不要说是她讲的。"
)
WAGES = (
    "来电人在一家商贸公司做会计，产假第68天收到微信通知说岗位撤销，工资停发。她保留了聊天记录和考勤，"
    "说不想打官司，只想要回工资和合法补偿，也怕今后不好找工作。"
)
HARASSED = (
    "留言说分手三个月，对方天天在单位门口等，换号码打电话，还把两人合照配上难听的话发进同事群。她已换住处，"
    "不想让父母知道，问能不能让他停下来。"
)


def seed(*, actors, progress):
    """`actors` maps a unit's code to who registers there. Answers how many stories were told."""
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if Referral.objects.exists():
            return 0
    stories = (land, child, wages, harassed, violence, *OTHERS)
    for done, story in enumerate(stories):
        story(actors)
        progress("典型事项", done + 1, len(stories))
    return len(stories)


def land(actors):
    """Story 3: the town leads on paper, two bureaus help; extension, and a chase by telephone."""
    at = At(actors["410422"], morning(9))
    visit = Channel.objects.get(pk="visit")
    told = call("0402", LAND, caller_name="田某", channel=visit, place=place_of("410422"),
                birth_year=at.began.year - 41, marriage="again")  # fmt: skip
    case = register(at, told)
    at.do(15 * MINUTE, bring_along, case=case)
    at.do(
        20 * MINUTE, actions.tell_person, case=case, way="in_person",
        note="当面说明由镇政府主办、农业农村局和司法局协办，以及办理的时限",
    )  # fmt: skip
    town, farms, justice = at.do(
        DAY,
        actions.send_referral,
        case=case,
        targets=[
            target(ReferralKind.LEAD, name="任店镇人民政府"),
            target(ReferralKind.CO, "410422M15"),
            target(ReferralKind.CO, "410422M10"),
        ],
        sharing=agreed(
            at,
            "当事人户口在娘家村，离婚后带女儿回村居住，征地补偿按户分配时未分给母女二人。",
            "请核实集体成员身份和分配方案，依法保障母女二人的份额。",
        ),
    )
    take_their_time(at, town, farms, justice)


def take_their_time(at: At, town: Referral, farms: Referral, justice: Referral) -> None:
    """The town asks for more time and gets it; the farming bureau does not even sign."""
    paper = actions.Brought(Delivery.PAPER, "镇妇联主席签收回执", at.began + DAY + HOUR)
    at.do(DAY + 2 * HOUR, actions.receive, referral=town, brought=paper)
    phone = actions.Brought(Delivery.PHONE, "局办公室值班", at.began + 3 * DAY)
    at.do(3 * DAY, actions.receive, referral=justice, brought=phone)
    letter = actions.Brought(Delivery.PAPER, "镇政府来函", at.began + 4 * DAY)
    at.do(
        4 * DAY, actions.ask_more_time, referral=town, days=20,
        text="分配方案须经村民会议讨论，公告期未满", brought=letter,
    )  # fmt: skip
    At(leader_at("410422"), at.began).do(
        5 * DAY, actions.rule_extension, referral=town, ruling="agreed",
        text="同意延期20日，村民会议的时间请先告知本人",
    )  # fmt: skip
    at.do(
        8 * DAY, actions.chase, referral=farms, step="remind", way="phone",
        spoke_with="局办公室值班", answer="经办人下乡，明天回来签收",
    )  # fmt: skip


def child(actors):
    """Story 6: a neighbour rings at night, the hotline writes it down in the morning and hands it
    on to 汝州市, where the police, the village and the civil affairs bureau went in."""
    night = timezone.localtime(clock.now() - 12 * DAY).replace(hour=20, minute=40)
    at, here = At(liaison(Role.HOTLINE_OPERATOR, "4104"), night), At(actors["410482"], night)
    told = call("0112", CHILD, is_anonymous=True, relation=Relation.objects.get(pk="neighbour"),
                safety=Safety.DANGER, place=place_of("410482"), sex=Sex.UNKNOWN)  # fmt: skip
    case = at.do(
        715 * MINUTE, actions.register_contact, call=told(received_at=night), outcome=Outcome.CASE
    ).case
    report_the_child(at, case)
    transfer = at.do(
        13 * HOUR, actions.offer_transfer, case=case, unit=Unit.objects.get(code="410482"),
        note="孩子在你市居住，已报警并作强制报告，请接续入户核实、跟进。来电人身份请保密。",
    )  # fmt: skip
    case = here.do(14 * HOUR, actions.accept_transfer, transfer=transfer)
    see_to_the_child(here, case)


def report_the_child(at: At, case: Case) -> None:
    at.do(
        716 * MINUTE, actions.record_alarm, case=case, alarm_at=at.began + 4 * MINUTE,
        taken_by="110 接警台（演示）", number="",
    )  # fmt: skip
    at.do(717 * MINUTE, ask_child, case=case)
    at.do(
        720 * MINUTE, actions.report_minor, case=case, outcome="reported", situation="violence",
        reported_at=at.began + 6 * MINUTE, reporter=at.actor.name,
        reported_to="汝州市公安局（演示）", receipt_number="演示回执0612", reason="",
    )  # fmt: skip
    at.step(725 * MINUTE, case, "report", "已报告值班领导，先请公安入户，再转汝州市妇联跟进。")


def ask_child(*, case, actor, at):
    answers = {"happening": "no", "injured": "unknown", "lethal": "unknown", "child": "yes"}
    return actions.record_first_check(case=case, actor=actor, at=at, answers=answers)


def see_to_the_child(here: At, case: Case) -> None:
    act = {"whom": "", "until": None, "place": "", "phone": "", "note": "", "case": case}
    act |= {"done_at": here.began + 15 * HOUR, "kind": ActKind.POLICE_LETTER}
    here.do(15 * HOUR, actions.record_act, **act | {"whom": "汝州市公安局"})
    answers = {item.name: "unknown" for item in ITEMS} | {"worse": "yes", "children": "grave"}
    here.do(20 * HOUR, actions.screen, case=case, answers=answers, note="同社区民警入户后逐项填写")
    here.step(21 * HOUR, case, "handle",
              "民警和村（社区）儿童主任入户，孩子由奶奶先接去照看。", way="visit")  # fmt: skip
    civil = here.do(
        22 * HOUR, actions.send_referral, case=case,
        targets=[target(ReferralKind.LEAD, "410482M11")],
        sharing=actions.Sharing(
            what="未成年人疑遭家庭成员殴打，公安机关已入户，现由祖母临时照看。",
            asked_for="请开展监护评估，并反馈评估意见和保护措施。", basis=SharingBasis.MINOR,
            basis_note="已向公安机关强制报告",
        ),
    )[0]  # fmt: skip
    phone = here.brought(23 * HOUR, Delivery.PHONE, "市民政局儿童福利科")
    here.do(23 * HOUR, actions.receive, referral=civil, brought=phone)
    paper = here.brought(3 * DAY, Delivery.PAPER, "市民政局评估意见")
    found = actions.Answer(
        acceptance="accepted", text="监护评估为一般风险，由祖母协助照护，社区每周走访。",
        told="unfit", told_note="来电人不愿留姓名，不宜答复", results=["explained"],
    )  # fmt: skip
    here.do(3 * DAY, actions.report, referral=civil, answer=found, brought=paper)
    here.do(4 * DAY, actions.review, referral=civil, verdict="accepted")
    here.step(10 * DAY, case, "handle",
              "市人民法院发出家庭教育指导令，责令父亲接受家庭教育指导，社区继续走访。",
              way="coordinate")  # fmt: skip


def wages(actors):
    """Story 4: spoken with by the labour bureau, the union and the federation; archived."""
    at, leader = At(actors["410403"], morning(28)), At(leader_at("410403"), morning(28))
    case = register(at, call("0302", WAGES, caller_name="段某", birth_year=at.began.year - 29))
    at.do(30 * MINUTE, actions.tell_person, case=case, way="no_paper",
          note="电话里说明转请区人社局办理，并说明时限")  # fmt: skip
    referral = at.do(
        DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "410403M12")],
        sharing=agreed(
            at, "当事人产假期间被以岗位撤销为由解除劳动合同，停发工资，保留有聊天记录和考勤。",
            "请依法处理，并邀总工会、妇联共同约谈用人单位。", "电话同意",
        ),
    )[0]  # fmt: skip
    phone = at.brought(2 * DAY, Delivery.PHONE, "劳动监察大队值班")
    at.do(2 * DAY, actions.receive, referral=referral, brought=phone)
    at.do(6 * DAY, actions.note_progress, referral=referral, brought=at.brought(
        6 * DAY, Delivery.PHONE, "劳动监察大队"),
        text="区人社局、区总工会、区妇联三方约谈用人单位")  # fmt: skip
    settled = actions.Answer(
        acceptance="accepted", text="双方达成协议，用人单位补发产假工资及补偿共18,600元，已到账。",
        told="yes", told_on=clock.day_of(at.began + 11 * DAY), results=["mediated"],
    )  # fmt: skip
    paper = at.brought(11 * DAY, Delivery.PAPER, "区人社局复函")
    at.do(11 * DAY, actions.report, referral=referral, answer=settled, brought=paper)
    at.do(11 * DAY + HOUR, actions.review, referral=referral, verdict="accepted")
    at.step(11 * DAY + 2 * HOUR, case, "result", "达成协议，补发产假工资及补偿18,600元。",
            result=Result.AGREED, settlement=Settlement.SETTLED)  # fmt: skip
    at.step(12 * DAY, case, "answer", "已书面答复本人，本人签收。", is_answered_in_writing=True)
    at.step(13 * DAY, case, "ask-close", "款项到账，已书面答复，报请办结。")
    leader.step(13 * DAY + HOUR, case, "agree", "同意办结。")
    leader.step(18 * DAY, case, "follow-up", "本人说工资和补偿都收到了，满意。", **CONTENT)
    at.step(20 * DAY, case, "archive", "卷内材料齐全。", retention=Retention.TEN)


def harassed(actors):
    """Story 7: the branch of the police asked to return it and was refused; its report waits."""
    at = At(actors["410402"], morning(7))
    online = Channel.objects.filter(kind="online").order_by("position").first()
    case = register(
        at, call("0207", HARASSED, caller_name="樊某", channel=online, marriage="single",
                 birth_year=at.began.year - 24),
    )  # fmt: skip
    ask_four(at, case)
    at.do(
        40 * MINUTE, actions.keep_safe_contact, case=case, safe_contact="只接短信，不打电话",
        safe_times="工作日中午", code_word="“问快递”", no_message=False, no_paper=True,
    )  # fmt: skip
    referral = at.do(
        DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "410402M07")],
        sharing=agreed(
            at, "当事人分手后被前男友跟踪、骚扰，对方在同事群散布照片，当事人已换住处。",
            "请依法处置，符合条件的出具告诫书，责令停止侵害、删除照片。",
        ),
    )[0]  # fmt: skip
    police = At(liaison(Role.MEMBER_LIAISON, "410402M07"), at.began)
    police.do(2 * DAY, actions.receive, referral=referral)
    police.do(
        3 * DAY, actions.ask_return, referral=referral, reason="duty",
        text="散布照片属网络安全保卫部门职责，应由网安大队办理",
    )  # fmt: skip
    at.do(
        4 * DAY, actions.rule_return, referral=referral, ruling="refused",
        text="跟踪、骚扰属治安案件，请先处置；网上内容可内部转网安",
    )  # fmt: skip
    told = actions.Answer(
        acceptance="accepted", text="已对行为人出具告诫书，责令删除照片，行为人书面保证不再骚扰。",
        told="yes", told_on=clock.day_of(at.began + 5 * DAY), results=["warning"],
        original=SimpleUploadedFile("反馈（盖章）.jpg", sheet(referral.number)),
    )  # fmt: skip
    police.do(5 * DAY + HOUR, actions.report, referral=referral, answer=told)


def violence(actors):
    """Story 1 goes on: after the call to the police the written letter, which waits for 签收."""
    clerk = actors["410402"]
    with transaction.atomic(), scope(clerk):
        found = Case.objects.visible_to(clerk).filter(category__code="0101", alarm_at__isnull=False)
        case = found.open().order_by("registered_at").first()
    if case is None:
        return
    sharing = actions.Sharing(
        what="当事人遭丈夫殴打，已拨打110并到达安全住处，孩子在场。",
        asked_for="请依法调查取证，符合条件的出具告诫书，并反馈警情号和办理情况。",
        basis=SharingBasis.PROTECTION,
        basis_note="正在发生的家庭暴力，已电话报警",
        with_phone=True,
    )
    lead = [target(ReferralKind.LEAD, "410402M07")]
    given = {"case": case, "targets": lead, "sharing": sharing}
    At(clerk, case.registered_at).do(4 * HOUR, actions.send_referral, **given)
