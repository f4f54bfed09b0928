"""Stories of the demo city that travel: 3 (a town on paper, two bureaus), 4, 6 (the hotline hands
on to 汝州市), 7 (a return refused). Made through the actions, each at its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from cases import actions
from cases.choices import FirstStep, Outcome, Safety, Sex
from cases.choices.danger import FIRST_QUESTIONS
from cases.choices.referral import Delivery, ReferralKind, SharingBasis
from cases.demo.materials import sheet
from cases.models import Case, Category, Channel, Referral, Relation
from portal import clock
from portal.access import Actor, Role, SystemActor, scope
from portal.accounts.models import Posting
from portal.units.models import Region, Unit

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
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


@dataclass(frozen=True, slots=True)
class At:
    """Acts of one person, each so long after `began`, never later than now."""

    actor: Actor
    began: datetime

    def do(self, after: timedelta, action: Any, **given: Any) -> Any:
        at = min(self.began + after, clock.now())
        with transaction.atomic(), scope(self.actor), clock.at(at):
            return action(actor=self.actor, at=at, **given)


def seed(*, actors, progress):
    """`actors` maps a unit's code to who registers there. Answers how many stories were told."""
    with transaction.atomic(), scope(SystemActor("演示", scope=settings.PORTAL_CITY_CODE)):
        if Referral.objects.exists():
            return 0
    stories = (land, child, wages, harassed, violence)
    for done, story in enumerate(stories):
        story(actors)
        progress("转介和转送", done + 1, len(stories))
    return len(stories)


def call(category, story, **changes):
    """What was said, registered by `at.do(…, register)`."""
    values = {
        "channel": Channel.objects.get(pk="call_12338"),
        "relation": Relation.objects.get(pk="self"),
        "category": Category.objects.get(code=category, valid_to=None),
        "story": story,
        "safety": Safety.SAFE,
        "first_step": FirstStep.OWN,
        "sex": Sex.FEMALE,
    }
    return partial(actions.Call, **values | changes)


def register(at: At, told) -> Case:
    made = told(received_at=at.began)
    contact = at.do(12 * MINUTE, actions.register_contact, call=made, outcome=Outcome.CASE)
    return contact.case


def agreed(at: At, what: str, asked_for: str) -> actions.Sharing:
    return actions.Sharing(
        what=what,
        asked_for=asked_for,
        basis=SharingBasis.CONSENT,
        basis_note="当面同意，已说明提供哪些内容",
        consent_at=at.began,
    )


def target(kind, code="", name=""):
    return actions.Target(kind, unit=Unit.objects.get(code=code) if code else None, name=name)


def land(actors):
    """Story 3: the town leads on paper, two bureaus help; extension, and a chase by telephone."""
    at = At(actors["410422"], morning(9))
    place = Region.objects.filter(code="410422").first()
    visit = Channel.objects.get(pk="visit")
    case = register(at, call("0402", LAND, caller_name="田某", channel=visit, place=place))
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
    paper = actions.Brought(Delivery.PAPER, "镇妇联主席签收回执", at.began + DAY + HOUR)
    at.do(DAY + 2 * HOUR, actions.receive, referral=town, brought=paper)
    phone = actions.Brought(Delivery.PHONE, "局办公室值班", at.began + 3 * DAY)
    at.do(3 * DAY, actions.receive, referral=justice, brought=phone)
    letter = actions.Brought(Delivery.PAPER, "镇政府来函", at.began + 4 * DAY)
    at.do(
        4 * DAY, actions.ask_more_time, referral=town, days=20,
        text="分配方案须经村民会议讨论，公告期未满", brought=letter,
    )  # fmt: skip
    at.do(
        8 * DAY, actions.chase, referral=farms, step="remind", way="phone",
        spoke_with="局办公室值班", answer="经办人下乡，明天回来签收",
    )  # fmt: skip


def child(actors):
    """Story 6: a neighbour rings at night; 汝州市 has been offered the case."""
    at = At(liaison(Role.HOTLINE_OPERATOR, "4104"), clock.now() - 14 * HOUR)
    neighbour = Relation.objects.exclude(pk="self").order_by("position").last()
    case = register(
        at,
        call("0112", CHILD, is_anonymous=True, relation=neighbour, safety=Safety.DANGER,
             place=Region.objects.filter(code="410482").first(), sex=Sex.UNKNOWN),
    )  # fmt: skip
    at.do(
        13 * MINUTE, actions.record_alarm, case=case, alarm_at=at.began + 3 * MINUTE,
        taken_by="110 接警台（演示）", number="",
    )  # fmt: skip
    ask_four(at, case, child="yes")
    at.do(
        2 * HOUR, actions.offer_transfer, case=case, unit=Unit.objects.get(code="410482"),
        note="孩子在你市居住，已报警并作强制报告，请接续入户核实、跟进。来电人身份请保密。",
    )  # fmt: skip


def wages(actors):
    """Story 4 on its way: the labour bureau was told by telephone, nothing came yet."""
    at = At(actors["410403"], morning(6))
    case = register(at, call("0302", WAGES, caller_name="段某"))
    referral = at.do(
        DAY, actions.send_referral, case=case, targets=[target(ReferralKind.LEAD, "410403M12")],
        sharing=agreed(
            at, "当事人产假期间被以岗位撤销为由解除劳动合同，停发工资，保留有聊天记录和考勤。",
            "请依法处理，并邀总工会、妇联共同约谈用人单位。",
        ),
    )[0]  # fmt: skip
    phone = actions.Brought(Delivery.PHONE, "劳动监察大队值班", at.began + 2 * DAY)
    at.do(2 * DAY, actions.receive, referral=referral, brought=phone)


def harassed(actors):
    """Story 7: the branch of the police asked to return it and was refused; its report waits."""
    at = At(actors["410402"], morning(7))
    online = Channel.objects.filter(kind="online").order_by("position").first()
    case = register(at, call("0207", HARASSED, caller_name="樊某", channel=online))
    ask_four(at, case)
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


def morning(days: int) -> datetime:
    """Five past nine, so many days ago."""
    return timezone.localtime(clock.now() - days * DAY).replace(hour=9, minute=5)


def ask_four(at: At, case: Case, **yes: str) -> None:
    """The four questions come before anything travels."""
    answers = {item.name: "no" for item in FIRST_QUESTIONS} | yes
    at.do(20 * MINUTE, actions.record_first_check, case=case, answers=answers)


def liaison(role: Role, code: str) -> Actor:
    """The demo account with this post at this unit."""
    found = Posting.objects.present().filter(account__is_demo=True, unit__code=code)
    found = found.filter(roles__contains=[role.value]).select_related("account", "unit")
    return found.get().actor()
