"""The log is kept as long as the law says, whatever a setting says."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

FLOOR = timedelta(days=190)  # 网络安全法: 不少于六个月; the longest half-year has 184 days


@register()
def log_is_kept_long_enough(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.AUDIT_KEPT >= FLOOR:
        return []
    words = f"AUDIT_KEPT is {settings.AUDIT_KEPT.days} days, the floor is {FLOOR.days}"
    return [Error(words, id="audit.E001")]
