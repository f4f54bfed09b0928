from django.db import models


class AccountQuerySet(models.QuerySet):
    def managed_by(self, actor):
        """Accounts whose present posting lies in the range the actor administers; never her own."""
        start, end = actor.managed_range
        if not start:
            return self.none()
        return self.filter(
            postings__valid_to__isnull=True,
            postings__unit__code__gte=start,
            postings__unit__code__lt=end,
        ).exclude(pk=actor.account_id)


class PostingQuerySet(models.QuerySet):
    def present(self):
        return self.filter(valid_to__isnull=True)

    def active(self):
        """Of people who can sign in: a disabled account keeps its post on record."""
        return self.filter(account__is_active=True)
