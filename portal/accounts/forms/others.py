"""Accounts one manages: a new one, another liaison, who takes the work."""

import re
import unicodedata

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError

from portal import clock
from portal.access import Role
from portal.access.permissions import grantable
from portal.accounts import rules
from portal.accounts.models import Account
from portal.ui.forms import Chips, PortalFormMixin, Typeahead
from portal.units.models import Unit

SAME, AS_WELL, INSTEAD = "same", "as_well", "instead"
MOBILE = re.compile(r"1[0-9]{10}")


def clean_phone(typed: str) -> str:
    """Eleven digits of a mobile number, without blanks and hyphens. Raises ValidationError."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed))
    if not MOBILE.fullmatch(digits):
        raise ValidationError("请填11位手机号，用作登录名。")
    return digits


class NameMixin(forms.Form):
    """姓名 and 手机: all that a new account needs to be told."""

    name = forms.CharField(label="姓名", max_length=30)
    phone = forms.CharField(
        label="手机（登录名）",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self):
        return clean_phone(self.cleaned_data["phone"])


class UnitChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=Unit.objects.none(), widget=Typeahead(), **kwargs)

    def label_from_instance(self, unit):
        return f"{unit.short_name}（{unit.code}）"


class PostMixin(forms.Form):
    """Unit and posts: 经办、主管、只看 in front, the rest under 更多, only what the maker may give.

    After `clean` the set of roles is in `cleaned_data["roles"]`.
    """

    unit = UnitChoice(label="单位")
    preset = forms.ChoiceField(label="岗位", widget=Chips(), required=False)
    further = forms.MultipleChoiceField(
        label="更多岗位", required=False, widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label="职务（选填）", max_length=40, required=False)

    def offer(self, actor, *, unit=None, roles=frozenset()):
        """Fill the choices for this maker; `unit` and `roles` are those of the present post."""
        units = Unit.objects.managed_by(actor).valid_on(clock.today()).order_by("code")
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = unit or (units[0] if len(units[:2]) == 1 else None)
        may = grantable(actor.permissions)
        presets = [
            (key, label)
            for key, label in rules.PRESETS.items()
            if any(kind.get(key) in may for kind in rules.PRESET_ROLES.values())
        ]
        in_presets = {role for kind in rules.PRESET_ROLES.values() for role in kind.values()}
        self.fields["preset"].choices = presets
        self.fields["further"].choices = [
            (role.value, role.label) for role in Role if role in may - in_presets
        ]
        held = rules.preset_of(roles, unit.kind) if unit else None
        self.fields["preset"].initial = held or (rules.HANDLER if unit is None else None)
        rest = roles - ({rules.PRESET_ROLES[unit.kind][held]} if held else set())
        self.fields["further"].initial = [role.value for role in rest]

    def clean(self):
        data = super().clean()
        unit, preset = data.get("unit"), data.get("preset")
        roles = {Role(value) for value in data.get("further", ())}
        if unit and preset:
            role = rules.PRESET_ROLES[unit.kind].get(preset)
            if role is None:
                self.add_error("preset", f"{unit.short_name}没有“{rules.PRESETS[preset]}”岗位。")
            else:
                roles.add(role)
        if unit and not roles and not self.errors:
            self.add_error("preset", "请至少选择一个岗位。")
        data["roles"] = frozenset(roles)
        return data


def post_layout():
    """更多 is folded away until somebody needs it."""
    return (
        "unit",
        "preset",
        HTML('<details class="more-posts"><summary>更多</summary>'),
        "further",
        "title",
        HTML("</details>"),
    )


class NewAccountForm(PortalFormMixin, NameMixin, PostMixin):
    field_order = ("name", "phone", "unit", "preset", "further", "title")

    def __init__(self, *args, unit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(self.actor)
        if unit:
            self.fields["unit"].initial = unit
        self.helper.layout = Layout("name", "phone", *post_layout())


class ReplaceForm(PortalFormMixin, NameMixin):
    """换联络员: two fields; the rest is as with the leaver unless changed."""

    role = forms.ChoiceField(label="岗位")
    leaver = forms.ChoiceField(label="接替", widget=Chips(), initial=INSTEAD)

    def __init__(self, *args, posting, open_work, **kwargs):
        super().__init__(*args, **kwargs)
        name = posting.account.name
        offered = rules.offered(self.actor, posting.unit.kind)
        self.fields["role"].choices = [(SAME, f"与{name}相同（{posting.posts}）")] + [
            (role.value, role.label) for role in offered if [role.value] != posting.roles
        ]
        work = f"并移交在办{open_work}件" if open_work else "并移交在办事项"
        self.fields["leaver"].choices = [
            (INSTEAD, f"接替{name}（停用旧账号{work}）"),
            (AS_WELL, f"增加一人，{name}照旧"),
        ]

    @property
    def roles(self):
        """None stands for the leaver's own."""
        chosen = self.cleaned_data["role"]
        return None if chosen == SAME else frozenset({Role(chosen)})


class SuccessorChoice(forms.ModelChoiceField):
    def label_from_instance(self, account):
        return account.name


class HandOverForm(PortalFormMixin, forms.Form):
    successor = SuccessorChoice(label="移交给", queryset=Account.objects.none())

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = colleagues
