"""What 复查 and 复核 leave on paper: the stamped original, the notice to her; the open form."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.holding import HOLDER
from cases.models import Case
from cases.papers.review import REVIEW_RESULT
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.files.actions import remove
from tests.factories.files import PDF, upload
from tests.factories.reviews import LATER, answered, ask, clock_of, give, shown, take
from tests.factories.scene import client_of

__all__ = ["answered", "take"]
pytestmark = pytest.mark.django_db


def test_the_stamped_original_is_tied_to_its_result(people, answered):
    ask(people.clerk, answered)
    row = give(people.clerk, answered, original=upload(PDF, "复查意见.pdf"))
    section, _ = shown(people.clerk, answered)
    line = section["lines"][0]

    caption = "复查结果原件（平妇复〔2026〕1号）"
    assert (row.original.role, row.original.caption) == ("sealed", caption)
    assert str(row.original.pk) in line["original"]
    with transaction.atomic(), scope(people.clerk):
        remove(
            holder=HOLDER, record=answered, file_id=row.original.pk, actor=people.clerk, at=LATER
        )
    assert shown(people.clerk, answered)[0]["lines"][0]["original"] == ""


@pytest.mark.parametrize(("data", "name", "words"), [
    (b"MZ nothing", "意见.exe", "暂不支持这种文件"),
    ("维持原答复意见。".encode(), "意见.txt", "这里要原件：请传照片、PDF或OFD"),
])  # fmt: skip
def test_a_file_that_is_no_scan_keeps_the_request_waiting(people, answered, data, name, words):
    ask(people.clerk, answered)

    with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
        give(people.clerk, answered, original=upload(data, name))

    assert refusal.value.field == "original"
    assert clock_of(people.clerk, answered, "review").status == "running"


def told_her(actor, case):
    with transaction.atomic(), scope(actor):
        found = Case.objects.for_page().get(pk=case.pk)
        if words := REVIEW_RESULT.refusal(found, actor):
            return words
        values = dict(REVIEW_RESULT.initial(actor, found, LATER.date()))
        values["addressee"] = "张桂兰"
        return REVIEW_RESULT.build(actor=actor, record=found, values=values, day=LATER.date())


def text_of(paper):
    return "\n".join([paper.title, *(block.text for block in paper.blocks)])


def test_the_result_is_told_with_the_next_right_and_its_term(people, answered):
    ask(people.clerk, answered)
    early = told_her(people.clerk, answered)
    give(people.clerk, answered)
    first = text_of(told_her(people.clerk, answered))
    days = {"received_on": date(2026, 3, 23), "asked_on": date(2026, 3, 23)}
    ask(people.clerk, answered, "ask-recheck", **days)
    give(people.clerk, answered, "give-recheck")
    last = text_of(told_her(people.clerk, answered))

    assert "还没有复查、复核结果" in early
    for words in ("复查结果告知书", "维持", "三十日内", "第三十六条", "请求复查机关"):
        assert words in first
    assert "复核结果告知书" in last
    assert "不再受理" in last
    assert "三十日" not in last


@pytest.mark.parametrize(
    ("outcome", "words"), [("revoked", "重新办理，并书面答复您"), ("not_taken", "不予受理")]
)
def test_what_follows_is_said_by_the_result(people, answered, outcome, words):
    ask(people.clerk, answered)
    give(people.clerk, answered, outcome=outcome)
    said = text_of(told_her(people.clerk, answered))

    assert words in said
    assert "三十日" not in said


def test_what_she_took_back_herself_she_is_not_told(people, answered):
    ask(people.clerk, answered)
    give(people.clerk, answered, outcome="withdrawn")

    assert "还没有复查、复核结果" in told_her(people.clerk, answered)


def test_the_open_form_of_a_request_stays_under_its_ceiling(people, answered):
    """The other form's ceiling stands in query_counts.json; this one works out the term as well."""
    person, url = client_of(people.clerk), f"/cases/{answered.number}/reviews/ask-review/"
    with clock.at(LATER):
        person.get(url)
        with CaptureQueriesContext(connection) as asked:
            page = person.get(url)

    assert "为什么是这一天" in page.content.decode()
    assert len(asked) <= 22
