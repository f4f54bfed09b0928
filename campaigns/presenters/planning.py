"""What a plan begins with, and how much it asks of each unit in its month."""

from datetime import date

from django.conf import settings
from django.db.models import Count

from campaigns.actions import Plan
from campaigns.choices import CampaignKind, CampaignStatus, Group, PartKind
from campaigns.models import Campaign, Duty, Requirement
from campaigns.rules import notice, planning
from portal.access import Actor
from portal.deadlines.reference import calendar_from
from portal.ui.words import day_week
from portal.units.models import Unit

BODY = """一、活动时间：{begins}至{ends}。
二、活动内容
（一）法治宣传教育。进机关、进乡村、进社区、进学校、进企业、进单位、进家庭，多用身边事、家常话，少发纸、多答疑。
（二）维权服务。发挥12338妇联维权服务中心、妇女之家、司法所、人民调解组织作用，就近提供咨询、调解和法律援助。
（三）平安家庭。结合家庭需要开展防火、防盗、防诈骗、防拐卖知识宣传，关爱留守、困难妇女儿童。
（四）源头维权。收集妇女群众反映集中的问题，提出可行建议，推动有关部门研究解决。
三、有关要求
（一）结合实际安排，能合办的合办，不要求悬挂横幅，不以照片、报道数量衡量工作。
（二）{due}前在维权协调门户报送；无专项活动的单位注明即可。"""
BODY_YEARLY = """一、报送内容
（一）统计表。填写{begins}至{ends}的数字，没有的填0；比率由系统用分子、分母计算，不用填。
（二）一段话。300字以内，写主要做法和一个例子。
二、有关要求
（一）数字由各单位按本部门口径填写，口径有变化的，在说明里写一句。
（二）{due}前在维权协调门户报送；没有涉及妇女儿童维权工作的单位注明即可。"""
CASE_TITLE = "“三八”妇女维权周活动优秀案例格式"
CASE_FORM = """分为题目、办理单位、正文和图片四个部分。
一、正文部分（2000字以内）
1.活动创意思路
2.基本情况，包括活动时间、地点、参加范围
3.活动形式、内容
4.活动效果评估
5.启示
二、图片部分（3—5张）
有代表性，能反映活动成效，每张附说明；拍到人的须征得同意，未成年人须遮挡。"""
RECIPIENTS = (
    "各县（市、区）维权协调组，高新区、城乡一体化示范区党群工作部，"
    "市维护妇女儿童权益暨平安家庭创建协调组各成员单位"
)
MEMBERS = RECIPIENTS.rpartition("，")[2]


def spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"


def first_plan(
    *, kind: str, year: int, load: str, key_date: tuple[int, int] | None, actor: Actor, today: date
) -> Plan:
    """A plan from the sample; days already put off to working days."""
    calendar = calendar_from(year - 1)
    begins, ends = planning.period_of(kind, year, key_date)
    due = planning.suggested_day(kind, year, ends, calendar)
    unit = Unit.objects.get(code=actor.unit_code)
    is_week, is_yearly = kind == CampaignKind.RIGHTS_WEEK, kind in planning.YEARLY
    name = planning.name_of(kind, key_date)
    return Plan(
        kind=kind,
        year=year,
        name=name,
        begins_on=begins,
        ends_on=ends,
        load=load,
        due_on=due,
        case_on=planning.suggested_case_day(year, calendar) if is_week else None,
        receivers=usual_receivers(actor, kind),
        notice_title=planning.title_of(year, name),
        issuers=(settings.PORTAL_OFFICE.removesuffix("办公室"),),
        recipients=MEMBERS if is_yearly else RECIPIENTS,
        issued_on=today,
        body=(BODY_YEARLY if is_yearly else BODY).format(
            begins=f"{year}年{spoken(begins)}", ends=spoken(ends), due=spoken(due)
        ),
        annexes=((CASE_TITLE, CASE_FORM),) if is_week else (),
        contact_name=f"{unit.short_name} {actor.name}",
        contact_phone=unit.phone or settings.PORTAL_DESK_PHONE,
    )


def usual_receivers(actor: Actor, kind: str) -> tuple[str, ...]:
    """All counties, zones and member units of the city; of a county its own member units. A year's
    work is asked of member units, and of the planner itself."""
    units = Unit.objects.filter(code__startswith=actor.unit_code, valid_to=None)
    members = units.filter(kind__in=("member", "organ_committee"))
    found = members | units.filter(kind__in=("federation", "zone")).exclude(code=actor.unit_code)
    if kind in planning.YEARLY:
        found = members | units.filter(code=actor.unit_code)
    if len(actor.unit_code) == 4:
        found = found.exclude(code__regex=r"^\d{6}M")
    return tuple(found.order_by("code").values_list("code", flat=True))


def plan_like(source: Campaign, *, year: int, load: str, today: date) -> Plan:
    """Last year's plan moved to another year: its words, units and lines; days put to working
    days, the year in words replaced, opening formulae to be looked at by the planner (c33)."""
    calendar = calendar_from(year - 1)
    begins, ends = moved(source.begins_on, year), moved(source.ends_on, year)
    earlier = plan_of(source)
    due = planning.suggested_day(source.kind, year, ends, calendar)
    old, new = f"{source.year}年", f"{year}年"
    body = earlier.body.replace(old, new).replace(spoken(earlier.due_on), spoken(due))
    valid = Unit.objects.filter(code__in=earlier.receivers, valid_to=None)
    return Plan(
        kind=source.kind,
        year=year,
        name=source.name,
        theme="",
        scope=source.scope,
        has_ordinals=source.has_ordinals,
        begins_on=begins,
        ends_on=ends,
        load=load,
        due_on=due,
        case_on=planning.suggested_case_day(year, calendar) if earlier.case_on else None,
        receivers=tuple(valid.order_by("code").values_list("code", flat=True)),
        lines=earlier.lines,
        notice_title=source.notice_title.replace(old, new),
        issuers=earlier.issuers,
        recipients=source.recipients,
        issued_on=today,
        body=body,
        annexes=earlier.annexes,
        contact_name=source.contact_name,
        contact_phone=source.contact_phone,
        contact_mail=source.contact_mail,
    )


def moved(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def plan_of(campaign: Campaign) -> Plan:
    """What stands in the rows, as the form and the action speak of it."""
    parts = list(campaign.parts.order_by("position"))
    sections = [notice.Section(p.heading, p.text) for p in parts if p.kind == PartKind.SECTION]
    own = campaign.requirements.filter(unit_code=campaign.unit_code)
    owed = list(own.order_by("is_voluntary"))
    due = next((row.due_on for row in owed if not row.is_voluntary), campaign.ends_on)
    lines = campaign.lines.order_by("position").values_list("name", "settings")
    return Plan(
        **{name: getattr(campaign, name) for name in Plan.own_fields()},
        due_on=due,
        case_on=next((row.due_on for row in owed if row.is_voluntary), None),
        receivers=tuple(campaign.receivers),
        lines=tuple((name, tuple(marks)) for name, marks in lines),
        issuers=tuple(campaign.issuers),
        body=notice.text_of(sections),
        annexes=tuple((p.heading, p.text) for p in parts if p.kind == PartKind.ANNEX),
    )


def initial_of(campaign: Campaign) -> dict[str, object]:
    """The plan as the fields of the form."""
    plan = plan_of(campaign)
    made: dict[str, object] = {name: getattr(plan, name) for name in Plan.own_fields()}
    made |= {"due_on": plan.due_on, "case_on": plan.case_on, "body": plan.body}
    made |= {"receivers": list(plan.receivers), "issuers": "\n".join(plan.issuers)}
    made["lines"] = "\n".join(
        f"{name}：{'、'.join(marks)}" if marks else name for name, marks in plan.lines
    )
    for number, (title, text) in enumerate(plan.annexes[:2], 1):
        made |= {f"annex_title_{number}": title, f"annex_text_{number}": text}
    return made | {"version": campaign.version}


def unsaid_of(campaign: Campaign) -> list[str]:
    """What the notice does not say although the plan does."""
    plan = plan_of(campaign)
    return notice.unsaid_days(
        plan.body, (("开始日期", plan.begins_on), ("报送日", plan.due_on))
    )  # fmt: skip


def towns_sentence(campaign: Campaign, actor: Actor, today: date) -> str:
    """What the towns owe in that month already: shown before one more form goes to them."""
    visible = Duty.objects.visible_to(actor).owed()
    own = visible.filter(participation__campaign=campaign, unit_code=actor.unit_code)
    day = next(iter(own.order_by("due_on").values_list("due_on", flat=True)[:1]), today)
    asked = visible.filter(
        unit_code__startswith=actor.unit_code,
        participation__group=Group.TOWN,
        participation__campaign__status=CampaignStatus.PUBLISHED,
        due_on__year=day.year,
        due_on__month=day.month,
    )
    rows = asked.values_list("participation__unit__short_name").annotate(Count("pk"))
    named = "、".join(f"{name}{many}项" for name, many in rows.order_by("unit_code"))
    already = f"已要报：{named}，其余没有" if named else "现在都没有要报的"
    return f"{day.month}月，本县（市、区）的乡镇（街道）{already}；布置以后，选中的每家多报1项。"


def load_sentence(campaign: Campaign, actor: Actor) -> str:
    """发出后，3月县（市、区）每家需报2项…: shown before a new form is sent (users.md b1)."""
    own = [row for row in campaign.requirements.all() if not row.is_voluntary]
    if not own:
        return "还没有选择发给谁、报什么。"
    day = min(row.due_on for row in own)
    others = Requirement.objects.visible_to(actor).filter(
        unit_code=actor.unit_code,
        is_voluntary=False,
        due_on__year=day.year,
        due_on__month=day.month,
        campaign__status=CampaignStatus.PUBLISHED,
    )
    counted = dict.fromkeys(Group.values, 0)
    earlier = dict.fromkeys(Group.values, 0)
    for row in own:
        counted[row.group] += (row.due_on.year, row.due_on.month) == (day.year, day.month)
    for row in others.exclude(campaign=campaign):
        earlier[row.group] += 1
    pieces = [
        f"{group.label}每家需报{counted[group] + earlier[group]}项"
        + (f"（其中其他活动{earlier[group]}项）" if earlier[group] else "")
        for group in Group
        if counted[group]
    ]
    known = calendar_from(day.year - 1).is_known(day)
    note = "" if known else f"{day.year}年放假安排尚未公布，公布后请再核对一次报送日。"
    when = day_week(day, today=day)
    return f"发出后，{day.month}月{'、'.join(pieces)}。报送日{when}，为工作日。{note}"
