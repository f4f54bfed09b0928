"""Posts: where somebody works and as what; and what happens to her work when she goes."""

from django.db import transaction

from portal.access import Role, SystemActor, scope
from portal.access.refusal import Refused
from portal.accounts import registry, rules
from portal.accounts.actions.guard import ensure_may_manage, ensure_may_place, present_posting
from portal.accounts.actions.log import record
from portal.accounts.models import Posting


class WrongSuccessor(Refused):
    pass


@transaction.atomic
def change_posting(*, account, unit, roles, actor, at, title=""):
    """End the present post and begin another. Raises NotYours; nobody changes her own.

    A change of roles alone is a new post as well, so that the history says from when to when.
    """
    old = ensure_may_manage(actor, account)
    ensure_may_place(actor, unit=unit, roles=roles, at=at)
    values = sorted(Role(role).value for role in roles)
    if (old.unit_id, sorted(old.roles), old.title) == (unit.pk, values, title):
        return old
    old.valid_to = at
    old.save(update_fields=["valid_to"])
    new = Posting.objects.create(
        account=account, unit=unit, roles=values, title=title, valid_from=at
    )
    record(
        actor=actor, action="posting_changed", account=account, at=at,
        from_unit=old.unit.code, to_unit=unit.code,
    )  # fmt: skip
    if values != sorted(old.roles):
        record(
            actor=actor, action="roles_granted", account=account, at=at,
            before=sorted(old.roles), after=values,
        )  # fmt: skip
    return new


@transaction.atomic
def hand_over(*, leaver, successor, actor, at):
    """Give all open work of one account to another of the same unit; answers how much.

    Raises NotYours, WrongSuccessor. The work itself is moved by the system, bound to that unit:
    whoever administers accounts never sees it.
    """
    old = ensure_may_manage(actor, leaver)
    new = present_posting(successor)
    if new.unit_id != old.unit_id or not successor.is_active or successor == leaver:
        raise WrongSuccessor("只能移交给本单位在用的其他账号。", field="successor")
    system = mover(old.unit.code)
    with scope(system):
        moved = registry.hand_over_all(leaver=leaver, successor=successor, actor=system, at=at)
    record(
        actor=actor, action="handed_over", account=leaver, at=at, to=successor.pk,
        moved=moved,
    )  # fmt: skip
    return sum(moved.values())


@transaction.atomic
def open_work(*, account, actor):
    """How much open work an account holds, for the sentence on the form. Raises NotYours."""
    posting = ensure_may_manage(actor, account)
    system = mover(posting.unit.code)
    with scope(system):
        return registry.count_all(account=account, actor=system)


def mover(unit_code):
    """Bound to one unit; it leads it, because 限定知悉 work must not stay behind."""
    return SystemActor("移交", scope=unit_code, leads=unit_code)


@transaction.atomic
def follow_unit(*, old, new, actor, at):
    """A unit ended: everybody posted there goes on in its successor, with the same posts.

    A post the successor's kind of unit does not have ends: it would reach further there. Registered
    as a succession; runs for whoever may end units. Answers how many moved.
    """
    fitting = {role.value for role in rules.roles_for(new.kind)}
    postings = list(Posting.objects.present().select_for_update(of=("self",)).filter(unit=old))
    for posting in postings:
        posting.valid_to = at
        posting.save(update_fields=["valid_to"])
        if not (roles := [role for role in posting.roles if role in fitting]):
            continue
        Posting.objects.create(
            account_id=posting.account_id,
            unit=new,
            roles=roles,
            title=posting.title,
            valid_from=at,
        )
    return len(postings)
