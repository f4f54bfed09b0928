from django.db import models


class Level(models.TextChoices):
    CITY = "city", "市级"
    COUNTY = "county", "县（市、区）级"
    TOWN = "town", "乡镇（街道）级"
    VILLAGE = "village", "村（社区）级"


class UnitKind(models.TextChoices):
    OFFICE = "office", "协调组办公室（市妇联）"
    FEDERATION = "federation", "县（市、区）妇联"
    ZONE = "zone", "功能区"
    TOWN_FEDERATION = "town_federation", "乡镇（街道）妇联"
    VILLAGE_FEDERATION = "village_federation", "村（社区）妇联"
    MEMBER = "member", "成员单位"
    ORGAN_COMMITTEE = "organ_committee", "机关妇工委"
    STATION = "station", "维权站点"
