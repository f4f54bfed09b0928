from typing import Self

from django.db.models import Exists, OuterRef, Q

from campaigns.choices import JudgingPhase
from campaigns.querysets.core import SentDownQuerySet
from portal.access.actor import Actor
from portal.access.querysets import OwnedQuerySet, ScopedQuerySet


class JudgingQuerySet(SentDownQuerySet):
    def standing(self) -> Self:
        return self.exclude(phase=JudgingPhase.OFF)


class JudgedCaseQuerySet(OwnedQuerySet):
    def standing(self) -> Self:
        return self.filter(dropped_at=None)


class JudgeQuerySet(OwnedQuerySet):
    def seated(self) -> Self:
        return self.filter(left_at=None)


class ScoreSheetQuerySet(OwnedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A judge sees her own alone, her colleagues nothing; the unit that judges sees all. The
        policy `judge` of campaigns_scoresheet says the same (0017)."""
        planner = Q(planner_code__gte=actor.scope, planner_code__lt=actor.upto)
        return super().visible_to(actor).filter(Q(judge_id=actor.account_id) | planner)

    def of_judge(self, actor: Actor) -> Self:
        return self.filter(judge_id=actor.account_id)

    def waiting(self) -> Self:
        """Neither handed in nor left to others."""
        return self.filter(handed_at=None, aside_at=None)


class JudgedTextQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The unit that judges, and who has a sheet of the case. The policy `reader` of
        campaigns_judgedtext says the same (0017)."""
        if not actor.scope:
            return self.none()
        sheets = self.model._meta.get_field("case").related_model._meta.get_field("sheets")
        mine = sheets.related_model.objects.visible_to(actor).of_judge(actor).filter(aside_at=None)
        planner = Q(unit_code__gte=actor.scope, unit_code__lt=actor.upto)
        return self.filter(planner | Exists(mine.filter(case_id=OuterRef("case_id"))))
