"""Saving a filter of the ledger and giving one up."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import actions, filters, forms
from cases.models import SavedFilter
from cases.views.listing import CURSORS, WORDS
from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to

LONGEST = 1000


class FilterSave(PortalView):
    """POST the filter that stands (`query`, as the address has it) with its name."""

    permission = Permission.CASE_VIEW

    def post(self, request):
        form = forms.FilterForm(request.POST, actor=request.actor)
        query = request.POST.get("query", "")[:LONGEST]
        if not form.is_valid():
            messages.error(request, "请写常用筛选的名称，不超过20个字。")
            return redirect_to(request, self.address(query))
        try:
            saved = actions.save_filter(
                actor=request.actor, at=clock.now(), params=sound(query), **form.cleaned_data
            )
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, f"已保存常用筛选：{saved.name}。")
        return redirect_to(request, self.address(query))

    def address(self, query):
        kept = filters.as_query(sound(query))
        return reverse("cases:list") + (f"?{kept}" if kept else "")


def sound(query):
    """The filters of an address that the list knows, without words and place."""
    known = {*filters.CaseFilter.base_filters} - {WORDS, *CURSORS}
    return {name: value for name, value in parse_qsl(query) if name in known}


class FilterDrop(PortalView):
    permission = Permission.CASE_VIEW

    def post(self, request, pk):
        saved = get_object_or_404(SavedFilter.objects.visible_to(request.actor), pk=pk)
        try:
            actions.drop_filter(saved=saved, actor=request.actor, at=clock.now())
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "已删去。")
        return redirect_to(request, "cases:list")
