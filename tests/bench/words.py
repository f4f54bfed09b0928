"""Names and stories of the bench: made up, the same in every run, in the lengths of real ones."""

import random
from functools import cache

from portal.search import tokens

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = "芳娟敏静丽艳娜玲燕霞英兰桂梅云秀红春花月琴素荣凤玉翠香莲珍莉雪巧美惠洁晴岚溪禾宁"
COMMON, RARE = "家庭暴力", "越界占地"  # in one story of eleven; in forty of all
CLAUSES = (
    "来电人称与丈夫结婚多年", "婚后感情一直不好", "近一个月争吵不断", "孩子由老人照看",
    "要求帮助调解", "村里已经调解过两次", "对方拒绝到场", "希望妇联出面协调", "房屋登记在对方名下",
    "彩礼和嫁妆没有说清", "承包地被收回", "户口迁出后没有分到补偿款", "单位拒绝续签劳动合同",
    "孕期被调离岗位", "工资拖欠三个月", "想申请人身安全保护令", "已向派出所报警",
    "派出所出具了告诫书",
    "不知道怎样起诉离婚", "询问抚养费的标准", "对方长期不支付抚养费", "要求变更抚养权",
    "老人无人赡养",
    "兄弟姐妹互相推诿", "邻居因宅基地发生争执", "儿媳与婆婆有矛盾", "孩子在学校被欺负",
    "担心孩子的上学问题", "现在暂住在娘家", "目前情绪比较稳定", "希望对她的情况保密",
    "留下了联系电话", "已经告知可以申请法律援助", "约定下周到妇联面谈", "带来了结婚证和户口本",
    "材料还没有准备齐全", "之前在信访局登记过", "法院已经受理但还没有开庭", "对判决结果不服",
    "愿意接受调解", "只想问一问政策", "想了解两癌检查的安排", "创业贷款没有批下来",
    "请求帮助联系用人单位", "要求赔礼道歉", "网上有人散布她的隐私", "担心遭到报复", "急需临时住处",
)  # fmt: skip


def person(chance: random.Random) -> str:
    name = chance.choice(SURNAMES) + chance.choice(GIVEN)
    return name if chance.random() < 0.3 else name + chance.choice(GIVEN)


def story(chance: random.Random, extra: str = "") -> list[str]:
    """Clauses of one story: 40 to 300 characters. `extra` is put among them."""
    clauses = [chance.choice(CLAUSES) for _ in range(chance.randint(5, 28))]
    if extra:
        clauses[len(clauses) // 2] = f"反映{extra}问题"
    return clauses


def tell(clauses: list[str]) -> str:
    return "，".join(clauses) + "。"


# The tokens of each clause and name are worked out once: a million stories are made of few clauses.
# tests/bench/test_load.py holds that they are those of the product's own tokens_of().
@cache
def of_clause(clause: str) -> frozenset[int]:
    return frozenset(tokens.of_text(clause))


@cache
def of_person(name: str) -> frozenset[int]:
    return frozenset((*tokens.of_text(name), *tokens.of_title(name), *tokens.of_name(name)))


@cache
def of_title(title: str) -> frozenset[int]:
    return frozenset((*tokens.of_text(title), *tokens.of_title(title)))


@cache
def of_phone(phone: str) -> frozenset[int]:
    return frozenset(tokens.of_phone(phone))


def of_number(number: str) -> set[int]:
    runs = tokens.RUNS.findall(tokens.fold(number))
    return {*tokens.of_text(number, keeps_long=True), tokens.number("=" + "".join(runs))}


def case_tokens(name: str, title: str, numbers: list[str], phone: str, clauses: list[str]):
    found = set(of_phone(phone))
    found.update(of_person(name), of_title(title))
    for number in numbers:
        found.update(of_number(number))
    for clause in clauses:
        found.update(of_clause(clause))
    return sorted(found)
