"""Pages that change a unit's life: rename, end, merge, split. Each asks once more in words."""

from django.http import Http404
from django.urls import reverse

from portal import clock
from portal.access import Permission
from portal.access.refusal import Refused
from portal.ui.views import PortalView, redirect_to, render, say
from portal.units import actions, forms
from portal.units.models import Unit


class UnitAct(PortalView):
    """GET shows the form, POST acts. `name` is in the URL, `label` on the button."""

    permission = Permission.UNIT_MANAGE
    name = label = note = url_name = ""
    form_class: type

    def get(self, request, pk):
        unit = self.unit(pk)
        return self.page(request, unit, self.form(request, unit))

    def post(self, request, pk):
        unit = self.unit(pk)
        form = self.form(request, unit, request.POST)
        if not form.is_valid():
            return self.page(request, unit, form, status=422)
        try:
            words = self.act(unit, actor=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            return self.page(request, unit, form, status=422)
        say(request, words)
        return redirect_to(request, reverse("admin:units_unit_change", args=[unit.pk]))

    def act(self, unit, **given):
        """Do it; answer the line that stands on the next page."""
        raise NotImplementedError

    def unit(self, pk):
        unit = Unit.objects.filter(pk=pk).first()
        if unit is None:
            raise Http404
        return unit

    def form(self, request, unit, data=None):
        initial = {"on": clock.today(), "name": unit.name, "short_name": unit.short_name}
        return self.form_class(data, actor=request.actor, initial=initial, **self.choices(unit))

    def choices(self, unit):
        return {}

    def page(self, request, unit, form, status=200):
        context = {"unit": unit, "form": form, "act": self}
        return render(request, "admin/units/act.html", context, status=status)


def other_units(unit):
    return Unit.objects.valid_on(clock.today()).exclude(pk=unit.pk).order_by("code")


def moved_words(moved):
    """事项3、账号2, or nothing."""
    return "、".join(f"{what}{count}" for what, count in moved.items() if count)


class RenameUnit(UnitAct):
    name, label = "rename", "改名"
    url_name = "admin:units_unit_rename"
    note = "旧名自动转为曾用名；以前的文书仍印旧名。"
    form_class = forms.RenameForm

    def act(self, unit, **given):
        renamed = actions.rename_unit(unit=unit, **given)
        return f"已改名为{renamed.name}。"


class EndUnit(UnitAct):
    name, label = "end", "停用"
    url_name = "admin:units_unit_end"
    note = "在办事项和账号转入所选单位；以前登记的数字仍算在本单位。"
    form_class = forms.EndForm

    def choices(self, unit):
        return {"units": other_units(unit)}

    def act(self, unit, **given):
        moved = actions.end_unit(unit=unit, **given)
        to = given["successor"].short_name
        return f"{unit.short_name}已停用。转入{to}：{moved_words(moved) or '无'}。"


class MergeUnits(UnitAct):
    name, label = "merge", "合并"
    url_name = "admin:units_unit_merge"
    note = "一个或几个单位并入另一个；以前登记的数字仍算在原单位。"
    form_class = forms.MergeForm

    def choices(self, unit):
        return {"units": other_units(unit)}

    def act(self, unit, *, others, into, **given):
        moved = actions.merge_units(units=[unit, *others], into=into, **given)
        return f"已并入{into.short_name}。随之转入：{moved_words(moved) or '无'}。"


class SplitUnit(UnitAct):
    name, label = "split", "分设"
    url_name = "admin:units_unit_split"
    note = "本单位停用，次日起由几个新单位接替；在办事项和账号先转入其中一个。"
    form_class = forms.SplitForm

    def act(self, unit, **given):
        made = actions.split_unit(unit=unit, **given)
        return f"已分设{'、'.join(made[code].short_name for code in made)}。"
