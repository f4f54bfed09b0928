"""登记表 in steps: the blocks A–F of reference/cases.md §1.2. Each is saved by itself.

A form says whose fields it holds: `parts` maps registration, case, concerned, respondent to names.
"""

from django import forms

from cases.choices import Sex
from cases.choices.handling import Assistance, Purpose
from cases.choices.registration import (
    AskedBefore,
    Education,
    Evidence,
    ExtremeRisk,
    IdentityTag,
    Kinship,
    Marriage,
    Occupation,
    PartyKind,
    Reported,
    Urgency,
)
from cases.forms.block import BlockForm, area, asked, one, some, text, tick
from cases.forms.fields import PhoneField, PlaceField
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, DayField, NumberField
from portal.ui.moment import MomentField

CHILDREN = 3


@draftable("case-form-a")
class BlockA(BlockForm):
    purpose = one("信访目的", Purpose)
    external_number = text("外部编号（信访系统、12345、警情）")
    source_unit = text("来文单位")
    source_number = text("来文文号", 40)
    source_on = DayField(label="来文日期", required=False, lean="past")
    source_due_on = DayField(label="来文限办日期", required=False)
    source_note = text("领导批示或来文要求", 200)
    urgency = forms.ChoiceField(label="紧急程度", choices=Urgency.choices, widget=Chips)
    extreme_risk = forms.ChoiceField(
        label="有无自伤、伤人等极端风险", choices=ExtremeRisk.choices, widget=Chips
    )
    extreme_note = text("已采取的措施", 200)
    head_count = NumberField(label="来访人数", min_value=0, max_value=9999)
    delegates = NumberField(label="代表人数（不超过5人）", required=False, min_value=0, max_value=5)
    involved = NumberField(label="涉及人数", required=False, min_value=0, max_value=999_999)
    is_collective = tick("集体访（5人以上）")
    is_joint = tick("联名")
    keeps_secret = tick("实名但要求保密")
    is_major = tick("重大紧急")
    is_litigation = tick("涉法涉诉")
    is_backlog = tick("历史积案（来源标注）")
    parts = {
        "case": ("purpose", "external_number"),
        "registration": (
            "source_unit", "source_number", "source_on", "source_due_on", "source_note", "urgency",
            "extreme_risk", "extreme_note", "head_count", "delegates", "involved",
            "is_collective", "is_joint", "keeps_secret", "is_major", "is_litigation", "is_backlog",
        ),
    }  # fmt: skip
    rows = (
        ("purpose", "external_number"),
        ("urgency", "extreme_risk"),
        ("extreme_note",),
        ("head_count", "delegates", "involved"),
        ("is_collective", "is_joint", "keeps_secret"),
        ("is_major", "is_litigation", "is_backlog"),
        ("source_unit", "source_number"),
        ("source_on", "source_due_on", "source_note"),
    )


@draftable("case-form-b")
class BlockB(BlockForm):
    name = text("当事人姓名", 30)
    sex = forms.ChoiceField(label="性别", choices=Sex.choices, widget=Chips)
    birth_year = NumberField(label="出生年", required=False, min_value=1900)
    phone = PhoneField(label="联系电话", required=False)
    identity_number = text("证件号码（选填）", 30)
    ethnicity = text("民族", 20)
    marriage = one("婚姻状况", Marriage)
    education = one("文化程度", Education)
    occupation = one("职业", Occupation)
    employer = text("工作单位")
    registered_place = PlaceField(label="户籍地")
    living_place = PlaceField(label="常住地")
    whereabouts = text("现住址（不对外、不打印）", 120)
    tags = some("身份（与帮助有关的才选）", IdentityTag)
    is_first_time = asked("首次向妇联求助")
    asked_before = some("以前找过", AskedBefore)
    parts = {
        "concerned": (
            "name", "sex", "birth_year", "phone", "identity_number", "ethnicity", "marriage",
            "education", "occupation", "employer", "registered_place", "living_place",
            "whereabouts", "tags",
        ),
        "registration": ("is_first_time", "asked_before"),
    }  # fmt: skip
    rows = (
        ("name", "phone", "birth_year"),
        ("sex", "marriage"),
        ("education", "occupation", "ethnicity"),
        ("employer", "identity_number"),
        ("registered_place", "living_place"),
        ("whereabouts",),
        ("tags",),
        ("is_first_time", "asked_before"),
    )


@draftable("case-form-c")
class BlockC(BlockForm):
    kind = forms.ChoiceField(label="类型", choices=PartyKind.choices, widget=Chips)
    name = text("姓名或名称", 30)
    kinship = one("与当事人关系", Kinship)
    sex = forms.ChoiceField(label="性别", choices=Sex.choices, widget=Chips)
    birth_year = NumberField(label="出生年", required=False, min_value=1900)
    phone = PhoneField(label="电话", required=False)
    employer = text("职业、单位")
    credit_code = text("统一社会信用代码", 18)
    whereabouts = text("住址", 120)
    reported = some("据反映有", Reported)
    reported_by = text("据谁反映", 40)
    parts = {
        "respondent": (
            "kind", "name", "kinship", "sex", "birth_year", "phone", "employer", "credit_code",
            "whereabouts", "reported", "reported_by",
        ),
    }  # fmt: skip
    rows = (
        ("kind",),
        ("name", "kinship", "birth_year"),
        ("sex", "phone"),
        ("employer", "credit_code"),
        ("whereabouts",),
        ("reported", "reported_by"),
    )

    def clean(self):
        data = super().clean()
        if data.get("reported") and not data.get("reported_by"):
            self.add_error("reported_by", "这些只是反映，请写明据谁反映。")
        return data


def child_fields():
    """Three children, each a row of fields with its number."""
    made = {}
    for number in range(1, CHILDREN + 1):
        made |= {
            f"name_{number}": text(f"第{number}个孩子怎么称呼", 30),
            f"birth_year_{number}": NumberField(label="出生年", required=False, min_value=1900),
            f"school_{number}": text("就读学校（不外发）"),
            f"cared_by_{number}": text("现由谁照护", 40),
            f"saw_violence_{number}": asked("目睹暴力"),
        }
    return made


CHILD = ("name", "birth_year", "school", "cared_by", "saw_violence")


class ChildrenForm(BlockForm):
    victims = NumberField(label="当事人人数", min_value=0, max_value=9999)
    parts = {"registration": ("victims",)}

    def values(self):
        data = self.cleaned_data
        children = [
            {name: data[f"{name}_{number}"] for name in CHILD} for number in range(1, CHILDREN + 1)
        ]
        told = [child for child in children if any(v not in ("", None) for v in child.values())]
        return super().values() | {"children": told}


BlockD = draftable("case-form-d")(
    type(
        "BlockD",
        (ChildrenForm,),
        child_fields()
        | {
            "__module__": __name__,
            "rows": (
                ("victims",),
                *(
                    names
                    for n in range(1, CHILDREN + 1)
                    for names in (
                        (f"name_{n}", f"birth_year_{n}", f"saw_violence_{n}"),
                        (f"school_{n}", f"cared_by_{n}"),
                    )
                ),
            ),
        },
    )
)


@draftable("case-form-e")
class BlockE(BlockForm):
    happened_when = text("事发时间")
    happened_at = PlaceField(label="事发地")
    requests = area("诉求（一行一条，答复时逐条答复）", rows=4)
    law = text("涉及法条", 120)
    evidence = some("已有证据", Evidence)
    police_report = text("报警情况（警情号、出警单位、结果）", 200)
    proceedings = text("诉讼、仲裁、复议（案号、阶段）", 200)
    attachments = text("所附材料", 200)
    parts = {
        "registration": (
            "happened_when", "happened_at", "requests", "law", "evidence", "police_report",
            "proceedings", "attachments",
        ),
    }  # fmt: skip
    rows = (
        ("happened_when", "happened_at"),
        ("requests",),
        ("evidence",),
        ("police_report",),
        ("proceedings",),
        ("law", "attachments"),
    )


@draftable("case-form-f")
class BlockF(BlockForm):
    assistance = one("疏导、协理、代理", Assistance)
    opinion = area("接待时的意见和处理")
    promised_on = DayField(label="承诺哪天答复", required=False, lean="future")
    consented_at = MomentField(label="本人何时同意登记和处理个人信息", required=False)
    consented_how = text("怎样同意（电话口头、当面签字等）")
    name = text("代理人姓名（有人代理的才填）", 30)
    kinship = one("代理人与当事人关系", Kinship)
    phone = PhoneField(label="代理人电话", required=False)
    employer = text("代理人单位、职务（律师、信访代理员等）")
    letter_of_authority = text("委托书（日期、权限、期限）", 100)
    parts = {
        "case": ("assistance",),
        "registration": ("opinion", "promised_on", "consented_at", "consented_how"),
        "agent": ("name", "kinship", "phone", "employer", "letter_of_authority"),
    }
    rows = (
        ("assistance", "promised_on"),
        ("opinion",),
        ("consented_at", "consented_how"),
        ("name", "kinship", "phone"),
        ("employer", "letter_of_authority"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "letter_of_authority"
        ].help_text = "原件扫描或拍照，在事项页“材料”里上传，用途选“委托书”。"

    def clean(self):
        data = super().clean()
        has_agent = data.get("name") or data.get("phone") or data.get("employer")
        if has_agent and not data.get("letter_of_authority"):
            self.add_error(
                "letter_of_authority", "有代理人的，请写明委托书的日期和权限；还没有的写“待补”。"
            )
        if data.get("assistance") == Assistance.ACT_FOR and not data.get("name"):
            self.add_error("name", "选了“代理”，请写明代理人。")
        return data


BLOCKS = {"a": BlockA, "b": BlockB, "c": BlockC, "d": BlockD, "e": BlockE, "f": BlockF}
