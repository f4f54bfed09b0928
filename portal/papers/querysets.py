from django.db.models import Q

from portal.access.querysets import OwnedQuerySet
from portal.papers import registry


class IssuedPaperQuerySet(OwnedQuerySet):
    def visible_to(self, actor):
        """Her range; a paper about a record exists only for who may see the record."""
        wanted = Q(about_type="")
        for kind, visible in registry.records().items():
            wanted |= Q(about_type=kind, about_id__in=visible(actor))
        return self.within(actor).filter(wanted)

    def for_list(self):
        """Without the files themselves."""
        return self.select_related("issued_by").defer("content", "final")
