"""What the two units of a 转介 do with it: sign, ask to return, ask for time, note, take back."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.actions.referral_lines import (
    REPORT_CLOCK,
    Brought,
    checked,
    drop_all,
    enter,
    line,
    report_clock,
    start,
    stop,
    take,
    tell_city,
    tell_receiver,
    tell_sender,
)
from cases.choices.referral import (
    Delivery,
    ReferralKind,
    ReferralStatus,
    RequestKind,
    ReturnReason,
    Ruling,
)
from cases.models import Referral, ReferralRequest
from cases.rules.referral import pending
from portal.access import Actor
from portal.access.refusal import Refused
from portal.deadlines import actions as deadlines
from portal.deadlines import reference
from portal.deadlines import rules as counting
from portal.deadlines.choices import Counting
from portal.deadlines.models import ClockRule

RETURN_RULE = "referral-return"


@transaction.atomic
def receive(
    *, referral: Referral, actor: Actor, at: datetime, brought: Brought | None = None
) -> Referral:
    """签收: whoever signs claims it, and the clock of the answer begins. 代签收 by the sender says
    by telephone, paper or fax, who took it and when; the clock then begins at that moment."""
    referral, on_behalf = take(referral, "receive", actor)
    came = checked(brought or Brought(), on_behalf=on_behalf, at=at)
    since = came.at or at
    if since < referral.sent_at:
        raise Refused("签收时间不能早于转出时间。", "came_at")
    _receive(referral, came, actor=actor, at=at, on_behalf=on_behalf)
    text = Delivery(came.delivery).label + (f"，{came.source}（代录）" if on_behalf else "")
    line(referral, "receive", actor=actor, at=at, text=text, on_behalf=on_behalf)
    tell_sender(referral, f"{referral.to_name}已签收", at=at)
    return referral


def _receive(
    referral: Referral, came: Brought, *, actor: Actor, at: datetime, on_behalf: bool
) -> None:
    since = came.at or at
    referral.received_at, referral.delivery = since, came.delivery
    referral.receiver_name = came.source[:40]
    if on_behalf:
        referral.recorded_by_id = actor.account_id
    else:
        referral.handler_id = actor.account_id
    referral.return_until = last_day_of_return(since)
    fields = ["received_at", "delivery", "receiver_name", "recorded_by", "handler", "return_until"]
    enter(referral, ReferralStatus.RECEIVED, fields, at=at)
    stop(referral, "已签收", "referral-sign", actor=actor, at=at)
    _start_report(referral, actor=actor, at=at, since=since)


def _start_report(referral: Referral, *, actor: Actor, at: datetime, since: datetime) -> None:
    rule = REPORT_CLOCK[ReferralKind(referral.kind)]
    start(referral, rule, duty=referral.to_code, actor=actor, at=at, since=since)


def last_day_of_return(since: datetime) -> date:
    """The last day on which 申请退回 may be asked: a right, not a duty, so no clock reminds."""
    rule = ClockRule.objects.present().get(code=RETURN_RULE)
    day = timezone.localdate(since)
    calendar = reference.calendar_from(day.year - 1)
    return counting.count_days(day, rule.length or 5, Counting(rule.counting), calendar).rolled


@transaction.atomic
def ask_return(
    *, referral: Referral, actor: Actor, at: datetime, reason: str, text: str,
    brought: Brought | None = None,
) -> ReferralRequest:  # fmt: skip
    """申请退回, with one of four reasons and who should handle it. The second goes to the city."""
    referral, on_behalf = take(referral, "ask-return", actor)
    came = checked(brought or Brought(), on_behalf=on_behalf, at=at)
    asked_on = timezone.localdate(came.at or at)
    if referral.return_until is not None and asked_on > referral.return_until:
        last = f"{referral.return_until.month}月{referral.return_until.day}日"
        raise Refused(f"申请退回应在签收后5个工作日内（{last}前）提出，现已超过，请办理并反馈。")
    referral.returns += 1
    by_city = referral.returns > 1
    if by_city:
        referral.city_code = settings.PORTAL_CITY_CODE
    fields = ["returns", "city_code"]
    enter(referral, ReferralStatus.RETURN_ASKED, fields, at=at)
    wish = _request(
        referral, RequestKind.RETURN, came, actor=actor, at=at, on_behalf=on_behalf,
        reason=reason, text=text, by_city=by_city,
    )  # fmt: skip
    stop(referral, "已申请退回", "referral-sign", actor=actor, at=at)
    duty = referral.city_code if by_city else referral.from_code
    start(referral, "referral-rule", duty=duty, actor=actor, at=at, since=at)
    said = f"{ReturnReason(reason).label}：{text}" + ("（代录）" if on_behalf else "")
    line(referral, "ask-return", actor=actor, at=at, text=said, times=referral.returns)
    tell_sender(referral, f"{referral.to_name}申请退回，请裁定", at=at)
    if by_city:
        tell_city(referral, "第二次申请退回，请裁定", at=at)
    return wish


@transaction.atomic
def rule_return(
    *, referral: Referral, actor: Actor, at: datetime, ruling: str, text: str
) -> Referral:
    """裁定: agreed ends the referral; refused gives the reason and it is handled."""
    referral, _ = take(referral, "rule-return", actor)
    _rule(referral, ruling, text, actor=actor, at=at)
    stop(referral, f"{Ruling(ruling).label}退回", "referral-rule", actor=actor, at=at)
    if ruling == Ruling.AGREED:
        enter(referral, ReferralStatus.RETURNED, at=at)
        drop_all(referral, "已同意退回", actor=actor, at=at)
    else:
        fields = []
        if referral.received_at is None:
            # 不属本单位 was said before signing: with the ruling it counts as signed for.
            referral.received_at, referral.delivery = at, Delivery.PLATFORM
            referral.return_until = last_day_of_return(at)
            fields = ["received_at", "delivery", "return_until"]
        enter(referral, ReferralStatus.HANDLING, fields, at=at)
        if report_clock(referral) is None:
            _start_report(referral, actor=actor, at=at, since=at)
    line(referral, "rule-return", actor=actor, at=at, ruling=ruling,
         text=f"{Ruling(ruling).label}退回：{text}")  # fmt: skip
    tell_receiver(referral, f"转出单位{Ruling(ruling).label}退回", at=at)
    tell_sender(referral, f"退回已裁定：{Ruling(ruling).label}", at=at)
    return referral


@transaction.atomic
def note_progress(
    *, referral: Referral, actor: Actor, at: datetime, text: str, brought: Brought | None = None
) -> Referral:
    """One line of progress; both sides read it."""
    referral, on_behalf = take(referral, "note", actor)
    came = checked(brought or Brought(), on_behalf=on_behalf, at=at)
    enter(referral, ReferralStatus.HANDLING, at=at)
    said = f"{text}（代录：{came.source}）" if on_behalf else text
    line(referral, "note", actor=actor, at=at, text=said, on_behalf=on_behalf)
    return referral


@transaction.atomic
def ask_more_time(
    *, referral: Referral, actor: Actor, at: datetime, days: int, text: str,
    brought: Brought | None = None,
) -> ReferralRequest:  # fmt: skip
    """申请延期 before the day, once; the sender approves."""
    referral, on_behalf = take(referral, "ask-extension", actor)
    came = checked(brought or Brought(), on_behalf=on_behalf, at=at)
    clock = report_clock(referral)
    if clock is None or not clock.rule.most_extension:
        raise Refused("这一步的期限不能延长。")
    if timezone.localdate(came.at or at) > clock.strict_on:
        raise Refused("期限已过，应在届满前申请延期；请尽快反馈并写明原因。")
    if not 0 < days <= clock.rule.most_extension:
        raise Refused(f"最多延长{clock.rule.most_extension}日。", "days")
    enter(referral, ReferralStatus.HANDLING, at=at)
    wish = _request(
        referral, RequestKind.EXTENSION, came, actor=actor, at=at, on_behalf=on_behalf,
        text=text, days=days,
    )  # fmt: skip
    said = f"{days}日：{text}" + (f"（代录：{came.source}）" if on_behalf else "")
    line(referral, "ask-extension", actor=actor, at=at, text=said, days=days)
    tell_sender(referral, f"{referral.to_name}申请延期{days}日", at=at)
    return wish


@transaction.atomic
def rule_extension(
    *, referral: Referral, actor: Actor, at: datetime, ruling: str, text: str
) -> Referral:
    """批复延期: agreed moves the day of the answer."""
    referral, _ = take(referral, "rule-extension", actor)
    wish = _rule(referral, ruling, text, actor=actor, at=at)
    if ruling == Ruling.AGREED:
        clock = report_clock(referral)
        if clock is None:
            raise Refused("反馈期限已经结束，不用延期。")
        deadlines.extend(
            deadline=clock, actor=actor, at=at, asked_by=wish.by_id,
            length=wish.days or 0, reason=wish.text,
        )  # fmt: skip
    enter(referral, ReferralStatus.HANDLING, at=at)
    said = f"{Ruling(ruling).label}延期" + (f"：{text}" if text else "")
    line(referral, "rule-extension", actor=actor, at=at, ruling=ruling, text=said)
    tell_receiver(referral, f"转出单位{Ruling(ruling).label}延期", at=at)
    return referral


@transaction.atomic
def revoke(*, referral: Referral, actor: Actor, at: datetime, text: str) -> Referral:
    """收回: the receiver keeps the title and the reason, no content."""
    referral, _ = take(referral, "revoke", actor)
    if (wish := pending(referral)) is not None:
        _close(wish, Ruling.REFUSED, "已收回", actor=actor, at=at)
    enter(referral, ReferralStatus.REVOKED, at=at)
    drop_all(referral, "已收回", actor=actor, at=at)
    line(referral, "revoke", actor=actor, at=at, text=text)
    tell_receiver(referral, "已由转出单位收回，不用再办", at=at)
    return referral


def _request(
    referral: Referral, kind: str, came: Brought, *, actor: Actor, at: datetime, on_behalf: bool,
    text: str, reason: str = "", days: int | None = None, by_city: bool = False,
) -> ReferralRequest:  # fmt: skip
    return ReferralRequest.objects.create(
        referral=referral,
        from_code=referral.from_code,
        to_code=referral.to_code,
        kind=kind,
        reason=reason,
        text=text,
        days=days,
        by_city=by_city,
        delivery=came.delivery,
        source=came.source,
        on_behalf=on_behalf,
        at=came.at or at,
        by_id=actor.account_id,
    )


def _rule(
    referral: Referral, ruling: str, text: str, *, actor: Actor, at: datetime
) -> ReferralRequest:
    wish = pending(referral)
    if wish is None:
        raise Refused("没有待裁定的申请。")
    if ruling == Ruling.REFUSED and len(text.strip()) < 4:
        raise Refused("不同意的，请写明理由。", "text")
    return _close(wish, ruling, text, actor=actor, at=at)


def _close(
    wish: ReferralRequest, ruling: str, text: str, *, actor: Actor, at: datetime
) -> ReferralRequest:
    wish.ruling, wish.ruling_text = ruling, text
    wish.ruled_at, wish.ruled_by_id = at, actor.account_id
    wish.save(update_fields=["ruling", "ruling_text", "ruled_at", "ruled_by"])
    return wish
