from django import forms

from portal.ui.forms import PortalFormMixin

LONGEST = 100


class SearchForm(PortalFormMixin, forms.Form):
    """One line. It is sent as POST: a name stands in no address and in no log."""

    q = forms.CharField(
        label="搜索",
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": f"最多{LONGEST}个字，请只填编号、姓名或几个字。"},
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "type": "search",
                "autocomplete": "off",
                "spellcheck": "false",
                "enterkeyhint": "search",
                "placeholder": "搜编号、姓名、拼音首字母、电话（按 / 键）",
                "data-key": "Slash",
            }
        ),
    )
