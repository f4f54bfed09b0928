from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from portal.access.querysets import OwnedQuerySet
from portal.units.querysets import ValidQuerySet


class CategoryQuerySet(ValidQuerySet):
    def leaves(self):
        return self.filter(parent__isnull=False).select_related("parent")


class CaseQuerySet(OwnedQuerySet):
    def visible_to(self, actor):
        """The only sentence in the house that says who sees which case.

        Her range; of 限定知悉 only what she leads, is named on or reads in an emergency; never one
        she or her unit is recused from. The policies of cases_case say the same (0002).
        """
        recusals = self.model.recusals.rel.related_model.objects.filter(case=OuterRef("pk")).filter(
            Q(account_id=actor.account_id)
            | (Q(recused_unit_code__gt="") & Q(recused_unit_code=actor.unit_code))
        )
        readings = self.model.readers.rel.related_model.objects.filter(
            Q(until__isnull=True) | Q(until__gt=Now()), case=OuterRef("pk"), account=actor.account_id
        )
        return self.within(actor).filter(
            ~Q(access_label="named") | Q(unit_code=actor.leads) | Exists(readings),
            ~Exists(recusals),
        )

    def for_list(self):
        return self.select_related("category__parent", "handler", "place")

    def open(self):
        return self.filter(status__in=["registered", "handling"])

    def newest_first(self):
        return self.order_by("-registered_at", "-pk")


class CaseChildQuerySet(OwnedQuerySet):
    """Rows that exist only while their case does: the policy follows the case as well."""

    def visible_to(self, actor):
        cases = self.model._meta.get_field("case").related_model.objects.visible_to(actor)
        return self.within(actor).filter(Q(case__isnull=True) | Q(case__in=cases.values("pk")))

    def newest_first(self):
        return self.order_by(F("received_at").desc(), "-pk")
