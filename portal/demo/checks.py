"""`check --deploy` names demo accounts that were left where no demo runs."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from portal.accounts.models import Account


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs, **kwargs):
    if settings.PORTAL_DEMO:
        words = "PORTAL_DEMO=1 只能用于演示，不能用于正式部署。"
        return [Error(words, id="demo.E001")]
    try:
        names = list(
            Account.objects.filter(is_demo=True, is_active=True).values_list("username", flat=True)
        )
    except DatabaseError:  # no database to ask: there is nothing to name
        return []
    if not names:
        return []
    hint = "请停用或换一个空的数据库：" + "、".join(sorted(names))
    return [Error("数据库里有演示账号，正式部署中不能登录。", hint=hint, id="demo.E002")]
