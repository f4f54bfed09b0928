"""The papers of a 复查: a stamped original that came later, the letter of who acts for her."""

import pytest
from django.db import transaction

from cases import presenters as pages
from cases.actions import keep_review_original
from cases.holding import HOLDER
from cases.models import Case, CaseReview, Party
from portal import clock
from portal.access import scope
from portal.access.refusal import Refused
from portal.files.actions import attach
from portal.files.choices import FileRole
from tests.factories.files import PDF, upload
from tests.factories.reviews import LATER, answered, ask, give, shown, take

__all__ = ["answered", "take"]
pytestmark = pytest.mark.django_db


def keep_later(actor, row, file):
    with transaction.atomic(), scope(actor):
        return keep_review_original(
            case=row.case, actor=actor, at=LATER, review=row.pk, original=file
        )


def test_a_stamped_paper_that_came_later_goes_to_its_result(people, answered):
    asked = ask(people.clerk, answered)
    with pytest.raises(Refused, match="还没有结果"):
        keep_later(people.clerk, asked, upload(PDF, "意见.pdf"))
    give(people.clerk, answered)
    before = shown(people.clerk, answered)[0]["lines"][0]
    row = keep_later(people.clerk, asked, upload(PDF, "意见.pdf"))
    after = shown(people.clerk, answered)[0]["lines"][0]

    assert (before["original"], before["add"]) == (
        "", f"{answered.get_absolute_url()}reviews/{asked.pk}/original/",
    )  # fmt: skip
    assert (row.original.role, after["add"]) == (FileRole.SEALED, "")
    assert str(row.original.pk) in after["original"]
    with pytest.raises(Refused, match="已经上传"):
        keep_later(people.clerk, asked, upload(PDF, "意见2.pdf"))
    with pytest.raises(Refused, match="由经办单位办理"):
        keep_later(people.coordinator, asked, upload(PDF, "意见2.pdf"))


def test_the_page_takes_the_paper_and_knows_no_other_review(people, answered, enter):
    asked = ask(people.clerk, answered)
    give(people.clerk, answered)
    path, clerk = f"{answered.get_absolute_url()}reviews/{asked.pk}/original/", enter(people.clerk)

    assert "维持" in clerk.get(path).content.decode()
    assert clerk.post(path, {}).status_code == 422
    assert clerk.post(path, {"original": upload(PDF, "意见.pdf")}).status_code == 302
    assert "已经上传" in clerk.get(path).content.decode()
    assert clerk.get(path.replace(f"/{asked.pk}/", f"/{asked.pk + 1}/")).status_code == 404
    assert enter(people.stranger).get(path).status_code == 404


@pytest.mark.parametrize(("way", "is_asked_for"), [("post", True), ("above", False)])
def test_an_agent_brings_a_letter_where_she_asks_here(people, answered, way, is_asked_for):
    if is_asked_for:
        with pytest.raises(Refused) as refusal:
            ask(people.clerk, answered, asked_by="agent", way=way)
        assert refusal.value.field == "letter"
        ask(people.clerk, answered, asked_by="agent", way=way, letter=upload(PDF, "委托书.pdf"))
    else:
        ask(people.clerk, answered, asked_by="agent", way=way)
    with scope(people.clerk):
        letters = HOLDER.files_of(answered, people.clerk).filter(role=FileRole.AUTHORITY).count()

    assert letters == is_asked_for
    assert shown(people.clerk, answered)[0]["lacks_letter"] is not is_asked_for


def test_a_letter_that_lies_here_is_enough(people, answered):
    with transaction.atomic(), scope(people.clerk):
        attach(
            holder=HOLDER, record=answered, upload=upload(PDF, "委托书.pdf"), actor=people.clerk,
            at=LATER, role=FileRole.AUTHORITY,
        )  # fmt: skip
    ask(people.clerk, answered, asked_by="agent", way="visit")

    assert shown(people.clerk, answered)[0]["lacks_letter"] is False


def test_the_page_says_whether_the_letter_of_the_agent_lies_here(people, answered):
    def letter():
        with transaction.atomic(), scope(people.clerk), clock.at(LATER):
            found = Case.objects.for_page().get(pk=answered.pk)
            return dict(pages.case_page(found, people.clerk)["facts"])["委托书"]

    with transaction.atomic(), scope(people.clerk):
        Party.objects.create(
            case=answered, unit_code=answered.unit_code, role="agent", name="周律师",
            letter_of_authority="2026年3月1日，一般代理",
        )  # fmt: skip
    before = letter()
    ask(people.clerk, answered, asked_by="agent", way="post", letter=upload(PDF, "委托书.pdf"))

    assert "原件还没有上传" in before
    assert "原件已上传" in letter()
    with scope(people.clerk):
        assert CaseReview.objects.count() == 1
