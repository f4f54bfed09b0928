"""Papers with everything on them, and a picture drawn here."""

import io
from datetime import date

from PIL import Image

from portal.papers.document import Annex, Head, Heading, Paper, Picture, Table, Text

TEXT = "为切实做好妇女维权周各项工作，现将有关事项通知如下，请结合实际认真抓好落实。"


def drawing(width: int = 800, height: int = 300) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 220, 210)).save(file, "PNG")
    return file.getvalue()


FULL = Paper(
    title="关于开展2026年“三八”妇女维权周\n活动的通知",
    kind="通知",
    issuers=("平顶山市妇女联合会",),
    head=Head.DOCUMENT,
    suffix="文件",
    number="平妇〔2026〕1号",
    recipients=("各县（市、区）妇联", "市直各成员单位"),
    blocks=(
        Text(TEXT),
        Heading("总体要求", 1),
        Heading("主要任务", 1),
        Heading("开展宣传", 2),
        Heading("进社区", 3),
        Heading("入户", 4),
        Heading("加强值守", 2),
        Table(
            (("单位", "场次", "人数"), ("新华区", "8", "1,200"), ("合计", "共8场")), (40, 30, 30)
        ),
        Picture(drawing(), "图1 宣传活动"),
    ),
    annexes=(
        Annex("活动统计表", (Table((("项目", "数"), ("", "")), (), True, 12),)),
        Annex("联系人名单", (Text("名单。"),)),
    ),
    day=date(2026, 3, 3),
    copies_to=("市委办公室", "市政府办公室"),
    printed_by="平顶山市妇联办公室",
    printed_on=date(2026, 3, 5),
    copies=20,
)
JOINT = Paper(
    title="关于印发工作要点的通知",
    kind="通知",
    issuers=("平顶山市妇女联合会", "平顶山市公安局", "平顶山市中级人民法院"),
    head=Head.DOCUMENT,
    suffix="文件",
    number="平妇〔2026〕2号",
    signer="程书宁",
    recipients=("各县（市、区）妇联",),
    blocks=(Text(TEXT),),
    day=date(2026, 11, 22),
)
UNSEALED = Paper(
    title="情况说明",
    issuers=("平顶山市新华区妇女联合会", "新华区公安分局"),
    blocks=(Text(TEXT),),
    day=date(2026, 3, 3),
    is_sealed=False,
)
NUMBERED = Paper(
    title="受理告知书",
    issuers=("平顶山市新华区妇女联合会",),
    number="妇维告〔2026〕7号",
    blocks=(Text(TEXT),),
    day=date(2026, 3, 3),
)
BARE = Paper(title="来电来访登记表", blocks=(Table((("姓名", ""),), (20, 80), False, 13),))
