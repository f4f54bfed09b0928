"""Everybody who has a column in the access tables: each role at its place in the city.

Beside `people`, which most tests use, for tests that ask "and what do all the others see?".
"""

from portal.access import Role
from tests.factories.people import Person

CITY, COUNTY, OTHER_COUNTY = "4104", "410402", "410403"
TOWN, VILLAGE = "410402002", "410402002001"
POLICE, POLICE_BRANCH = "4104M07", "410402M07"

CAST = {
    "coordinator": Person("t-coordinator", "程书宁", CITY, Role.CITY_COORDINATOR),
    "city_leader": Person("t-city-leader", "顾云舒", CITY, Role.CITY_LEADER),
    "hotline": Person("t-hotline", "白晓禾", CITY, Role.HOTLINE_OPERATOR),
    "clerk": Person("t-clerk", "李知微", COUNTY, Role.COUNTY_CLERK),
    "leader": Person("t-leader", "何映秋", COUNTY, Role.COUNTY_LEADER),
    "viewer": Person("t-viewer", "叶青", COUNTY, Role.VIEWER),
    "town": Person("t-town", "田雨桐", TOWN, Role.TOWN_WORKER),
    "village": Person("t-village", "马春妮", VILLAGE, Role.VILLAGE_WORKER),
    "police": Person("t-police", "陆守正", POLICE, Role.MEMBER_LIAISON),
    "police_leader": Person("t-police-leader", "江远", POLICE, Role.MEMBER_LEADER),
    "branch": Person("t-branch", "高定远", POLICE_BRANCH, Role.MEMBER_LIAISON),
    "unit_admin": Person("t-unit-admin", "罗一帆", COUNTY, Role.UNIT_ADMINISTRATOR),
    "sysadmin": Person("t-sysadmin", "郑平川", CITY, Role.SYSTEM_ADMINISTRATOR),
    "secadmin": Person("t-secadmin", "沈以度", CITY, Role.SECURITY_ADMINISTRATOR),
    "auditor": Person("t-auditor", "严敬止", CITY, Role.AUDITOR),
    "stranger": Person("t-stranger", "孙见溪", OTHER_COUNTY, Role.COUNTY_CLERK),
}
COLLEAGUE = Person("t-colleague", "温如砚", COUNTY, Role.COUNTY_CLERK)
