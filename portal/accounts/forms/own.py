"""Signing in and one's own password."""

import unicodedata

from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError

from portal.accounts.passwords import LONGEST, RULE
from portal.ui.forms import PortalFormMixin


def password_field(label, *, autocomplete="current-password", **kwargs):
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


class SignInForm(PortalFormMixin, forms.Form):
    username = forms.CharField(
        label="手机号或登录名",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field("密码")

    def clean_username(self):
        """Full-width digits from an input method are the same telephone."""
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).strip()


class SignInAgainForm(PortalFormMixin, forms.Form):
    """In the dialog: who it is stands fixed; only the password, and the token where one is set."""

    password = password_field("密码")
    token = forms.CharField(
        label="动态口令",
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args, with_token, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_token:
            del self.fields["token"]
        self.helper.layout = Layout(*self.fields)


class TokenForm(PortalFormMixin, forms.Form):
    token = forms.CharField(
        label="动态口令（6位数字）",
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_token(self):
        token = unicodedata.normalize("NFKC", self.cleaned_data["token"]).replace(" ", "")
        if not (token.isascii() and token.isdigit()):
            raise ValidationError("请输入6位数字。")
        return token


class TwiceMixin(forms.Form):
    """A new password, typed twice."""

    new = password_field("新密码", autocomplete="new-password", help_text=f"{RULE}。")
    again = password_field("再输一遍", autocomplete="new-password")

    def clean(self):
        data = super().clean()
        if {"new", "again"} <= data.keys() and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return data


PROMISES = (
    "登录后看到的个人信息，只用于办理事项，不截图外传，不向无关人员透露；",
    "本系统为非涉密系统，不录入、不存储、不处理国家秘密；",
    "账号只由本人使用，不借给他人，离岗时移交。",
)


class FirstChangeForm(PortalFormMixin, TwiceMixin):
    promise = forms.BooleanField(
        label="以上三条我已读过，承诺遵守",
        error_messages={"required": "请勾选承诺后继续。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["promise"].error_messages["required"] = "请勾选承诺后继续。"
        lines = "".join(f"<li>{line}</li>" for line in PROMISES)
        self.helper.layout = Layout(
            "new", "again", HTML(f'<ol class="promise">{lines}</ol>'), "promise"
        )


class PasswordForm(PortalFormMixin, TwiceMixin):
    old = password_field("现在的密码")
    field_order = ("old", "new", "again")
