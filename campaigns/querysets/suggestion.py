from typing import Self

from portal.access.querysets import OwnedQuerySet


class SuggestionQuerySet(OwnedQuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)
