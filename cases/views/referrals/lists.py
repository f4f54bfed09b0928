"""转入: the one page of a liaison, and what a federation was offered. 转出: what was asked."""

from django.contrib import messages

from cases import actions
from cases.choices.referral import ReferralStatus
from cases.models import Referral, Transfer
from cases.presenters import referral as presenters
from cases.views.referrals.steps import offered
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.audit import actions as audit
from portal.ui.paging import keyset
from portal.ui.views import PortalView, redirect_to, render

MOST = 60
STATES = {"open": "在办", "over": "已结束"}


class Inbox(PortalView):
    """转入事项: each row opens in place; one is open at a time (`open`)."""

    permission = Permission.REFERRAL_VIEW

    def get(self, request):
        return inbox(request)


def inbox(request, opened=None, wrong=None, status=200):
    """The page with one row open. `wrong` is the form that came back with errors."""
    actor, params = request.actor, request.GET
    is_over = params.get("state") == "over"
    pk = opened or whole(params.get("open", ""))
    context = {"is_over": is_over, "may_send": actor.can(Permission.REFERRAL_SEND)}
    context |= transfers(actor, params, is_over) | of_city(actor)
    if actor.can(Permission.REFERRAL_RECEIVE):
        context |= received(actor, params, is_over, pk, wrong)
    count = len(context.get("rows", []))
    audit.record(actor=actor, action="referral.list", at=clock.now(), rows=count)
    return render(request, "cases/referrals/inbox.html", context, status=status)


def whole(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def received(actor, params, is_over, pk, wrong):
    """What other units asked of hers; of the open one everything she may read of it."""
    mine = Referral.objects.visible_to(actor).received_by(actor).for_list()
    if is_over:
        page = keyset(presenters.with_clocks(mine.over(), actor), params, by="sent_at")
        found, pager = page.rows, page
    else:
        found = list(presenters.with_clocks(mine.open().by_day(), actor)[:MOST])
        pager = None
    made = {"rows": [presenters.row_of(referral) for referral in found], "pager": pager}
    made["waiting"] = sum(one.status == ReferralStatus.WAITING for one in found)
    chosen = next((one for one in found if one.pk == pk), None)
    if chosen is not None:
        made |= opened_row(chosen, actor, wrong)
    return made | {"is_receiver": True}


def opened_row(referral, actor, wrong):
    audit.record(actor=actor, action="referral.read", target=referral, at=clock.now())
    shown = presenters.body(referral, actor) | {"steps": offered(referral, actor, wrong)}
    return {"opened": referral.pk, "body": shown}


def transfers(actor, params, is_over):
    """Cases other federations handed on to hers."""
    if not actor.can(Permission.CASE_TRANSFER):
        return {}
    mine = Transfer.objects.visible_to(actor).filter(to_code=actor.unit_code).for_list()
    if not is_over:
        return {"offers": list(mine.offered().order_by("-is_danger", "offered_at")[:MOST])}
    page = keyset(mine.exclude(status="offered"), params, by="offered_at")
    return {"offers": page.rows, "offers_pager": page, "is_federation": True}


def of_city(actor):
    """What the city office has to pass on, rule on or bring together."""
    if not actor.can(Permission.REFERRAL_RULE):
        return {}
    found = Referral.objects.visible_to(actor).for_city(actor).for_list().by_day()[:MOST]
    return {"of_city": [presenters.row_of(one) for one in presenters.with_clocks(found, actor)]}


class ReceiveMany(PortalView):
    """一并签收: the ticked rows."""

    permission = Permission.REFERRAL_RECEIVE

    def post(self, request):
        keys = [key for text in request.POST.getlist("pk") if (key := whole(text))]
        actor = request.actor
        rows = Referral.objects.visible_to(actor).received_by(actor).filter(pk__in=keys[:MOST])
        done = 0
        for referral in rows.order_by("sent_at", "pk"):
            try:
                actions.receive(referral=referral, actor=actor, at=clock.now())
            except Refused as refusal:
                messages.error(request, f"{referral.short_number}：{refusal.words}")
            else:
                done += 1
        if done:
            messages.success(request, f"已签收{done}件，由您经办。")
        elif not keys:
            messages.error(request, "请先勾选要签收的事项。")
        return redirect_to(request, "referrals:inbox")


class Sheet(PortalView):
    """本次清单: one sheet to take along, without names."""

    permission = Permission.REFERRAL_RECEIVE

    def get(self, request):
        actor = request.actor
        mine = (
            Referral.objects.visible_to(actor).received_by(actor).open().for_list().by_day()[:MOST]
        )
        rows = [presenters.row_of(one) for one in presenters.with_clocks(mine, actor)]
        audit.record(actor=actor, action="referral.sheet", at=clock.now(), rows=len(rows))
        context = {"rows": rows, "unit": actor.unit_name, "day": clock.today()}
        return render(request, "cases/referrals/sheet.html", context)


class Sent(PortalView):
    """转出事项: what units of her range asked of others, with every clock."""

    permission = Permission.REFERRAL_SEND

    def get(self, request):
        actor, params = request.actor, request.GET
        state = params.get("state") if params.get("state") in STATES else "open"
        sent = Referral.objects.visible_to(actor).sent_within(actor).for_list()
        sent = sent.open() if state == "open" else sent.over()
        page = keyset(presenters.with_clocks(sent, actor), params, by="sent_at")
        rows = [presenters.row_of(referral) for referral in page.rows]
        audit.record(actor=actor, action="referral.list", at=clock.now(), rows=len(rows))
        offers = Transfer.objects.visible_to(actor).for_list()
        offers = offers.filter(from_code=actor.unit_code).order_by("-offered_at", "-pk")
        context = {"rows": rows, "page": page, "state": state, "states": STATES}
        context |= {"offers": list(offers[:12]), "shows_sender": len(actor.unit_code) == 4}
        return render(request, "cases/referrals/sent.html", context)
