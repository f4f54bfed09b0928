"""Which rows of 平安家庭 exist for whom. Nothing here knows of a case: see docs/adr/0003."""

from django.db.models import Q

from portal.access.querysets import OwnedQuerySet, ScopedQuerySet


class PublishedQuerySet(ScopedQuerySet):
    """Seen by the own range and by every unit below the owner."""

    def visible_to(self, actor):
        if not actor.scope:
            return self.none()
        own = Q(unit_code__gte=actor.scope, unit_code__lt=actor.upto)
        return self.filter(own | Q(unit_code__in=actor.above))


class StandardQuerySet(PublishedQuerySet):
    def in_force(self):
        return self.filter(status="frozen")

    def for_page(self):
        return self.prefetch_related("blocks__items")


class RoundQuerySet(PublishedQuerySet):
    def open(self):
        return self.filter(status="open")

    def for_page(self):
        return self.select_related("standard").prefetch_related("stages")


class HouseholdQuerySet(OwnedQuerySet):
    def active(self):
        return self.filter(status="active")

    def for_list(self):
        return self.select_related("group", "region")

    def of_village(self, code):
        return self.filter(unit_code=code)


class EntryQuerySet(OwnedQuerySet):
    """Households in a round."""

    def for_list(self):
        return self.select_related("household")

    def taking_part(self):
        return self.filter(state="taking_part")

    def in_order(self):
        """As one goes round: by the household's number in its village."""
        return self.order_by("household__sequence", "pk")

    def by_others_than(self, actor):
        """Without the actor's own home: nobody rates it herself."""
        return self.exclude(household__home_of=actor.account_id)


class StationQuerySet(OwnedQuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def baseline(self):
        """四有 all there."""
        return self.filter(has_people=True, has_sign=True, has_place=True, has_tasks=True)

    def of_five(self):
        """五个一 all there."""
        return self.filter(
            has_office=True, has_hotline=True, has_computer=True, has_rules=True, has_team=True
        )


class SelectionQuerySet(OwnedQuerySet):
    """Households on the lists of a round."""

    def standing(self):
        """On the list now: a family that withdrew is off it at once."""
        return self.exclude(state="off")

    def for_list(self):
        return self.select_related("entry__household__region")

    def in_order(self):
        return self.order_by("for_code", "unit_code", "entry__household__sequence", "pk")


class PlaqueQuerySet(OwnedQuerySet):
    def holding(self):
        return self.filter(ended_on__isnull=True)

    def for_list(self):
        return self.select_related("selection__entry__household__region")
