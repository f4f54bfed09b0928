"""Papers for tests, made as a clerk makes them: through the action."""

import factory
from django.db import transaction

from cases.papers import READING
from portal import clock
from portal.access import scope
from portal.papers import actions
from portal.papers.models import IssuedPaper


class PaperFactory(factory.Factory):
    """A paper of a case; `kind` and what its fields say (`values`) may be given."""

    class Meta:
        model = IssuedPaper

    actor = None
    case = None
    kind = READING
    values: dict = {}
    numbering = actions.Numbering()

    @classmethod
    def _create(cls, model_class, *args, actor, case, kind, values, numbering, **kwargs):
        day, at = clock.today(), clock.now()
        with transaction.atomic(), scope(actor):
            words = dict(kind.initial(actor, case, day)) | values
            paper = kind.build(actor=actor, record=case, values=words, day=day)
            return actions.issue_paper(
                kind=kind, record=case, paper=paper, numbering=numbering, actor=actor, at=at
            )
