"""The whole policy on one page: permissions, roles, and which role is granted what.

Pure data; the page 权限一览 prints it. A role says two things: what one may do, and how far one
sees (`Reach`). Roles combine, except the three administrators of 三员分立: each stands alone and
sees no row of content.
"""

from enum import Enum
from typing import Self

from portal.access.labels import Labelled


class Permission(Labelled):
    """One thing a person may do. The label is what the policy page prints."""

    DESK = "desk", "使用工作台、通知和草稿"
    POLICY_VIEW = "policy_view", "查看权限一览"
    CASE_VIEW = "case_view", "查看来件和事项"
    CASE_REGISTER = "case_register", "登记来件"
    CASE_HANDLE = "case_handle", "办理事项"
    CASE_UNMASK = "case_unmask", "查看姓名、电话全文（记录）"
    CASE_RECUSE = "case_recuse", "登记回避"
    CASE_LABEL = "case_label", "调整知悉范围"
    CASE_EMERGENCY = "case_emergency", "应急查阅"
    CASE_LEAD = "case_lead", "主管：同意办结、查看查阅记录"
    CASE_FIGURES = "case_figures", "查看和下载统计表"
    FIGURES_ISSUE = "figures_issue", "报出统计数字"
    CAMPAIGN_VIEW = "campaign_view", "查看维权周活动"
    FAMILY_VIEW = "family_view", "查看平安家庭"
    STATION_KEEP = "station_keep", "维护维权站等阵地名录"
    ACCOUNT_MANAGE = "account_manage", "管理本单位及下级账号"
    ACCOUNT_MANAGE_ALL = "account_manage_all", "管理全部账号"
    UNIT_MANAGE = "unit_manage", "管理单位和区划"
    REFERENCE_EDIT = "reference_edit", "维护参考数据"
    ROLE_GRANT_HIGH = "role_grant_high", "授予主管以上岗位"
    LOG_VIEW_UNIT = "log_view_unit", "查看本单位日志"
    LOG_VIEW_ALL = "log_view_all", "查看全部日志"
    PAPER_VIEW = "paper_view", "查看文书登记簿"
    PAPER_ISSUE = "paper_issue", "生成文书、上传定稿"
    PAPER_VOID = "paper_void", "作废本单位文书"
    REFERRAL_VIEW = "referral_view", "查看转入、转出和转送"
    REFERRAL_SEND = "referral_send", "转介、催办、审核反馈"
    REFERRAL_RECEIVE = "referral_receive", "签收、反馈转入事项"
    REFERRAL_RULE = "referral_rule", "市级转出和裁定"
    CASE_TRANSFER = "case_transfer", "转送、接收事项"
    CAMPAIGN_PLAN = "campaign_plan", "筹备、印发和结束活动"
    CAMPAIGN_REPORT = "campaign_report", "签收和报送活动材料"
    CAMPAIGN_REVIEW = "campaign_review", "审核、催报、代报活动材料"
    SHEET_IMPORT = "sheet_import", "按表格导入"
    CASE_EXPORT = "case_export", "导出来信来访登记簿（口令、登记）"
    CASE_HISTORY = "case_history", "导入历史台账"
    FAMILY_REGISTER = "family_register", "建立和修改家庭档案、导入"
    FAMILY_SCORE = "family_score", "平安家庭：评分、审核、提交"
    FAMILY_VERIFY = "family_verify", "平安家庭：县级核实"
    FAMILY_STANDARD = "family_standard", "平安家庭：编制评分标准"
    FAMILY_ROUND = "family_round", "平安家庭：开展年度评选"


class Reach(Enum):
    """How far a role sees: rows of its unit and all below, of its unit only, or none."""

    SUBTREE = "本单位及下级"
    OWN = "仅本单位"
    NOTHING = "不见业务内容"


class Role(Labelled):
    """A post a person may hold. Labels are the words of users.md and demo_city.md."""

    reach: Reach

    def __new__(cls, value: str, label: str, reach: Reach) -> Self:
        member = str.__new__(cls, value)  # an Enum hides the __new__ it inherits
        member._value_ = value
        member.label, member.reach = label, reach
        return member

    CITY_COORDINATOR = "city_coordinator", "市协调员", Reach.SUBTREE
    CITY_LEADER = "city_leader", "市分管领导", Reach.SUBTREE
    COUNTY_CLERK = "county_clerk", "县级经办", Reach.SUBTREE
    COUNTY_LEADER = "county_leader", "县级主管", Reach.SUBTREE
    HOTLINE_OPERATOR = "hotline_operator", "热线接线员", Reach.OWN
    TOWN_WORKER = "town_worker", "乡镇（街道）妇联", Reach.SUBTREE
    VILLAGE_WORKER = "village_worker", "村（社区）妇联", Reach.OWN
    MEMBER_LIAISON = "member_liaison", "成员单位联络员", Reach.OWN
    MEMBER_LEADER = "member_leader", "成员单位主管", Reach.OWN
    VIEWER = "viewer", "只看", Reach.OWN
    UNIT_ADMINISTRATOR = "unit_administrator", "单位账号管理员", Reach.NOTHING
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员", Reach.NOTHING
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员", Reach.NOTHING
    AUDITOR = "auditor", "审计员", Reach.NOTHING


P = Permission
_EVERYONE = frozenset({P.DESK, P.POLICY_VIEW})
_CLERK = _EVERYONE | {
    P.CASE_VIEW,
    P.CASE_REGISTER,
    P.CASE_HANDLE,
    P.CASE_UNMASK,
    P.CASE_RECUSE,
    P.CASE_EMERGENCY,
    P.CASE_FIGURES,
    P.FIGURES_ISSUE,
    P.CAMPAIGN_VIEW,
    P.FAMILY_VIEW,
    P.STATION_KEEP,
    P.PAPER_VIEW,
    P.PAPER_ISSUE,
    P.REFERRAL_VIEW,
    P.REFERRAL_SEND,
    P.CASE_TRANSFER,
    P.CAMPAIGN_REPORT,
    P.CAMPAIGN_REVIEW,
    P.CASE_EXPORT,
    P.CASE_HISTORY,
    P.SHEET_IMPORT,
    P.FAMILY_REGISTER,
    P.FAMILY_SCORE,
    P.FAMILY_VERIFY,
    P.FAMILY_STANDARD,
    P.FAMILY_ROUND,
}
_LEADER = _CLERK | {P.CASE_LABEL, P.CASE_LEAD, P.LOG_VIEW_UNIT, P.PAPER_VOID}
_MEMBER = _EVERYONE | {
    P.CAMPAIGN_VIEW,
    P.CAMPAIGN_REPORT,
    P.REFERRAL_VIEW,
    P.REFERRAL_RECEIVE,
}

# A village and a town keep the files of their households, rate them and hand in.
_HOMES = frozenset({P.FAMILY_VIEW, P.FAMILY_REGISTER, P.FAMILY_SCORE})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CITY_COORDINATOR: _CLERK | {P.CAMPAIGN_PLAN, P.REFERRAL_RULE},
    Role.CITY_LEADER: _LEADER | {P.CAMPAIGN_PLAN, P.REFERRAL_RULE},
    Role.COUNTY_CLERK: _CLERK,
    Role.COUNTY_LEADER: _LEADER,
    Role.HOTLINE_OPERATOR: _EVERYONE
    | {P.CASE_VIEW, P.CASE_REGISTER, P.CASE_HANDLE, P.CASE_UNMASK, P.CASE_RECUSE}
    | {P.PAPER_VIEW, P.PAPER_ISSUE, P.CASE_FIGURES, P.REFERRAL_VIEW, P.CASE_TRANSFER},
    Role.TOWN_WORKER: _EVERYONE | {P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT, P.STATION_KEEP} | _HOMES,
    Role.VILLAGE_WORKER: _EVERYONE | {P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT} | _HOMES,
    Role.MEMBER_LIAISON: _MEMBER,
    Role.MEMBER_LEADER: _MEMBER | {P.LOG_VIEW_UNIT},
    Role.VIEWER: _EVERYONE | {P.CASE_VIEW, P.CASE_FIGURES, P.CAMPAIGN_VIEW, P.FAMILY_VIEW},
    Role.UNIT_ADMINISTRATOR: _EVERYONE | {P.ACCOUNT_MANAGE, P.SHEET_IMPORT},
    Role.SYSTEM_ADMINISTRATOR: _EVERYONE
    | {P.ACCOUNT_MANAGE, P.ACCOUNT_MANAGE_ALL, P.UNIT_MANAGE, P.REFERENCE_EDIT, P.SHEET_IMPORT},
    Role.SECURITY_ADMINISTRATOR: _EVERYONE
    | {P.ACCOUNT_MANAGE, P.ACCOUNT_MANAGE_ALL, P.ROLE_GRANT_HIGH, P.SHEET_IMPORT},
    Role.AUDITOR: _EVERYONE | {P.LOG_VIEW_UNIT, P.LOG_VIEW_ALL},
}

# 三员分立: each stands alone; none of the three may also hold another role.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
LEADERS = frozenset({Role.CITY_LEADER, Role.COUNTY_LEADER, Role.MEMBER_LEADER})

# What a unit's account administrator may hand out: no leader, no administrator, not her own.
GRANTABLE_BY_UNIT = frozenset(
    {
        Role.COUNTY_CLERK,
        Role.HOTLINE_OPERATOR,
        Role.TOWN_WORKER,
        Role.VILLAGE_WORKER,
        Role.MEMBER_LIAISON,
        Role.VIEWER,
    }
)


def grantable(permissions: frozenset[Permission]) -> frozenset[Role]:
    """Roles that a person with these permissions may give to others."""
    if Permission.ROLE_GRANT_HIGH in permissions:
        return frozenset(Role)
    if Permission.ACCOUNT_MANAGE_ALL in permissions:
        # 三员分立: whoever makes accounts everywhere gives no post that sees cases.
        return frozenset({Role.UNIT_ADMINISTRATOR, Role.MEMBER_LIAISON})
    if Permission.ACCOUNT_MANAGE in permissions:
        return GRANTABLE_BY_UNIT
    return frozenset()


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    return frozenset().union(*(GRANTS[role] for role in roles)) if roles else frozenset()


def reach_of(roles: frozenset[Role]) -> Reach:
    """The widest reach among the roles; nothing without a role."""
    reaches = {role.reach for role in roles}
    for reach in (Reach.SUBTREE, Reach.OWN):
        if reach in reaches:
            return reach
    return Reach.NOTHING


def alone_refusal(roles: frozenset[Role]) -> str | None:
    """Why these roles may not be held together; None when they may (三员分立)."""
    if roles & ADMINISTRATORS and len(roles) > 1:
        return "系统管理员、安全管理员、审计员三者互斥，也不能兼任其他岗位。"
    return None
