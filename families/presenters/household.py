"""A household as its list, its card and its file's lines show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from families.choices import EntryState, Stage
from families.models import (
    Entry,
    Household,
    HouseholdHappening,
    NeighbourGroup,
    StageScore,
    VillageTotal,
)
from families.rules.figures import plain
from families.rules.steps import level_of
from portal.access import Actor, Permission
from portal.access.masking import mask_name, mask_phone
from portal.ui import words
from portal.units.models import Unit

MOST_SHOWN = 100

VERBS = {
    "register": "建档",
    "edit": "修改档案",
    "move": "迁出",
    "close": "销户",
    "reopen": "恢复在册",
    "split": "分户",
    "join": "并户",
    "home": "标记为工作人员家庭",
    "no_home": "取消工作人员家庭标记",
    "score": "评分",
    "mark": "标记",
    "bring_back": "恢复参评",
    "report": "报县级核实",
    "take_back_report": "撤回上报",
    "verify": "县级核实",
    "withdraw": "家庭退出本轮",
    "send_back": "退回",
    "take_over": "转入",
    "off_list": "不再列入拟命名名单",
    "name": "命名为平安家庭示范户",
    "plaque": "挂牌",
    "plaque_end": "牌匾失效",
}
# What the log calls the filters of the list.
WORDS = {
    "q": "查找", "village": "村（社区）", "kind": "家庭类型", "status": "状态", "round": "参评",
    "stars": "星级",
}  # fmt: skip
SENTENCES = {f"family.{verb}": f"平安家庭：{label}" for verb, label in VERBS.items()} | {
    "family.list": "查看家庭名册",
    "family.read": "打开家庭档案",
    "family.total": "填写总户数",
    "family.group": "保存联创小组",
    "family.groups": "按名册新建联创小组",
    "family.grid": "打开全村评分表",
    "family.sheet": "打印空白评分表",
    "standard.copy": "另存评分标准",
    "standard.save": "修改评分标准",
    "standard.freeze": "启用评分标准",
    "standard.retire": "停用评分标准",
    "round.make": "筹备年度评选",
    "round.edit": "修改年度评选",
    "round.open": "开始年度评选",
    "round.enrol": "补充参评家庭",
    "round.score": "多户一并评分",
    "round.hand_in": "提交评分",
    "round.close": "结束年度评选",
    "round.name": "命名平安家庭示范户",
    "selection.choose": "保存入选名单",
    "selection.draw": "随机抽取复核家庭",
    "selection.recheck": "登记复核结果",
    "notice.post": "发布公示",
    "notice.object": "登记异议",
    "notice.decide": "登记异议结论",
    "notice.close": "结束公示",
    "notice.read": "打开公示名单",
    "vetting.read": "打开联审名单",
    "vetting.consent": "登记联审同意书",
    "vetting.revoke": "撤回联审同意书",
    "vetting.send": "联审名单送审",
    "vetting.answer": "登记联审答复",
    "vetting.leave_out": "登记未列入本次名单",
    "vetting.end": "联审办结",
    "plaque.issue": "制发牌匾",
    "plaque.review": "登记牌匾年度复核",
    "plaque.list": "查看牌匾登记簿",
    "station.list": "查看阵地名录",
    "station.register": "登记阵地",
    "station.edit": "修改阵地",
    "station.close": "撤销阵地",
    "station.target": "填写应建数",
    "station.take_over": "接收阵地",
}


def sees_names(actor: Actor | None) -> bool:
    """Whole names and doors are for the village and the town that know the family anyway; above
    them, and wherever it is not known who looks, names are masked and doors are not shown."""
    return actor is not None and level_of(actor.unit_code) in {"village", "town"}


def shown_name(household: Household, actor: Actor | None) -> str:
    return household.head_name if sees_names(actor) else mask_name(household.head_name)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    at: datetime
    by: str
    text: str
    tone: str = ""


def line_of(happening: HouseholdHappening) -> Line:
    said = happening.data.get("text", "")
    verb = VERBS.get(happening.verb, happening.verb)
    return Line(
        happening.at,
        f"{happening.actor_unit} {happening.actor_name}",
        f"{verb}：{said}" if said else verb,
    )


@dataclass(frozen=True, slots=True)
class Year:
    """One year's round of a household, the stages side by side."""

    entry: Entry
    title: str
    state: Any
    scores: list[tuple[str, str, str]]  # stage, points, word
    level: str


def facts(household: Household, actor: Actor) -> list[tuple[str, Any]]:
    plain = sees_names(actor)
    made = [
        ("户主", shown_name(household, actor)),
        ("人口", f"{household.members}口"),
        ("家庭类型", household.get_kind_display()),
        ("村（社区）", household.region or "—"),
        ("村民组或楼栋单元", household.block or "—"),
        ("门牌", household.door or "—" if plain else "只有村（社区）、乡镇（街道）可见"),
        ("电话", mask_phone(household.phone) if household.phone else "没有登记"),
        ("联创小组", household.group or "未编组"),
        ("参加起始年", f"{household.joined_year}年"),
    ]
    if household.status_on:
        made.append((household.state.label, words.day_long(household.status_on)))
    if household.joined_into:
        made.append(("并入", household.joined_into.number))
    if household.split_from:
        made.append(("分自", household.split_from.number))
    return made


def household_page(household: Household, actor: Actor) -> dict[str, Any]:
    """Everything the card shows, at a fixed number of queries."""
    entries = list(
        Entry.objects.visible_to(actor)
        .filter(household=household)
        .select_related("round")
        .order_by("-year", "-pk")
    )
    scores: dict[int, dict[str, StageScore]] = {}
    for score in StageScore.objects.visible_to(actor).filter(entry__in=entries):
        scores.setdefault(score.entry_id, {})[score.stage] = score
    happenings = HouseholdHappening.objects.visible_to(actor).filter(household=household)
    return {
        "household": household,
        "name": shown_name(household, actor),
        "facts": facts(household, actor),
        "years": [year_of(entry, scores.get(entry.pk, {})) for entry in entries],
        "lines": [line_of(row) for row in happenings.order_by("-at", "-pk")[:50]],
        "is_own_home": household.home_of_id == actor.account_id,
        "may_keep": actor.can(Permission.FAMILY_REGISTER),
    }


def year_of(entry: Entry, scores: dict[str, StageScore]) -> Year:
    return Year(
        entry,
        str(entry.round),
        entry.status if entry.state != EntryState.TAKING_PART else Stage(entry.stage),
        [
            (stage.short, plain(scores[stage].points), scores[stage].note)
            for stage in Stage
            if stage in scores
        ],
        entry.level,
    )


def figures(what: str, actor: Actor) -> list[tuple[str, str]]:
    """What was typed before: total figures of this and last year, or the groups."""
    if what == "group":
        groups = NeighbourGroup.objects.visible_to(actor).order_by("unit_code", "kind", "name")
        return [(str(row), row.leader_name or "组长未填") for row in groups[:MOST_SHOWN]]
    totals = VillageTotal.objects.visible_to(actor).order_by("-year", "unit_code")[:MOST_SHOWN]
    names = dict(
        Unit.objects.filter(code__in=[row.unit_code for row in totals]).values_list(
            "code", "short_name"
        )
    )
    return [
        (f"{row.year}年 {names[row.unit_code].removesuffix('妇联')}", f"{row.households:,}户")
        for row in totals
    ]
