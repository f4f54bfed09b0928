"""What is counted: one row per contact, case or referral, with nothing in it that says who.

They are views (migration figures): counted is everything registered in the range of the person who
asks, also 限定知悉 and what she is recused from; what a figure opens to is still only what she may
see. A row counts for the unit that registered it (`code`), on the day of its registration; a row
of the old ledger on the day it came in.
"""

from django.db import models

from cases.querysets.figures import FactQuerySet


class Fact(models.Model):
    code = models.CharField(max_length=20, db_collation="C")
    day = models.DateField()
    case_id = models.BigIntegerField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        managed = False

    def __str__(self):
        return f"{self.code}·{self.day}"


class ContactFact(Fact):
    """来件, except what was withdrawn and those of a case that was voided."""

    outcome = models.CharField(max_length=8)
    channel = models.CharField(max_length=20)
    is_repeat = models.BooleanField()
    is_collective = models.BooleanField()
    head_count = models.IntegerField()
    category = models.CharField(max_length=8)
    is_minor = models.BooleanField()
    is_violence = models.BooleanField()
    is_male = models.BooleanField()

    class Meta(Fact.Meta):
        abstract = False
        db_table = "cases_contact_fact"


class CaseFact(Fact):
    """事项, except voided ones. `due` is the last day (strict) of its own handling."""

    status = models.CharField(max_length=12)
    is_closed = models.BooleanField()
    is_on_the_spot = models.BooleanField()
    is_referred = models.BooleanField()
    closed = models.DateField(null=True)
    days = models.IntegerField(null=True)
    due = models.DateField(null=True)
    is_extended = models.BooleanField()
    is_written = models.BooleanField()
    result = models.CharField(max_length=14)
    settlement = models.CharField(max_length=10)
    assistance = models.CharField(max_length=8)
    needs_follow_up = models.BooleanField()
    is_followed = models.BooleanField()
    satisfaction = models.CharField(max_length=8)
    is_legal_aid = models.BooleanField()
    is_legal_aid_accepted = models.BooleanField()
    is_judicial_aid = models.BooleanField()
    is_social_aid = models.BooleanField()

    class Meta(Fact.Meta):
        abstract = False
        db_table = "cases_case_fact"


class ReferralFact(Fact):
    """转介 that were not taken back: one row each, on the day it was sent.

    `kind` is the duty of the unit asked, the same in city and county (M07 is 公安); "" outside the
    portal."""

    kind = models.CharField(max_length=8)
    is_received = models.BooleanField()
    is_returned = models.BooleanField()
    is_closed = models.BooleanField()
    closed = models.DateField(null=True)
    days = models.IntegerField(null=True)
    due = models.DateField(null=True)
    is_extended = models.BooleanField()
    chases = models.IntegerField()

    class Meta(Fact.Meta):
        abstract = False
        db_table = "cases_referral_fact"
