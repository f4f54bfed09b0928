"""Referrals and transfers for tests, made as people make them: through the actions."""

from datetime import timedelta

from django.db import transaction

from cases import actions
from cases.choices.referral import ReferralKind, SharingBasis
from cases.models import ReferralPause
from portal import clock
from portal.access import scope
from portal.units.models import Unit
from tests.factories.files import PDF, upload

WHAT = "当事人反映丈夫酒后动手，已报警并暂住亲友处。"
ASKED_FOR = "请依法处置，符合条件的出具告诫书，并反馈办理情况。"


def sharing(**changes):
    values = {
        "what": WHAT,
        "asked_for": ASKED_FOR,
        "basis": SharingBasis.CONSENT,
        "basis_note": "电话中口头同意",
        "consent_at": clock.now() - timedelta(minutes=5),
    }
    return actions.Sharing(**values | changes)


def lead(code, kind=ReferralKind.LEAD):
    """A target: a unit of the city by its code, else one outside it by its name."""
    unit = Unit.objects.filter(code=code).first()
    return actions.Target(kind, unit=unit, name="" if unit else code)


def refer(case, *codes, by, at=None, targets=None, **changes):
    """Send; the first code is the lead, the others help. Gives the first referral, or all."""
    kinds = [ReferralKind.LEAD, *[ReferralKind.CO] * len(codes)]
    asked = targets or [lead(code, kind) for code, kind in zip(codes, kinds, strict=False)]
    with transaction.atomic(), scope(by):
        made = actions.send_referral(
            case=case, targets=asked, sharing=sharing(**changes), actor=by, at=at or clock.now()
        )
    return made[0] if len(made) == 1 else made


def act(action, *, by, at=None, **given):
    """One action within the actor's own scope."""
    with transaction.atomic(), scope(by):
        return action(actor=by, at=at or clock.now(), **given)


def answer(**changes):
    values = {
        "acceptance": "accepted",
        "text": "已出具家庭暴力告诫书并送达双方。",
        "told": "yes",
        "told_on": clock.today(),
        "results": ["warning"],
    }
    return actions.Answer(**values | changes)


def everything(case, code, *, by, receiver):
    """A referral with a row of each of its tables, reported and waiting for its review."""
    referral = refer(case, code, by=by)
    act(actions.chase, by=by, referral=referral, step="remind", way="copy")
    act(actions.receive, by=receiver, referral=referral)
    asked = {"referral": referral, "days": 20, "text": "村民会议需要公告"}
    act(actions.ask_more_time, by=receiver, **asked)
    act(actions.rule_extension, by=by, referral=referral, ruling="agreed", text="同意")
    with transaction.atomic(), scope(by):
        clock_ = referral.deadlines.filter(status="running").first()
        ReferralPause.objects.create(
            unit_code=clock_.unit_code, deadline=clock_, reason="鉴定", started_at=clock.now(),
            ended_at=clock.now(), made_by_id=by.account_id, **clock_.owner_values(),
        )  # fmt: skip
    original = upload(PDF, "反馈（盖章）.pdf")
    act(actions.report, by=receiver, referral=referral, answer=answer(original=original))
    return referral


def offer(case, code, *, by, at=None, note="属你单位辖区，请接续办理。"):
    unit = Unit.objects.get(code=code)
    return act(actions.offer_transfer, by=by, at=at, case=case, unit=unit, note=note)
