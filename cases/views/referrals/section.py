"""转介和转送 on the page of a case."""

from cases import registry
from cases.presenters.referral import section

SECTION = registry.Section("referrals", "cases/sections/referrals.html", section, "main", order=40)
