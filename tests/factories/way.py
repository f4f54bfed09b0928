"""What the way of a case leaves on it."""

from django.db import transaction

from cases.models import (
    CaseDeadline,
    CaseLink,
    CasePress,
    CaseReview,
    ExtensionRequest,
    FollowUp,
    Instruction,
    Registration,
)
from portal import clock
from portal.access import scope


def worked_on(case, clerk):
    """A row of each table that the scene's case has nothing in yet."""
    at, mine = clock.now(), {"case": case, "unit_code": case.unit_code}
    with transaction.atomic(), scope(clerk):
        Registration.objects.create(**mine)
        CaseLink.objects.create(
            other_id=2**40, kind="event", at=at, made_by_id=clerk.account_id, **mine
        )
        FollowUp.objects.create(
            at=at, by_id=clerk.account_id, way="phone", is_reached=True, satisfaction="good",
            unit_satisfaction="none", **mine,
        )  # fmt: skip
        Instruction.objects.create(
            leader="何映秋", on=clock.today(), text="请跟进。", at=at,
            typed_by_id=clerk.account_id, **mine,
        )  # fmt: skip
        CasePress.objects.create(
            held_by=case.unit_code, step="remind", way="copy", at=at, by_unit="市妇联",
            by_id=clerk.account_id, **mine,
        )  # fmt: skip
        CaseReview.objects.create(
            round=0, kind="review", received_on=clock.today(), asked_on=clock.today(),
            asked_by="herself", way="post", body="市妇联", claim="不服答复。", at=at,
            made_by_id=clerk.account_id, **mine,
        )  # fmt: skip
        ExtensionRequest.objects.create(
            deadline=CaseDeadline.objects.filter(case=case).first(), length=30, reason="鉴定",
            at=at, asked_by_id=clerk.account_id, **mine,
        )  # fmt: skip
