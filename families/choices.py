from django.db import models

from portal.ui.choices import Tone


class HouseholdKind(models.TextChoices):
    """The four carriers of 鲁妇发〔2013〕15号, and 机关."""

    RURAL = "rural", "农村"
    COMMUNITY = "community", "社区"
    ENTERPRISE = "enterprise", "企业"
    MIGRANT = "migrant", "外来务工"
    ORGAN = "organ", "机关"


class GroupKind(models.TextChoices):
    TEN_HOUSEHOLDS = "ten_households", "十户联创"
    STAIRWELL = "stairwell", "单元联防"
    NEIGHBOURS = "neighbours", "邻里守望"


class HouseholdStatus(models.TextChoices):
    ACTIVE = "active", "在册"
    MOVED = "moved", "已迁出"
    CLOSED = "closed", "已销户"

    @property
    def tone(self) -> Tone:
        return Tone.GOOD if self is HouseholdStatus.ACTIVE else Tone.NEUTRAL


class StandardStatus(models.TextChoices):
    DRAFT = "draft", "未启用"
    FROZEN = "frozen", "已启用"
    RETIRED = "retired", "已停用"

    @property
    def tone(self) -> Tone:
        tones = {StandardStatus.DRAFT: Tone.INFO, StandardStatus.FROZEN: Tone.GOOD}
        return tones.get(self, Tone.NEUTRAL)


class BlockKind(models.TextChoices):
    """前提: all held, or the year ends. 评分: its items give points. 附加: a capped bonus.
    服务: asked, never scored."""

    PREMISE = "premise", "前提"
    SCORED = "scored", "评分"
    BONUS = "bonus", "附加"
    SERVICE = "service", "服务（不计分）"


class RuleKind(models.TextChoices):
    """How an item gives points. Typed: nothing typed by a person is ever computed."""

    MET = "met", "符合得满分"
    OCCURRENCE = "occurrence", "每发生一次扣分"
    UNDER = "under", "低于标准每差一个单位扣分"
    STEPS = "steps", "分档给分"
    LIST = "list", "按符合的条数给分"
    RANGE = "range", "在范围内酌情给分"
    BONUS = "bonus", "加分，有封顶"
    GIVEN = "given", "由其他单位给分"
    VETO = "veto", "否决"


class StarBy(models.TextChoices):
    POINTS = "points", "按总分"
    GOODS = "goods", "七无加“好”的项数"


class RoundStatus(models.TextChoices):
    DRAFT = "draft", "准备中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"

    @property
    def tone(self) -> Tone:
        tones = {RoundStatus.DRAFT: Tone.INFO, RoundStatus.OPEN: Tone.BRAND}
        return tones.get(self, Tone.NEUTRAL)


class Stage(models.TextChoices):
    SELF = "self", "家庭自评"
    VILLAGE = "village", "村（社区）初评"
    TOWN = "town", "乡镇（街道）审核"
    COUNTY = "county", "县（市、区）评定"
    CITY = "city", "市级复核"
    DONE = "done", "评定完毕"

    @property
    def short(self) -> str:
        return STAGE_SHORT[self]


STAGE_SHORT = {
    Stage.SELF: "自评",
    Stage.VILLAGE: "初评",
    Stage.TOWN: "审核",
    Stage.COUNTY: "评定",
    Stage.CITY: "市级",
    Stage.DONE: "完毕",
}
# The stages in order, and the level of unit that works at each (the family's own is typed in by
# the village).
STAGES = (Stage.SELF, Stage.VILLAGE, Stage.TOWN, Stage.COUNTY, Stage.CITY)


class EntryState(models.TextChoices):
    """Where a household stands in this year's round, beside its stage."""

    TAKING_PART = "taking_part", "参评"
    AWAY = "away", "未在家"
    DECLINED = "declined", "不参加"
    MOVED = "moved", "迁出"
    REPORTED = "reported", "报县级核实"
    WITHDRAWN = "withdrawn", "家庭退出"
    NOT_LISTED = "not_listed", "未列入本次名单"

    @property
    def tone(self) -> Tone:
        tones = {EntryState.TAKING_PART: Tone.GOOD, EntryState.REPORTED: Tone.INFO}
        return tones.get(self, Tone.NEUTRAL)


# One tap by the village; the household leaves the denominator and may come back before handing in.
MARKS = (EntryState.AWAY, EntryState.DECLINED, EntryState.MOVED)


# Who stands in the figures of a round: 参评, and who waits for the county's word.
COUNTED = (EntryState.TAKING_PART, EntryState.REPORTED)


class Finding(models.TextChoices):
    """What the village says to 七无, and nothing more (users.md c9)."""

    NONE_FOUND = "none_found", "未发现"
    REPORTED = "reported", "报县级核实"


class Ground(models.TextChoices):
    """The lawful documents on which alone a county may say that a premise is not held."""

    WARNING = "warning", "家庭暴力告诫书"
    PENALTY = "penalty", "行政处罚决定书"
    JUDGMENT = "judgment", "生效裁判文书"


class Decision(models.TextChoices):
    STAYS = "stays", "继续参评"
    LEAVES = "leaves", "未列入本次名单"


class StationKind(models.TextChoices):
    HOTLINE = "hotline", "12338服务中心"
    STATION = "station", "维权站"
    HOME = "home", "妇女之家"
    MEDIATION = "mediation", "婚姻家庭纠纷调解室"
    SHELTER = "shelter", "临时庇护所"


class ModelLevel(models.TextChoices):
    COUNTY = "county", "县级示范"
    CITY = "city", "市级示范"
    PROVINCE = "province", "省级示范"


class SelectionState(models.TextChoices):
    """入选市级示范户: 拟命名 until the naming paper; whoever is taken off stays written down."""

    CHOSEN = "chosen", "拟命名"
    OFF = "off", "撤下"
    NAMED = "named", "已命名"

    @property
    def tone(self) -> Tone:
        tones = {SelectionState.CHOSEN: Tone.INFO, SelectionState.NAMED: Tone.GOOD}
        return tones.get(self, Tone.NEUTRAL)


class OffBy(models.TextChoices):
    """Why a household is no longer on the list: a code, never a story."""

    OBJECTION = "objection", "异议成立"
    RECHECK = "recheck", "复核不符"
    FAMILY = "family", "家庭退出"
    NOT_LISTED = "not_listed", "未列入本次名单"


class Recheck(models.TextChoices):
    """What the drawn households turned out to be."""

    OPEN = "open", "待复核"
    STANDS = "stands", "相符"
    FAILS = "fails", "不符"


class HeardBy(models.TextChoices):
    """How an objection came; none is ever asked to come in person."""

    PHONE = "phone", "电话"
    LETTER = "letter", "书面"
    VISIT = "visit", "当面"


class Outcome(models.TextChoices):
    UPHELD = "upheld", "成立"
    DISMISSED = "dismissed", "不成立"

    @property
    def tone(self) -> Tone:
        return Tone.NEUTRAL if self is Outcome.DISMISSED else Tone.SOON


class PlaqueEnd(models.TextChoices):
    """Why a plaque no longer holds."""

    REISSUED = "reissued", "补制新牌"
    WITHDRAWN = "withdrawn", "撤销"
    FAMILY = "family", "户主申请退出"


class PlaqueCheck(models.TextChoices):
    """年度复核. A family that gives its plaque back is asked for no reason."""

    KEEPS = "keeps", "保留"
    MENDS = "mends", "限期改进"
    WITHDRAWN = "withdrawn", "撤销"
    FAMILY = "family", "户主申请退出"

    @property
    def ends(self) -> bool:
        return self in (PlaqueCheck.WITHDRAWN, PlaqueCheck.FAMILY)


class VettingBody(models.TextChoices):
    """Who may be asked about a list where a national rule allows it (联审)."""

    POLICE = "police", "公安机关"
    JUSTICE = "justice", "司法行政机关"
    POLITICAL = "political", "政法委"
    CIVIL = "civil", "民政部门"
    OWN = "own", "妇联"
