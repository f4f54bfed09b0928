from django.db.models import Q

from portal.access.querysets import OwnedQuerySet


class ColumnSetQuerySet(OwnedQuerySet):
    def visible_to(self, actor):
        """One's own, and those shared with the unit; never those of units below."""
        return (
            super()
            .visible_to(actor)
            .filter(Q(account=actor.account_id) | Q(is_shared=True), unit_code=actor.unit_code)
        )
