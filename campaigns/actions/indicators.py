"""A new version of the indicators: copied, changed while nobody reports by it, then left alone."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.models import Indicator, IndicatorOwner, IndicatorSet
from campaigns.rules import indicators as rules
from portal.access import Actor, Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit


def may_edit(actor: Actor) -> None:
    if not actor.can(Permission.REFERENCE_EDIT):
        raise Refused("指标由系统管理员维护。")


@transaction.atomic
def begin_set(*, kind: str, valid_from: date, actor: Actor, at: datetime) -> IndicatorSet:
    """The next version of a kind: a copy of the last, for campaigns that begin from that day on.
    Raises Refused while the last is still to be changed, or for a day that is taken."""
    may_edit(actor)
    kinds = IndicatorSet.objects.select_for_update().filter(kind=kind)
    last = kinds.order_by("-version").first()
    if refused := rules.begin_refusal(last, valid_from, timezone.localdate(at)):
        words, field = refused
        raise Refused(words, field)
    made = IndicatorSet.objects.create(kind=kind, version=last.version + 1, valid_from=valid_from)
    for one in Indicator.objects.filter(indicator_set=last).order_by("position"):
        owners = list(IndicatorOwner.objects.filter(indicator=one).order_by("pk"))
        one.pk, one.indicator_set = None, made
        one._state.adding = True
        one.save(force_insert=True)
        for owner in owners:
            owner.pk, owner.indicator = None, one
        IndicatorOwner.objects.bulk_create(owners)
    audit.record(
        actor=actor, action="campaign.indicator-set", target=made, at=at, version=made.version
    )
    return made


@transaction.atomic
def move_set(
    *, indicator_set: IndicatorSet, valid_from: date, actor: Actor, at: datetime
) -> IndicatorSet:
    """From which day's campaigns on a version that nobody used yet is used."""
    may_edit(actor)
    indicator_set = _unused(indicator_set.pk)
    if words := rules.move_refusal(indicator_set, valid_from, timezone.localdate(at)):
        raise Refused(words, "valid_from")
    indicator_set.valid_from = valid_from
    indicator_set.save(update_fields=["valid_from"])
    audit.record(
        actor=actor, action="campaign.indicator-set", target=indicator_set, at=at,
        version=indicator_set.version,
    )  # fmt: skip
    return indicator_set


@transaction.atomic
def save_indicator(
    *, indicator: Indicator, owners: Sequence[rules.Owner], actor: Actor, at: datetime
) -> Indicator:
    """One indicator and who is asked it, in a version nobody used yet."""
    may_edit(actor)
    _unused(indicator.indicator_set_id)
    others = Indicator.objects.filter(indicator_set=indicator.indicator_set_id)
    codes = set(others.exclude(pk=indicator.pk).values_list("code", flat=True))
    if refused := rules.refusal(indicator, codes):
        words, field = refused
        raise Refused(words, field)
    if indicator.code in codes:
        raise Refused(f"本版已有代码{indicator.code}。", "code")
    indicator.save()
    IndicatorOwner.objects.filter(indicator=indicator).delete()
    IndicatorOwner.objects.bulk_create(
        IndicatorOwner(indicator=indicator, group=group, for_code=code, required_from=required)
        for group, code, required in owners
    )
    audit.record(
        actor=actor, action="campaign.indicator", target=indicator, at=at, code=indicator.code
    )
    return indicator


def _unused(key: int) -> IndicatorSet:
    indicator_set = IndicatorSet.objects.select_for_update().get(pk=key)
    if words := rules.frozen_refusal(indicator_set):
        raise Refused(words)
    return indicator_set
