from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.crypto.keys import rotate_field_key


class Command(BaseCommand):
    help = "换用新的字段加密密钥；不必停机，旧密钥继续用于解密，请勿删除。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        key_id = rotate_field_key(Path(settings.PORTAL_KEYS))
        self.stdout.write(
            f"新写入的内容从现在起使用密钥 field-{key_id}；请立即离线备份密钥文件夹。"
        )
