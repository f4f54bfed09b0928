"""表一、表二、表四、表五 of the quarter: their lines, columns and definitions."""

from collections.abc import Iterable

from django.db.models import F, Q

from cases.models import CaseFact, Category, ContactFact, ReferralFact
from cases.reports.declaration import Asked, Column, Line, Ratio, Table, that, within
from cases.rules.figures import FEWEST_JUDGED, average, change, share
from portal.units.models import Unit

TOTAL = Line("total", "合计", None, level=0)
CHANNELS = (
    ("hotline", "来电12338", "call_12338"),
    ("visit", "来访", "visit"),
    ("letter", "来信", "letter"),
    ("online", "网络", "online media"),
    ("superior", "上级转", "superior leader_note"),
    ("handed", "12345、信访局转", "hotline_12345 petition_office"),
    ("member", "成员单位移送", "member_unit"),
    ("screening", "排查发现", "screening"),
)
MATTER = Q(outcome="case")


def by_channel(present: Iterable[str]) -> list[Line]:
    lines = [Line(key, label, frozenset(codes.split())) for key, label, codes in CHANNELS]
    return [TOTAL, *lines]


def by_category(present: Iterable[str]) -> list[Line]:
    """The seven classes, each with those of its own that occur, and what has no class yet."""
    names = dict(Category.objects.order_by("-valid_from").values_list("code", "name"))
    found = sorted(present)
    lines = [TOTAL]
    for code in sorted(code for code in names if len(code) == 2):
        inner = [one for one in names if one.startswith(code)]
        lines.append(Line(code, names[code], frozenset(inner), group=code))
        lines += [
            Line(one, names[one], frozenset({one}), level=2, group=code)
            for one in found
            if one.startswith(code) and one != code and one in names
        ]
    unknown = frozenset({""} | {one for one in found if one not in names})
    return [*lines, Line("none", "未分类", unknown)]


def by_unit(present: Iterable[str]) -> list[Line]:
    """Units that have something, in the order of their codes."""
    names = dict(Unit.objects.filter(code__in=list(present)).values_list("code", "short_name"))
    return [TOTAL] + [
        Line(code, names.get(code, code), frozenset({code})) for code in sorted(present)
    ]


def by_receiver(present: Iterable[str]) -> list[Line]:
    """公安, 法院…: the same duty in every county is one line; outside the portal is another."""
    codes = {f"4104{kind}": kind for kind in present if kind}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    lines = [
        Line(kind, names.get(code, kind).removeprefix("市"), frozenset({kind}))
        for code, kind in sorted(codes.items())
    ]
    return [TOTAL, *lines, Line("outside", "系统外单位", frozenset({""}))]


def matters(**conditions: object) -> object:
    return that(outcome="case", **conditions)


def earlier(asked: Asked) -> Q:
    return within(asked.period.last_year()) & MATTER


def before(asked: Asked) -> Q:
    return within(asked.period.before()) & MATTER


def so_far(asked: Asked) -> Q:
    return within(asked.period.so_far()) & MATTER


def so_far_last_year(asked: Asked) -> Q:
    return within(asked.period.so_far().last_year()) & MATTER


INCOMING = Table(
    key="1",
    title="表一　总体情况",
    facts=ContactFact,
    by="channel",
    lines=by_channel,
    columns=(
        Column("pieces", "件次", matters(), note="登记为事项的来件，按登记日期、登记单位计"),
        Column(
            "people", "人次", matters(), adds="head_count", note="来访人数之和，其他形式一件一人"
        ),
        Column("first", "初件", matters(is_repeat=False)),
        Column("repeat", "重件", matters(is_repeat=True), note="同一人就同一事再次来件"),
        Column("single", "个访批次", matters(channel="visit", is_collective=False)),
        Column("group", "集体访批次", matters(is_collective=True), note="5人以上"),
        Column("group_people", "集体访人次", matters(is_collective=True), adds="head_count"),
        Column("earlier", "上年同期", earlier),
        Ratio("year_on_year", "同比", lambda n: change(n["pieces"], n["earlier"])),
        Column("before", "上期", before),
        Ratio("on_before", "环比", lambda n: change(n["pieces"], n["before"])),
        Column("so_far", "本年累计", so_far),
        Column("so_far_earlier", "上年累计", so_far_last_year, shown=False),
        Ratio("so_far_change", "累计同比", lambda n: change(n["so_far"], n["so_far_earlier"])),
    ),
    notes=(
        "只计一次咨询和误拨不在表内；作废的事项不计。",
        "同比＝（本期－上年同期）÷上年同期；上年同期为0时不计算，写“—”。",
    ),
    sums=(("pieces", ("first", "repeat")),),
)
CLASSES = Table(
    key="2",
    title="表二　权益分类",
    facts=ContactFact,
    by="category",
    lines=by_category,
    columns=(
        Column("pieces", "件次", matters(), note="与表一同口径，合计相等；以事项现在的类别为准"),
        Ratio("of_all", "占总量", lambda n: share(n["pieces"], n["all_pieces"])),
        Ratio("of_class", "占本类", lambda n: share(n["pieces"], n.get("group_pieces", 0))),
        Column("earlier", "上年同期", earlier),
        Ratio("year_on_year", "同比", lambda n: change(n["pieces"], n["earlier"])),
        Column("minor", "涉未成年人", matters(is_minor=True)),
        Column("violence", "涉家暴", matters(is_violence=True)),
        Column("male", "男性当事人", matters(is_male=True)),
    ),
)


def ended(asked: Asked) -> Q:
    return within(asked.period) & (Q(is_closed=True) | Q(due__lt=asked.today))


def in_time(asked: Asked) -> Q:
    return within(asked.period) & Q(is_closed=True, due__isnull=False, closed__lte=F("due"))


def fallen_due(asked: Asked) -> Q:
    closed = Q(is_closed=True, due__isnull=False)
    return within(asked.period) & (closed | Q(is_closed=False, due__lt=asked.today))


def late(asked: Asked) -> Q:
    still = Q(is_closed=False, due__lt=asked.today)
    return within(asked.period) & (still | Q(is_closed=True, closed__gt=F("due")))


HANDLED = (
    Column("should", "应办结", ended, note="已办结的，加上期限已到还没有办结的"),
    Column("closed", "已办结", that(is_closed=True)),
    Ratio("closed_share", "办结率", lambda n: share(n["closed"], n["should"])),
    Column("fallen", "已到期", fallen_due, shown=False),
    Column("in_time", "按期办结", in_time, note="办结日期不晚于严格期限日"),
    Ratio("in_time_share", "按期办结率", lambda n: share(n["in_time"], n["fallen"])),
    Column("late", "超期", late),
    Column("extended", "延期批准", that(is_extended=True)),
    Column("days_sum", "办理天数", that(is_closed=True), adds="days", shown=False),
    Ratio("days", "平均天数", lambda n: average(n["days_sum"], n["closed"])),
)
OWN = Table(
    key="4a",
    title="表四（一）　办理情况：按登记单位",
    facts=CaseFact,
    by="code",
    lines=by_unit,
    columns=(
        Column("pieces", "件数", that(), note="本期登记的事项，一件只计一次"),
        Column("spot", "当场答复", that(is_on_the_spot=True)),
        Column("referred", "转介", that(is_referred=True)),
        *HANDLED,
        Column("written", "书面答复", that(is_written=True)),
    ),
    notes=("办结率高低不作评比。办结、化解、满意是三件事，分列三栏。",),
)


REFERRED = Table(
    key="4b",
    title="表四（二）　办理情况：按承办单位",
    facts=ReferralFact,
    by="kind",
    lines=by_receiver,
    columns=(
        Column("pieces", "转介件数", that(), note="一件转介几个单位，计几次"),
        Column("received", "已签收", that(is_received=True)),
        Column("returned", "退回", that(is_returned=True)),
        *HANDLED,
        Column("chases", "催办次数", that(), adds="chases", opens=False),
    ),
    notes=("单位之间的期限是协调组的工作要求，不是法定期限。",),
)


def closed_in(**conditions: object) -> object:
    """Closed within the period, whenever it came in."""

    def where(asked: Asked) -> Q:
        first, after = asked.period.first, asked.period.after
        return Q(is_closed=True, closed__gte=first, closed__lt=after, **conditions)

    return where


OUTCOMES = Table(
    key="5",
    title="表五　结果与满意度",
    facts=CaseFact,
    by="code",
    lines=by_unit,
    columns=(
        Column("closed", "本期办结", closed_in(), note="本期内办结的事项，不论何时登记"),
        Column("supported", "支持诉求", closed_in(result="supported")),
        Column("partly", "部分支持", closed_in(result="partly")),
        Column("explained", "解释说明", closed_in(result="explained")),
        Column("not_supported", "不支持", closed_in(result="not_supported")),
        Column("mediated", "调解成功", closed_in(result="mediated")),
        Column("agreed", "书面协议", closed_in(result="agreed")),
        Column("protected", "落实保护", closed_in(result="protected")),
        Column(
            "legal_aid", "法援转介", closed_in(is_legal_aid=True), note="登记过法律援助转介或申请的"
        ),
        Column(
            "legal_aid_accepted",
            "法援受理",
            closed_in(is_legal_aid_accepted=True),
            note="决定援助、指派人员的，或者司法局反馈已受理的",
        ),
        Column("judicial_aid", "司法救助", closed_in(is_judicial_aid=True)),
        Column("social_aid", "社会救助", closed_in(is_social_aid=True)),
        Column("settled", "已化解", closed_in(settlement="settled")),
        Column("counsel", "疏导", closed_in(assistance="counsel")),
        Column("assist", "协理", closed_in(assistance="assist")),
        Column("act_for", "代理", closed_in(assistance="act_for")),
        Column("must_follow", "应回访", closed_in(needs_follow_up=True), note="已办结、非匿名"),
        Column("followed", "已回访", closed_in(is_followed=True)),
        Ratio("followed_share", "回访率", lambda n: share(n["followed"], n["must_follow"])),
        Column("good", "满意", closed_in(satisfaction="good")),
        Column("fair", "基本满意", closed_in(satisfaction="fair")),
        Column("bad", "不满意", closed_in(satisfaction="bad")),
        Column("silent", "未评价", closed_in(satisfaction="")),
        Ratio("judged_share", "参评率", lambda n: share(judged(n), n["closed"])),
        Ratio(
            "content",
            "满意率",
            lambda n: share(n["good"] + n["fair"], judged(n), fewest=FEWEST_JUDGED),
            note="（满意＋基本满意）÷已评价；评价不足10件时不计算",
        ),
    ),
    sums=(("closed", ("good", "fair", "bad", "silent")),),
)


def judged(numbers: dict[str, float]) -> float:
    return numbers["good"] + numbers["fair"] + numbers["bad"]


TABLES = (INCOMING, CLASSES, OWN, REFERRED, OUTCOMES)


def table_named(key: str) -> Table | None:
    return next((table for table in TABLES if table.key == key), None)
