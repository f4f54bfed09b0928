from typing import Self

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from campaigns.choices import OPEN, CampaignStatus, DutyStatus
from portal.access.actor import Actor
from portal.access.querysets import OwnedQuerySet, ScopedQuerySet


class SentDownQuerySet(ScopedQuerySet):
    """Rows of the asking unit, read by all units below it: the kind `Published`."""

    def visible_to(self, actor: Actor) -> Self:
        if not actor.scope:
            return self.none()
        return self.filter(
            Q(unit_code__gte=actor.scope, unit_code__lt=actor.upto) | Q(unit_code__in=actor.above)
        )


class CampaignQuerySet(SentDownQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The planner's range sees it from the first day; others once it was sent to them, or to
        the unit over them. The policy `sent` of campaigns_campaign says the same (0002)."""
        participation = self.model._meta.get_field("participations").related_model
        mine = participation.objects.visible_to(actor).filter(campaign=OuterRef("pk"))
        own = Q(unit_code__gte=actor.scope, unit_code__lt=actor.upto)
        sent = ~Q(status=CampaignStatus.PLANNED) & Exists(mine)
        return super().visible_to(actor).filter(own | sent)

    def running(self) -> Self:
        return self.filter(status=CampaignStatus.PUBLISHED)

    def newest_first(self) -> Self:
        return self.order_by("-begins_on", "-pk")


class CampaignChildQuerySet(SentDownQuerySet):
    """Parts of a campaign: seen while the campaign is."""

    def visible_to(self, actor: Actor) -> Self:
        campaigns = self.model._meta.get_field("campaign").related_model.objects
        return super().visible_to(actor).filter(campaign__in=campaigns.visible_to(actor))


class ParticipationQuerySet(SentDownQuerySet):
    """A unit reads its own; who asked reads all; a town reads its county's, for the county's words
    stand in it."""

    def asked_by(self, unit_code: str) -> Self:
        return self.filter(asked_by_code=unit_code)

    def unsigned(self) -> Self:
        return self.filter(signed_at__isnull=True)

    def for_board(self) -> Self:
        return self.select_related("unit").order_by("group", "unit_code")


class DutyQuerySet(OwnedQuerySet):
    """Its unit sees it and whoever stands over the unit: a county its towns', the city all."""

    def asked_by(self, unit_code: str) -> Self:
        return self.filter(asked_by_code=unit_code)

    def with_last_day(self) -> Self:
        """`last_on`: the exception's day, else the day it is due."""
        return self.annotate(last_on=Coalesce(F("exception_until"), F("due_on")))

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def owed(self) -> Self:
        return self.filter(is_voluntary=False)

    def to_review(self) -> Self:
        return self.filter(status=DutyStatus.SUBMITTED)

    def for_page(self) -> Self:
        return self.select_related("participation__campaign", "participation__unit", "requirement")


class DutyChildQuerySet(OwnedQuerySet):
    """Rows that exist only while their duty is seen."""

    def visible_to(self, actor: Actor) -> Self:
        duties = self.model._meta.get_field("duty").related_model.objects.visible_to(actor)
        return self.within(actor).filter(duty__in=duties.values("pk"))
