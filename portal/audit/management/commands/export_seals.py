"""Write the heads of the chain, to be kept off this machine: they find a cut tail."""

from pathlib import Path

from django.core.management.base import BaseCommand

from portal.audit.models import Seal


class Command(BaseCommand):
    help = "导出日志封签（序号、摘要、时间、行数），请另存到本机以外"

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, help="写入文件；不写则显示在屏幕上")
        parser.add_argument("--since", type=int, default=1, help="从第几号封签起")

    def handle(self, *, output, since, **options):
        links = Seal.objects.filter(number__gte=since).order_by("number")
        values = links.values_list("number", "digest", "at", "rows")
        lines = [f"{n} {digest} {at.isoformat()} {rows}" for n, digest, at, rows in values]
        text = "".join(f"{line}\n" for line in lines)
        if output is None:
            self.stdout.write(text, ending="")
            return
        output.write_text(text)
        self.stdout.write(f"已导出{len(lines):,}号封签到 {output}。")
