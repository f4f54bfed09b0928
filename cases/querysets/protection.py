"""Protection orders in force and near their end."""

from cases.querysets import CaseChildQuerySet


class OrderQuerySet(CaseChildQuerySet):
    def standing(self):
        return self.filter(status="issued")

    def ending_by(self, day):
        """In force, and over on this day or before it."""
        return self.standing().filter(expires_on__lte=day).order_by("expires_on", "pk")
