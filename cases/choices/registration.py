"""What the blocks A–F of the full registration ask (reference cases.md §1.2)."""

from django.db import models


class Urgency(models.TextChoices):
    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"
    EXTREME = "extreme", "特急"


class PartyKind(models.TextChoices):
    PERSON = "person", "个人"
    UNIT = "unit", "单位"
    VILLAGE = "village", "村集体"
    OFFICIAL = "official", "机关工作人员"


class Marriage(models.TextChoices):
    SINGLE = "single", "未婚"
    FIRST = "first", "初婚"
    AGAIN = "again", "再婚"
    REJOINED = "rejoined", "复婚"
    DIVORCED = "divorced", "离异"
    WIDOWED = "widowed", "丧偶"
    COHABITING = "cohabiting", "同居"
    SEPARATED = "separated", "分居"
    UNKNOWN = "unknown", "不详"


class Education(models.TextChoices):
    NONE = "none", "文盲半文盲"
    PRIMARY = "primary", "小学"
    MIDDLE = "middle", "初中"
    HIGH = "high", "高中（中专）"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    GRADUATE = "graduate", "研究生"
    UNKNOWN = "unknown", "不详"


class Occupation(models.TextChoices):
    FARMING = "farming", "务农"
    MIGRANT = "migrant", "务工"
    SELF_EMPLOYED = "self_employed", "个体"
    COMPANY = "company", "企业职工"
    OFFICE = "office", "机关事业"
    HOUSEWORK = "housework", "家务"
    STUDENT = "student", "学生"
    RETIRED = "retired", "离退休"
    JOBLESS = "jobless", "无业"
    OTHER = "other", "其他"


class IdentityTag(models.TextChoices):
    """身份标签, several; asked only where it changes what is done for her."""

    LEFT_BEHIND = "left_behind", "留守妇女"
    MIGRANT = "migrant", "流动妇女"
    DISABLED = "disabled", "残疾"
    SINGLE_MOTHER = "single_mother", "单亲母亲"
    POOR = "poor", "低保、特困、监测户"
    CANCER = "cancer", "两癌患病"
    PREGNANT = "pregnant", "孕期"
    NURSING = "nursing", "哺乳期"
    ELDERLY = "elderly", "老年"
    MARRIED_IN = "married_in", "外来媳妇"
    BEREAVED = "bereaved", "失独"
    SOLDIER_FAMILY = "soldier_family", "军属"
    LEFT_CHILD = "left_child", "留守儿童"
    NEEDY_CHILD = "needy_child", "困境儿童"
    ORPHAN = "orphan", "孤儿、事实无人抚养"


class Kinship(models.TextChoices):
    """Who the respondent or a child is to the person concerned."""

    SPOUSE = "spouse", "配偶"
    FORMER_SPOUSE = "former_spouse", "前配偶"
    PARTNER = "partner", "恋人"
    FORMER_PARTNER = "former_partner", "前恋人"
    COHABITANT = "cohabitant", "同居"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    IN_LAW = "in_law", "公婆、岳父母"
    RELATIVE = "relative", "其他亲属"
    GUARDIAN = "guardian", "监护人"
    TEACHER = "teacher", "教师"
    EMPLOYER = "employer", "雇主、同事"
    NEIGHBOUR = "neighbour", "邻居"
    STRANGER = "stranger", "陌生人"
    NONE = "none", "其他"


class Reported(models.TextChoices):
    """据反映: what she said of the respondent; kept with its source, never a label of his."""

    DRINKING = "drinking", "酗酒"
    GAMBLING = "gambling", "赌博"
    DRUGS = "drugs", "吸毒"
    ILLNESS = "illness", "精神障碍"
    RECORD = "record", "曾受处罚"


class AskedBefore(models.TextChoices):
    """曾求助渠道."""

    POLICE = "police", "110、派出所"
    VILLAGE = "village", "村（社区）"
    COURT = "court", "法院"
    CIVIL = "civil", "民政"
    PETITION = "petition", "信访部门"
    HOTLINE = "hotline", "12345"
    MEDIA = "media", "媒体"


class Evidence(models.TextChoices):
    """证据清单 (法释〔2022〕17号第六条)."""

    STATEMENT = "statement", "当事人陈述"
    WARNING = "warning", "告诫书、行政处罚决定书"
    POLICE = "police", "出警记录、询问笔录、报警回执"
    PLEDGE = "pledge", "悔过书、保证书"
    RECORDING = "recording", "视听资料"
    MESSAGES = "messages", "电话录音、短信、聊天、邮件"
    MEDICAL = "medical", "诊疗记录"
    COMPLAINT = "complaint", "单位、村居、妇联等的求助记录"
    WITNESS = "witness", "子女、亲友、邻居证言"
    INJURY = "injury", "伤情鉴定"
    OTHER = "other", "其他"


class ExtremeRisk(models.TextChoices):
    """有无自伤、伤人等极端风险 (users.md c18: no label on a person)."""

    NO = "no", "没有"
    YES = "yes", "有"
    UNKNOWN = "unknown", "不清楚"
