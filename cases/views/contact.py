from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import actions, forms, presenters
from cases.choices import Outcome, Safety, Sex
from cases.models import Case, Channel, Contact
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.drafts.views import DraftMixin
from portal.ui.views import PortalView, redirect_to, render, safe_next, say
from portal.units.models import Unit

PAGE = "cases/register.html"
NINETY_DAYS = timedelta(days=90)
CHIPS = 8


class CallRegister(DraftMixin, PortalView):
    """登记来电／来访: eight fields, one button; the draft is kept while she types."""

    permission = Permission.CASE_REGISTER
    form_class = forms.CallForm

    def frequent(self):
        since = clock.now() - NINETY_DAYS
        return Contact.objects.visible_to(self.request.actor).frequent_categories(
            since=since, account_id=self.request.actor.account_id, most=CHIPS
        )

    def initial(self):
        actor = self.request.actor
        channel = "visit" if self.request.GET.get("channel") == "visit" else "call_12338"
        return {
            "channel": channel,
            "relation": "self",
            "place": Unit.objects.get(pk=actor.unit_id).region_id,
            "safety": Safety.UNKNOWN,
            "first_step": "answer",
            "sex": Sex.FEMALE,
        }

    def page(self, form, status=200):
        channel = form["channel"].value()
        context = {"form": form, "is_visit": str(channel) == "visit", **self.draft_context()}
        return render(self.request, PAGE, context, {"call-form": "form"}, status)

    def get(self, request):
        form = self.open_form(initial=self.initial(), frequent=self.frequent())
        if "channel" in request.GET:  # 登记来访 stays what was asked for, whatever the draft was
            form.initial["channel"] = self.initial()["channel"]
        return self.page(form)

    def post(self, request):
        outcome = request.POST.get("outcome", Outcome.CASE)
        outcome = outcome if outcome in Outcome.values else Outcome.CASE
        form = self.sent_form(outcome=outcome, frequent=self.frequent())
        if form.is_valid() and (url := self.send(form, lambda: self.register(form))):
            return redirect_to(request, url)
        return self.page(form, status=422)

    def register(self, form):
        contact = actions.register_contact(
            call=actions.Call(**form.values()),
            outcome=form.outcome,
            actor=self.request.actor,
            at=clock.now(),
            joins=self.joined(form.cleaned_data["join"]),
        )
        tell(self.request, contact)
        return contact.case.get_absolute_url() if contact.case else reverse("cases:register")

    def joined(self, number):
        """The case chosen beside the form, or None. Raises Refused for one that is not hers."""
        if not number:
            return None
        case = Case.objects.visible_to(self.request.actor).filter(number=number).first()
        if case is None:
            raise Refused("没有这件事项，或您无权查看。请重新选择，或另建一件。")
        return case


def tell(request, contact):
    """The line after a quick act, with its 撤销."""
    undo = reverse("cases:withdraw", args=[contact.pk])
    if contact.case and contact.case.registered_at != contact.registered_at:
        say(request, f"已并入{contact.case.short_number}，没有另建事项。", undo)
        return
    if contact.case:
        say(request, f"已登记：{contact.case.short_number}。", undo)
        return
    month = Contact.objects.visible_to(request.actor).this_month(contact)
    what = "咨询" if contact.outcome == Outcome.CONSULT else "误拨"
    say(request, f"已计入本月{what}（第{month}次），未建事项。", undo)


class Misdial(PortalView):
    """误拨: one click, counted, taken back with one more."""

    permission = Permission.CASE_REGISTER

    def post(self, request):
        at = clock.now()
        call = actions.Call(
            channel=Channel.objects.get(pk="call_12338"), received_at=at, safety=Safety.UNKNOWN
        )
        contact = actions.register_contact(
            call=call, outcome=Outcome.MISDIAL, actor=request.actor, at=at
        )
        tell(request, contact)
        return redirect_to(request, safe_next(request, "cases:register"))


class CallHistory(PortalView):
    """历史来件 of a number. POST, because a number does not belong into an address."""

    permission = Permission.CASE_REGISTER

    def post(self, request):
        form = forms.PhoneForm(request.POST, actor=request.actor)
        asked = form.cleaned_data if form.is_valid() else {}
        phone, name, given = asked.get("phone", ""), asked.get("name", ""), {}
        if phone:
            given["phone"] = actions.look_up_phone(phone=phone, actor=request.actor, at=clock.now())
        if name:
            given["name"] = actions.look_up_name(name=name, actor=request.actor, at=clock.now())
        context = {
            "asked": bool(given),
            **presenters.earlier_ones(given.get("phone"), given.get("name"), request.actor),
        }
        return render(request, "cases/history.html", context)


class ContactWithdraw(PortalView):
    """撤销(8)."""

    permission = Permission.CASE_REGISTER

    def post(self, request, pk):
        contact = get_object_or_404(Contact.objects.visible_to(request.actor), pk=pk)
        try:
            actions.withdraw_contact(contact=contact, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "已撤销。")
        return redirect_to(request, contact.case or reverse("cases:register"))
