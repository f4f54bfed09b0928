"""期限计算, the admin's notice and the command: what is typed and what is told."""

import pytest
from django.core.management import CommandError, call_command

from portal.deadlines.models import ClockRule, HolidayNotice

pytestmark = pytest.mark.django_db
PAGE = "/deadlines/"
OWN = {"on": "2026-02-20", "rule": "own", "length": "5", "counting": "working"}


def words(answer):
    return answer.content.decode()


def test_a_day_and_a_rule_give_the_sentence(people, enter):
    page = words(enter(people.liaison).get(PAGE, {"on": "2026-02-20", "rule": "inform"}))

    assert "应在3月7日（星期六）前告知当事人，建议3月6日前完成。" in page
    assert "按顺延算为3月9日" in page
    assert "如果定为报送日：3月7日是休息日，请另选一天，可选3月9日（星期一）。" in page


def test_a_policy_is_not_printed_as_law(people, enter):
    page = words(enter(people.clerk).get(PAGE, {"on": "2026-02-20", "rule": "chase-report"}))

    assert "工作要求（不是法定期限）：协调组工作要求" in page


def test_a_length_of_ones_own_and_full_width_digits(people, enter):
    page = words(enter(people.clerk).get(PAGE, OWN | {"length": "５"}))

    assert "应在2月28日（星期六）前办理。" in page


def test_hours_run_from_the_minute(people, enter):
    page = words(
        enter(people.clerk).get(
            PAGE, {"on": "2026-02-20", "at": "16:20", "rule": "protection-order-urgent"}
        )
    )

    assert "至2月21日16:20止" in page


def test_the_holidays_of_a_year_stand_beside_and_an_unknown_year_says_so(people, enter):
    browser = enter(people.clerk)

    assert "春节：2月15日（日）至2月23日（一），9天" in words(browser.get(PAGE, {"year": "2026"}))
    assert "2031年放假安排尚未录入" in words(browser.get(PAGE, {"year": "2031"}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": ""}, "请填写。"),
        ({"on": "二月三十"}, "请填日期，例如 3.3、3月3日、2026.3.3 或 昨天。"),
        ({"on": "2026-02-30"}, "请填日期，例如 3.3、3月3日、2026.3.3 或 昨天。"),
        ({"on": "1999-01-01"}, "请填2004年到2099年之间的日期。"),
        ({"on": "2150-12-31"}, "请填2004年到2099年之间的日期。"),
        ({"on": "2026-02-20\x00"}, "请填日期"),
        ({"at": "25:99"}, "请填时刻，例如 16:20。"),
        ({"rule": ""}, "请选择。"),
        ({"rule": "没有这一项"}, "选择一个有效的选项"),
        ({"length": ""}, "请填1到1000之间的整数。"),
        ({"length": "0"}, "请填1到1000之间的整数。"),
        ({"length": "1001"}, "请填1到1000之间的整数。"),
        ({"length": "九"}, "请填1到1000之间的整数。"),
        ({"length": "9" * 40}, "请填1到1000之间的整数。"),
        ({"counting": ""}, "请选工作日、日或小时。"),
        ({"counting": "moons"}, "选择一个有效的选项"),
    ],
)
def test_bad_input_gets_a_sentence(people, enter, changed, said):
    answer = enter(people.clerk).get(PAGE, OWN | changed)

    assert answer.status_code == 422
    assert said in words(answer)


# ── The admin ───────────────────────────────────────────────────────────────────────────────────
ADD = "/admin/deadlines/holidaynotice/add/"
NOTICE = {"year": "2027", "document": "测试文号", "published_on": "2026-11-10",
          "arrangement": "元旦：1月1日（周五）至3日（周日）放假，共3天。"}  # fmt: skip


def test_entering_a_notice_says_what_moved(people, enter):
    answer = enter(people.system_administrator).post(ADD, NOTICE, follow=True)

    assert "未完成的期限已全部重算，没有变动。" in words(answer)
    assert HolidayNotice.objects.get(year=2027).days.count() == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"year": ""}, "请填写。"),
        ({"year": "1900"}, "请填2004到2099之间的年份。"),
        ({"year": "2026"}, "已存在"),
        ({"arrangement": ""}, "请填写。"),
        ({"arrangement": "元旦放假三天"}, "第1行：请写成“节日：日期放假，日期上班”"),
        ({"arrangement": "元旦：1月1日（周四）放假"}, "2027年1月1日是星期五，写的是周四，请核对。"),
        ({"arrangement": "元旦：1月\u200b1日放假"}, "看不见的字符"),
        ({"arrangement": "女" * 30_000}, "第1行：请写成"),
        ({"published_on": "某日"}, "请填日期"),
    ],
)
def test_a_bad_notice_gets_a_sentence_and_changes_nothing(people, enter, changed, said):
    answer = enter(people.system_administrator).post(ADD, NOTICE | changed)

    assert said in words(answer)
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_a_changed_rule_shows_its_new_version(people, enter):
    browser = enter(people.system_administrator)
    rule = ClockRule.objects.get(code="chase-report")
    values = {
        name: getattr(rule, name)
        for name in ("name", "event", "duty", "counting", "basis", "article", "note")
    }
    url = f"/admin/deadlines/clockrule/{rule.pk}/change/"

    answer = browser.post(url, values | {"length": 7, "most_extension": 0, "is_written": "on"})

    assert answer.status_code == 302
    assert ClockRule.objects.present().get(code="chase-report").length == 7
    assert browser.post(url, values | {"length": 9, "most_extension": 0}).status_code == 403


# ── The command ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("2026-02-20", 15, "natural"), "应在3月7日（星期六）前办理，建议3月6日前完成。"),
        (("2026-02-20", 5, "working"), "末日2月28日为星期六"),
        (("2026-02-13", 5, "working"), "末日2月27日为星期五"),
        (("2026-02-20T16:20", 24, "hours"), "至2月21日16:20止"),
    ],
)
def test_the_command_prints_the_sentence(given, said, capsys):
    call_command("explain_deadline", given[0], str(given[1]), given[2])

    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("2026-02-30", "5", "working"), "不是日期"),
        (("1999-01-01", "5", "working"), "请填2004年到2099年之间的日期。"),
        (("2026-02-20", "0", "natural"), "请填1到1000之间的整数。"),
    ],
)
def test_the_command_refuses_in_words(given, said):
    with pytest.raises(CommandError, match=said):
        call_command("explain_deadline", *given)
