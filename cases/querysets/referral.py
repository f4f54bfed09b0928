"""Which referrals and transfers exist for whom. The policies of migration 0008 say the same."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now

from portal.access import Permission
from portal.access.querysets import ScopedQuerySet
from portal.deadlines.querysets import OpenClocks

OPEN = ("asked", "waiting", "received", "return_asked", "handling", "reported")
# What waits for which side; the rest is over.
WITH_RECEIVER = ("waiting", "received", "handling")
WITH_SENDER = ("return_asked", "reported")
KEPT = timedelta(days=30)


class ReferralQuerySet(ScopedQuerySet):
    def visible_to(self, actor):
        """Whoever sees the case; the people of the one unit asked, once it is shared with them; the
        city office where it has to pass on or to rule. Not who stands above the unit asked: the
        copy was made for that unit alone.
        """
        if not actor.scope:
            return self.none()
        return self.filter(self.ours(actor) | self.asked_of(actor))

    def ours(self, actor):
        """The sender's side, and the city office where it has a part."""
        cases = self.model._meta.get_field("case").related_model.objects.visible_to(actor)
        ours = Q(Exists(cases.filter(pk=OuterRef("case_id"))))
        if actor.can(Permission.REFERRAL_RULE):
            ours |= Q(city_code__gt="", city_code=actor.unit_code)
        return ours

    @staticmethod
    def asked_of(actor):
        return Q(to_code__gt="", to_code=actor.unit_code, is_shared=True)

    def received_by(self, actor):
        """What was addressed to her own unit."""
        return self.filter(self.asked_of(actor))

    def sent_within(self, actor):
        """What units of her range sent."""
        return self.filter(from_code__gte=actor.scope, from_code__lt=actor.upto)

    def open(self):
        return self.filter(status__in=OPEN)

    def over(self):
        return self.exclude(status__in=OPEN)

    def for_list(self):
        rows = self.select_related("category__parent", "handler", "minder", "to_unit")
        return rows.prefetch_related("requests")

    def for_city(self, actor):
        """What the city office has to pass on, to rule on or to bring together."""
        mine = self.open().filter(city_code=actor.unit_code)
        return mine.filter(
            Q(status="asked")
            | Q(status="return_asked", requests__by_city=True, requests__ruling="")
            | Q(chases__step="bring")
        ).distinct()

    def for_sender(self, actor, today):
        """What waits for whoever minds it: a ruling, a review, or a chase because it is late."""
        mine = self.open().filter(from_code=actor.unit_code, minder=actor.account_id)
        late = Q(status__in=WITH_RECEIVER, due_on__lt=today)
        asked = Q(requests__ruling="", requests__by_city=False)
        waiting = Q(status="reported") | asked | late
        return mine.with_due_day().filter(waiting).distinct()

    def for_receiver(self, actor):
        return self.received_by(actor).filter(status__in=WITH_RECEIVER)

    def with_due_day(self):
        """`due_on`: the first last day among its running clocks."""
        clocks = self.model.deadlines.rel.related_model.objects.filter(
            referral=OuterRef("pk"), status="running"
        )
        first = clocks.order_by("strict_on").values("strict_on")[:1]
        return self.annotate(due_on=Subquery(first))

    def by_day(self):
        """The red ones first, then by the first last day."""
        return self.with_due_day().order_by(
            F("is_red").desc(), F("due_on").asc(nulls_last=True), "sent_at", "pk"
        )


class ReferralChildQuerySet(ScopedQuerySet):
    """Rows that exist only while their referral does."""

    def visible_to(self, actor):
        referrals = self.model._meta.get_field("referral").related_model.objects
        return self.filter(referral__in=referrals.visible_to(actor).values("pk"))


class ReferralCopyQuerySet(ReferralChildQuerySet):
    def visible_to(self, actor):
        """The receiver reads it while it is his, and thirty days longer; not what was taken back
        or returned."""
        referrals = self.model._meta.get_field("referral").related_model.objects
        visible = referrals.visible_to(actor)
        lasting = Q(ended_at__isnull=True) | Q(ended_at__gt=Now() - KEPT)
        fresh = visible.filter(lasting).exclude(status__in=["returned", "revoked"])
        kept = visible.filter(referrals.all().ours(actor))
        return self.filter(Q(referral__in=kept.values("pk")) | Q(referral__in=fresh.values("pk")))


class ReferralDeadlineQuerySet(OpenClocks, ReferralChildQuerySet):
    def for_page(self):
        return self.select_related("rule").prefetch_related("pauses", "extensions").by_day()


class TransferQuerySet(ScopedQuerySet):
    def visible_to(self, actor):
        """The two units' ranges; never who, or whose unit, is recused from the case."""
        if not actor.scope:
            return self.none()
        recusal = self.model._meta.get_field("case").related_model.recusals.rel.related_model
        shut = recusal.objects.standing().filter(
            Q(account_id=actor.account_id)
            | (Q(recused_unit_code__gt="") & Q(recused_unit_code=actor.unit_code))
        )
        sent = Q(from_code__gte=actor.scope, from_code__lt=actor.upto)
        offered = Q(to_code__gte=actor.scope, to_code__lt=actor.upto)
        return self.filter(sent | offered).exclude(case__in=shut.values("case"))

    def offered(self):
        return self.filter(status="offered")

    def offered_to(self, actor):
        return self.offered().filter(to_code=actor.unit_code)

    def for_list(self):
        return self.select_related("to_unit", "offered_by", "decided_by")
