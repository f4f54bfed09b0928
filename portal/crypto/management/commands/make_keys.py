from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.crypto.keys import make_keys


class Command(BaseCommand):
    help = "生成字段加密的第一组密钥；已有密钥时什么也不做。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.PORTAL_KEYS)
        made = make_keys(folder)
        self.stdout.write(f"{folder}：{'已生成密钥，请立即离线备份' if made else '密钥已存在'}。")
