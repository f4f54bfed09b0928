from django.db.models import Case as Case_
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from cases.choices import OPEN_STATUSES
from cases.choices.pressing import PRESS_CLOCKS
from cases.choices.review import REVIEW_CLOCKS
from portal.access.querysets import OwnedQuerySet
from portal.deadlines.querysets import OpenClocks
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
        recusal = self.model.recusals.rel.related_model
        recusals = (
            recusal.objects.standing()
            .filter(case=OuterRef("pk"))
            .filter(
                Q(account_id=actor.account_id)
                | (Q(recused_unit_code__gt="") & Q(recused_unit_code=actor.unit_code))
            )
        )
        readings = self.model.readers.rel.related_model.objects.filter(
            Q(until__isnull=True) | Q(until__gt=Now()),
            case=OuterRef("pk"),
            account=actor.account_id,
        )
        return self.within(actor).filter(
            ~Q(access_label="named") | Q(unit_code=actor.leads) | Exists(readings),
            ~Exists(recusals),
        )

    def by_number(self, typed, *, unit_code):
        """A case by its number as it is typed: 410402-2026-118, or 新华·0118 of this year."""
        wanted = typed.strip().replace(".", "·").replace("・", "·")
        exact = self.filter(number=wanted.upper()).first()
        short = self.filter(short_number=wanted).order_by("-year", "-pk")
        return exact or short.filter(unit_code=unit_code).first() or short.first()

    def for_list(self):
        return self.select_related("category__parent", "handler", "place")

    def for_page(self):
        return self.select_related(
            "category__parent", "handler", "registered_by", "place", "procedure", "registration"
        )

    def open(self):
        """未办结: work waits, or the word of the leader."""
        return self.filter(status__in=OPEN_STATUSES)

    def waiting_for(self, actor):
        """待同意办结 in the unit she leads, the oldest first."""
        rows = self.filter(status="closing", unit_code=actor.leads or "-")
        return rows.select_related("category", "closing_asked_by").order_by(
            "closing_asked_at", "pk"
        )

    def unfinished(self):
        """What goes on with whoever takes over: open, or with a 复查 or 复核 without its result."""
        waiting = self.model.reviews.rel.related_model.objects.filter(outcome="")
        return self.filter(
            Q(status__in=OPEN_STATUSES) | Exists(waiting.filter(case=OuterRef("pk"))),
        ).exclude(status="void")

    def going_on(self):
        """What a unit that ends gives on: what is unfinished, or somebody promised to ask again."""
        promised = self.model.followups.rel.related_model.objects.promised()
        asked = Exists(promised.filter(case=OuterRef("pk")))
        return self.filter(Q(pk__in=self.model.objects.unfinished().values("pk")) | asked)

    def in_hands_of(self, account_id):
        """Open cases of one handler; 待同意办结 waits for somebody else."""
        return self.exclude(status="closing").open().filter(handler=account_id)

    def waiting_on(self, actor, today):
        """What this person is to do, in one question: her own cases, closings she may agree to,
        follow-ups in her unit of what others handled, those she said she would make again, results
        of 复查 and 复核 of her own answers, and what she is pressed for from above while the leader
        has the closing.
        Danger first, then by day."""
        rows = self.model.objects.order_by()
        mine = rows.in_hands_of(actor.account_id)
        others = rows.exclude(handler=actor.account_id)
        agree = others.filter(status="closing", unit_code=actor.leads or "-").exclude(
            closing_asked_by__isnull=False, closing_asked_by=actor.account_id
        )
        clocks = self.model.deadlines.rel.related_model.objects.running()
        due = clocks.filter(rule__code="return-visit", unit_code=actor.unit_code)
        ask = others.filter(status="closed", pk__in=due.values("case"))
        promised = self.model.followups.rel.related_model.objects.promised_to(actor)
        again = others.filter(pk__in=promised.filter(next_on__lte=today).values("case"))
        wanted = (*REVIEW_CLOCKS, *PRESS_CLOCKS.values())
        asked = clocks.filter(rule__code__in=wanted, unit_code=actor.unit_code)
        answers = rows.filter(handler=actor.account_id, pk__in=asked.values("case"))
        # Small questions, each with its index: one OR of them would read every case.
        found = (part.values("pk") for part in (mine, agree, ask, again, answers))
        return self.filter(pk__in=next(found).union(*found, all=True))

    def by_urgency(self):
        """Where somebody is in danger first, then by the first day of a clock, then the oldest."""
        danger = Case_(
            When(
                Q(safety="danger") | Q(risk="red"),
                alarm_at__isnull=True,
                alarm_declined_at__isnull=True,
                then=0,
            ),
            default=1,
        )
        day = F("due_on").asc(nulls_last=True)
        return self.with_due_day().order_by(danger, day, "registered_at", "pk")

    def due_by(self, day):
        """Those with a running clock whose strict day is this one or earlier."""
        clocks = self.model.deadlines.rel.related_model.objects.filter(case=OuterRef("pk"))
        return self.filter(Exists(clocks.running().filter(strict_on__lte=day)))

    def with_due_day(self):
        """`due_on`: the first last day among its running clocks."""
        clocks = self.model.deadlines.rel.related_model.objects.filter(case=OuterRef("pk"))
        first = clocks.running().by_day().values("strict_on")[:1]
        return self.annotate(due_on=Subquery(first))


class RecusalQuerySet(OwnedQuerySet):
    def standing(self):
        return self.filter(ended_at__isnull=True)

    def with_whom(self):
        """`whom`: the person's name, or the unit's in the place of its code."""
        cases = self.model._meta.get_field("case").related_model
        units = cases._meta.get_field("complained_unit").related_model.objects
        names = units.filter(code=OuterRef("recused_unit_code")).values("short_name")[:1]
        code = F("recused_unit_code")
        named = Coalesce("account__name", Subquery(names), code, output_field=CharField())
        return self.annotate(whom=named)


class CaseChildQuerySet(OwnedQuerySet):
    """Rows that exist only while their case does: the policy follows the case as well."""

    def visible_to(self, actor):
        # Asked row by row: `case__in` would list every visible case for the children of one.
        cases = self.model._meta.get_field("case").related_model.objects.visible_to(actor)
        seen = Exists(cases.filter(pk=OuterRef("case_id")))
        return self.within(actor).filter(Q(case__isnull=True) | seen)


class FollowUpQuerySet(CaseChildQuerySet):
    def promised(self):
        """Where somebody said that she would ask again, and nobody asked since."""
        later = self.model.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
        promised = self.filter(next_on__isnull=False, case__status="followed_up")
        return promised.exclude(Exists(later))

    def promised_by(self, account_id):
        """Those of this person: said by her, or taken over."""
        said = Q(next_by__isnull=True, by=account_id)
        return self.promised().filter(said | Q(next_by=account_id))

    def promised_to(self, actor):
        """Hers, and to who leads the unit also those of people who are not there any more."""
        hers = self.promised_by(actor.account_id)
        if not actor.leads:
            return hers
        account = self.model._meta.get_field("by").related_model
        posts = account.postings.rel.related_model.objects.present()
        there = posts.filter(account=OuterRef("who"), unit__code=OuterRef("unit_code"))
        left = self.promised().filter(unit_code=actor.leads).annotate(who=Coalesce("next_by", "by"))
        orphans = left.filter(~Exists(there)).values("pk")
        return self.filter(pk__in=hers.values("pk").union(orphans, all=True))


class CaseLinkQuerySet(CaseChildQuerySet):
    def standing_of(self, case):
        """Links of a case from either end; the policy shows those of one's own range."""
        return self.filter(Q(case=case) | Q(other=case), ended_at__isnull=True)

    def between(self, one, other):
        return self.filter(Q(case=one, other=other) | Q(case=other, other=one))


class CaseDeadlineQuerySet(OpenClocks, CaseChildQuerySet):
    """Clocks of a case: seen while the case is."""

    def for_page(self):
        return self.select_related("rule").prefetch_related("pauses", "extensions").by_day()


class ContactQuerySet(CaseChildQuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def frequent_categories(self, *, since, account_id, most):
        """Keys of the classes this person registered most since a moment."""
        rows = (
            self.standing()
            .filter(first_receiver=account_id, registered_at__gte=since, category__isnull=False)
            .values("category")
            .annotate(times=Count("pk"))
            .order_by("-times", "category")[:most]
        )
        return [row["category"] for row in rows]

    def this_month(self, contact):
        """How many of this outcome this unit has had in the contact's month, itself included."""
        local = timezone.localtime(contact.registered_at)
        first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return (
            self.standing()
            .filter(
                outcome=contact.outcome,
                registered_code=contact.registered_code,
                registered_at__gte=first,
                registered_at__lte=contact.registered_at,
            )
            .count()
        )

    def of_cases(self, keys):
        """Standing contacts of these cases, newest first."""
        rows = self.standing().filter(case__in=keys).select_related("category", "case")
        return rows.order_by("-received_at", "-pk")

    def outcomes(self):
        """How many consultations and misdials."""
        counted = self.aggregate(
            consult=Count("pk", filter=Q(outcome="consult")),
            misdial=Count("pk", filter=Q(outcome="misdial")),
        )
        return counted["consult"], counted["misdial"]

    def about_phone(self, phone, cases):
        """Earlier contacts from exactly this number, or of these cases, newest first."""
        return (
            self.standing()
            .filter(Q(caller_phone_index=phone) | Q(case__in=cases))
            .select_related("category", "case")
            .order_by("-received_at", "-pk")
        )


class SavedFilterQuerySet(OwnedQuerySet):
    def visible_to(self, actor):
        """Her own, and what a colleague of exactly her unit shares."""
        mine = Q(account=actor.account_id) | Q(is_shared=True)
        return self.within(actor).filter(mine, unit_code=actor.unit_code)

    def for_bar(self):
        return self.order_by("-is_shared", "at", "pk")
