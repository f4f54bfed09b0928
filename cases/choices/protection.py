"""告诫书、人身安全保护令、证据、安全计划: the short strings."""

from django.db import models

from portal.ui.choices import Tone


class OrderStatus(models.TextChoices):
    PREPARING = "preparing", "准备材料"
    FILED = "filed", "已交法院"
    ACCEPTED = "accepted", "法院已受理"
    ISSUED = "issued", "已作出保护令"
    REFUSED = "refused", "裁定驳回"
    WITHDRAWN = "withdrawn", "撤回申请"
    ENDED = "ended", "已失效"

    @property
    def tone(self) -> Tone:
        return ORDER_TONES.get(self, Tone.NEUTRAL)


ORDER_TONES = {
    OrderStatus.PREPARING: Tone.BRAND,
    OrderStatus.FILED: Tone.INFO,
    OrderStatus.ACCEPTED: Tone.INFO,
    OrderStatus.ISSUED: Tone.GOOD,
}


class Applicant(models.TextChoices):
    HERSELF = "herself", "本人申请"
    ON_BEHALF = "on_behalf", "妇联代为申请"


class Ground(models.TextChoices):
    """When the federation may apply for her: 反家庭暴力法 23, 法释〔2022〕17号 2."""

    INCAPABLE = "incapable", "无民事行为能力、限制民事行为能力"
    FORCED = "forced", "受到强制、威吓等无法申请"
    OLD = "old", "年老"
    DISABLED = "disabled", "残疾"
    ILL = "ill", "重病"


class Measure(models.TextChoices):
    """反家庭暴力法 29, 法释〔2022〕17号 10."""

    NO_VIOLENCE = "no_violence", "禁止实施家庭暴力"
    NO_CONTACT = "no_contact", "禁止骚扰、跟踪、接触本人及相关近亲属"
    MOVE_OUT = "move_out", "责令迁出住所"
    NO_MESSAGES = "no_messages", "禁止以电话、短信、网络等方式侮辱、诽谤、威胁"
    NO_PLACES = "no_places", "禁止在住所、学校、工作单位等一定范围内活动"
    OTHER = "other", "保护人身安全的其他措施"


class CheckKind(models.TextChoices):
    VISIT = "visit", "查访"
    BREACH = "breach", "违反"


class EvidenceState(models.TextChoices):
    HAVE = "have", "已有"
    CAN = "can", "可取得"
    NONE = "none", "没有"
    UNKNOWN = "unknown", "未问"


# 法释〔2022〕17号 6, in its order.
EVIDENCE = (
    ("statement", "当事人陈述"),
    ("warning", "告诫书、行政处罚决定书"),
    ("police", "出警记录、询问笔录、接警记录、报警回执"),
    ("remorse", "悔过书、保证书"),
    ("recordings", "记载家庭暴力的视听资料"),
    ("messages", "电话录音、短信、聊天记录、电子邮件"),
    ("medical", "诊疗记录"),
    ("records", "单位、民政、村（居）委会、妇联、残联等收到投诉求助的记录"),
    ("testimony", "未成年子女的相适应证言，亲友、邻居等的证言"),
    ("injury", "伤情鉴定意见"),
    ("other", "其他能证明的证据"),
)

# Elements of a safety plan (reference cases.md §4.5), with what is thought of beside each.
PLAN = (
    ("way_out", "撤离路线", "从每个房间怎么出去；避开厨房、浴室"),
    ("bag", "应急包放在哪", "证件、银行卡、钥匙、药、现金、换洗衣物、孩子用品，放亲友处"),
    ("copies", "备用钥匙和证件复印件", ""),
    ("neighbour", "与邻居的约定", "听到打闹就报警，或敲击暗号"),
    ("word", "与亲友的暗语", ""),
    ("phone", "独立的手机、话费和电话表", "110、12110短信报警、12338、主席电话"),
    ("diary", "记录威胁的办法", "日记、录音存在对方找不到的地方"),
    ("helper", "接应人", "行动不便的，谁来接"),
    ("dangerous", "危险物品怎么收好", ""),
    ("calm", "冲突刚起时怎么争取时间", ""),
    ("children", "孩子的安全", "孩子怎么说、去哪里；要不要告诉学校"),
    ("place", "可以去的地方", "庇护场所、亲友、医院"),
)
