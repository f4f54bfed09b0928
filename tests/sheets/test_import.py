"""From a file to rows in the portal: nothing half-done, no doubles, nobody else's."""

import base64
import html
import re
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.accounts.codes import plain
from portal.accounts.models import Account
from portal.audit.models import LogEntry
from portal.sheets import actions
from portal.sheets.choices import Mode
from portal.sheets.models import Upload
from portal.units.models import Region, Unit, UnitName
from tests.conftest import ROOT
from tests.sheets import files
from tests.sheets.files import UNIT_HEAD, VILLAGE, person, town, twenty_bad_cells, xlsx

pytestmark = pytest.mark.django_db


def take(sheet, content, actor):
    with transaction.atomic(), scope(actor):
        return actions.take_file(
            sheet=sheet, name="表.xlsx", content=content, actor=actor, at=clock.now()
        )


def bring_in(upload, actor, mode=Mode.ALL):
    with transaction.atomic(), scope(actor):
        return actions.import_file(upload=upload.pk, mode=mode, actor=actor, at=clock.now())


def made():
    return Unit.objects.filter(code__startswith="4104029")


# ── Import ─────────────────────────────────────────────────────────────────────────────────────
def test_towns_villages_and_places_come_in_whatever_their_order(units_sheet, administrator):
    village = town(
        1, 单位代码="410402901001", 上级单位代码="410402901", 级别=VILLAGE,
        行政区划代码="410402901001", 地名="甲社区",
    )  # fmt: skip
    content = xlsx([UNIT_HEAD, village, town(1, 行政区划代码="410402901", 地名="甲街道"), town(2)])

    done = bring_in(take(units_sheet, content, administrator), administrator)

    assert (done.made, done.known, done.content) == (3, 0, "")
    unit = Unit.objects.get(code="410402901001")
    assert (unit.parent.code, unit.kind) == ("410402901", "village_federation")
    assert (unit.region.name, unit.region.parent.code) == ("甲社区", "410402901")
    assert UnitName.objects.filter(unit=unit).count() == 1


def test_a_re_run_makes_no_doubles(units_sheet, administrator):
    content = xlsx([UNIT_HEAD, town(1), town(2)])
    bring_in(take(units_sheet, content, administrator), administrator)
    more = xlsx([UNIT_HEAD, town(1), town(2), town(3)])

    upload = take(units_sheet, more, administrator)
    done = bring_in(upload, administrator)
    again = bring_in(upload, administrator)

    assert (done.made, done.known) == (1, 2) == (again.made, again.known)
    assert made().count() == 3


def test_all_or_nothing_means_nothing(units_sheet, administrator):
    upload = take(units_sheet, xlsx(twenty_bad_cells()), administrator)

    with pytest.raises(Refused, match="没有导入"):
        bring_in(upload, administrator)

    assert made().count() == 0


def test_good_rows_may_go_first(units_sheet, administrator):
    upload = take(units_sheet, xlsx(twenty_bad_cells()), administrator)

    done = bring_in(upload, administrator, Mode.GOOD)

    assert done.made == 2
    assert set(made().values_list("code", flat=True)) == {"410402977", "410402978"}


def test_what_breaks_in_the_middle_leaves_nothing(units_sheet, administrator, monkeypatch):
    monkeypatch.setattr("portal.sheets.imports.units.BATCH", 2)
    upload = take(units_sheet, xlsx([UNIT_HEAD, *map(town, range(1, 8))]), administrator)

    def break_down(done, total, message):
        if done >= 4:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic(), scope(administrator):
        actions.import_file(
            upload=upload.pk, mode=Mode.ALL, actor=administrator, at=clock.now(),
            progress=break_down,
        )  # fmt: skip

    with scope(administrator):
        upload.refresh_from_db()
    assert made().count() == 0
    assert Region.objects.filter(code__startswith="4104029").count() == 0
    assert not upload.is_done


def test_the_log_says_what_came_in_and_names_nobody(accounts_sheet, unit_admin):
    content = xlsx([files.ACCOUNT_HEAD, person(1), person(2)])

    bring_in(take(accounts_sheet, content, unit_admin), unit_admin)

    with transaction.atomic(), scope(ROOT):
        entry = LogEntry.objects.get(action="sheet.imported")
    assert entry.data == {"sheet": "accounts", "rows": 2, "made": 2, "known": 0, "left_out": 0}


def test_no_name_of_a_file_stands_in_clear(accounts_sheet, unit_admin):
    upload = take(accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1, 岗位="x")]), unit_admin)

    with transaction.atomic(), scope(unit_admin), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM sheets_upload AS t WHERE id = %s", [upload.pk])
        lying = cursor.fetchone()[0]

    assert re.search("张桂|1000002", lying) is None


def pages_of(answer):
    """What each page of the PDF in this answer draws."""
    pdf = re.search(r"data:application/pdf;base64,([^\"]+)", answer.content.decode()).group(1)
    streams = re.findall(rb"\nstream\r?\n(.+?)~>", base64.b64decode(html.unescape(pdf)), re.DOTALL)
    return [zlib.decompress(base64.a85decode(one)).decode("latin-1") for one in streams]


# ── Slips ──────────────────────────────────────────────────────────────────────────────────────
def test_slips_are_shown_once(accounts_sheet, unit_admin, enter):
    upload = take(accounts_sheet, xlsx([files.ACCOUNT_HEAD, person(1), person(2)]), unit_admin)
    client = enter(unit_admin)

    client.post(f"{upload.get_absolute_url()}import/", {"mode": "all"})
    page = client.get(upload.get_absolute_url()).content.decode()
    slips = client.post(f"{upload.get_absolute_url()}slips/")
    again = client.post(f"{upload.get_absolute_url()}slips/")

    assert "打印开户单" in page
    assert slips.content.decode().count("首次登录码</dt>") == 2
    assert (again.status_code, "只能显示一次" in again.content.decode()) == (422, True)
    codes = re.findall(r'slip-code">([^<]+)<', slips.content.decode())
    assert [code.strip() in words for code, words in zip(codes, pages_of(slips), strict=True)] == [
        True,
        True,
    ]
    account = Account.objects.get(username="10000020001")
    assert account.check_password(plain(html.unescape(codes[0]).strip()))


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────
def send(client, content, name="表.xlsx", sheet="units"):
    return client.post(f"/sheets/{sheet}/", {"file": SimpleUploadedFile(name, content)})


def test_from_upload_to_import_through_the_pages(administrator, enter):
    client = enter(administrator)

    sent = send(client, xlsx(twenty_bad_cells()))
    page = client.get(sent.headers["Location"]).content.decode()
    marked = client.get(f"{sent.headers['Location']}marked/")
    client.post(f"{sent.headers['Location']}import/", {"mode": "good"})
    after = client.get(sent.headers["Location"]).content.decode()

    assert "共22行" in page
    assert "已在表中标红" in page
    assert "先导入其余2行" in page
    assert "第2行" in page
    assert b"".join(marked).startswith(b"PK")
    assert "导入2行" in after
    assert made().count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "请选择填好的表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "暂不能读取.xls/.et/.wps"),
    ],
)
def test_a_bad_file_is_told_on_the_page(administrator, enter, content, words):
    answer = send(enter(administrator), content)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stranger_finds_nothing_and_may_not_import(
    administrator, units_sheet, people, enter, unit_admin
):
    upload = take(units_sheet, xlsx([UNIT_HEAD, town(1)]), administrator)
    address = upload.get_absolute_url()
    other, clerk = enter(unit_admin), enter(people.stranger)

    assert [other.get(address).status_code, other.post(f"{address}import/").status_code] == [
        404
    ] * 2
    assert other.get("/sheets/units/").status_code == 404
    assert clerk.get("/sheets/units/").status_code == 404
    assert enter(people.liaison).get("/sheets/").status_code == 403
    with pytest.raises(Refused):
        bring_in(upload, unit_admin)
    with transaction.atomic(), scope(people.stranger):
        assert not Upload.objects.exists()
