"""Safety, domestic violence and minors: the short strings, and the questions that are asked.

The four questions and the fifteen items are this portal's own wording (reference cases.md §4.3):
a working aid, no validated scale, which is printed on the form.
"""

from dataclasses import dataclass

from django.db import models

from portal.ui.choices import Tone


class RiskLevel(models.TextChoices):
    """Colour of a case of violence, the mildest first."""

    BLUE = "blue", "蓝"
    YELLOW = "yellow", "黄"
    ORANGE = "orange", "橙"
    RED = "red", "红"

    @property
    def tone(self) -> Tone:
        return RISK_TONES[self]

    @property
    def rank(self) -> int:
        return list(RiskLevel).index(self)


RISK_TONES = {
    RiskLevel.BLUE: Tone.INFO,
    RiskLevel.YELLOW: Tone.NEUTRAL,
    RiskLevel.ORANGE: Tone.SOON,
    RiskLevel.RED: Tone.LATE,
}


class Answer(models.TextChoices):
    """`grave` is a yes in the form that alone makes the case red (the item says which)."""

    YES = "yes", "是"
    GRAVE = "grave", "是，属红线"
    NO = "no", "否"
    UNKNOWN = "unknown", "不知道"


PLAIN_ANSWERS = [(one.value, str(one.label)) for one in (Answer.YES, Answer.NO, Answer.UNKNOWN)]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `is_red_line`: any yes makes red; `grave` names the yes that does."""

    name: str
    words: str
    is_red_line: bool = False
    grave: str = ""

    @property
    def answers(self) -> list[tuple[str, str]]:
        if not self.grave:
            return PLAIN_ANSWERS
        return [PLAIN_ANSWERS[0], (Answer.GRAVE.value, self.grave), *PLAIN_ANSWERS[1:]]


FIRST_QUESTIONS = (
    Item("happening", "正在发生吗？", is_red_line=True),
    Item("injured", "有没有受伤？", is_red_line=True),
    Item("lethal", "有没有掐脖子、拿凶器、扬言杀人？", is_red_line=True),
    Item("child", "孩子在不在场、有没有被打？", is_red_line=True),
)

ITEMS = (
    Item("choked", "曾被掐、勒脖子，捂口鼻、按水里，以致不能呼吸", is_red_line=True),
    Item("weapon", "对方用刀、棍、酒瓶、汽油、农药等威胁过或用过", is_red_line=True),
    Item("threat", "对方扬言杀你、杀孩子或者“同归于尽”", is_red_line=True),
    Item("worse", "近一年打得更频繁或更重"),
    Item("leaving", "你正在或刚提出分开、离婚、报警，对方反应激烈"),
    Item("stalking", "对方跟踪、监视、反复骚扰或砸毁物品"),
    Item("forced", "对方强迫发生性行为"),
    Item("pregnant", "怀孕、哺乳期或产后仍被打", grave="是，现在正怀孕"),
    Item("children", "对方打过孩子，或当着孩子的面施暴", grave="是，打过孩子"),
    Item("drunk", "对方几乎天天醉酒或吸毒"),
    Item("control", "对方控制你的钱、手机、出门或交往"),
    Item("suicide", "对方威胁自杀或自杀过"),
    Item("again", "曾报警、有告诫书或保护令，对方仍再犯", grave="是，违反保护令"),
    Item("wounded", "受过需要就医的伤"),
    Item("belief", "你本人相信对方可能会杀你", is_red_line=True),
)


class ScreeningKind(models.TextChoices):
    FIRST = "first", "首次四问"
    FULL = "full", "十五项评估"
    UNCHANGED = "unchanged", "再次联系，无变化"
    RAISED = "raised", "上调"
    LOWERED = "lowered", "主管下调"


class ActKind(models.TextChoices):
    """What is done to keep her safe, beside the call to the police."""

    CHAIR = "chair", "告知主席"
    SAFE_PLACE = "safe_place", "安全住处（亲友、医院等）"
    SHELTER = "shelter", "入住庇护场所"
    ACCOMPANY = "accompany", "陪同报案"
    POLICE_LETTER = "police_letter", "致同级公安机关函"
    MEDICAL = "medical", "就医、伤情鉴定"
    COUNSEL = "counsel", "心理辅导"
    GUARDIANSHIP = "guardianship", "监护安排"
    AID_APPLIED = "aid_applied", "申请法律援助"
    AID_GRANTED = "aid_granted", "法律援助：决定援助"
    AID_REFUSED = "aid_refused", "法律援助：决定不予援助"
    AID_ASSIGNED = "aid_assigned", "法律援助：已指派人员"

    @property
    def has_place(self) -> bool:
        return self in (ActKind.SAFE_PLACE, ActKind.SHELTER)


class MinorSituation(models.TextChoices):
    """强制报告意见（2020）: what has to be reported."""

    INJURY = "injury", "身体有非正常损伤"
    NEGLECT = "neglect", "严重营养不良、意识不清等"
    VIOLENCE = "violence", "家庭暴力、欺凌、虐待"
    SEXUAL = "sexual", "性侵害，或怀孕、流产"
    ABANDONED = "abandoned", "被遗弃、长期无人照料"
    TRAFFICKED = "trafficked", "失踪、被拐卖、来源不明"
    BEGGING = "begging", "被组织乞讨"
    OTHER = "other", "其他可能遭受侵害的情形"


class MinorOutcome(models.TextChoices):
    REPORTED = "reported", "已向公安机关报告"
    NOT_REQUIRED = "not_required", "经核实不属于应当报告的情形"
