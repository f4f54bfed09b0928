"""What is said about a file."""

from crispy_forms.layout import Layout
from django import forms

from portal.files.choices import Consent, FileRole
from portal.ui.forms import Chips, PortalFormMixin


class UploadForm(PortalFormMixin, forms.Form):
    """The choice beside the file box; the files themselves are looked at one by one."""

    role = forms.ChoiceField(label="用途", choices=FileRole.choices, required=False)

    def clean_role(self):
        return self.cleaned_data["role"] or FileRole.PLAIN


class DescribeForm(PortalFormMixin, forms.Form):
    """Caption and role; of a picture also who is on it."""

    role = forms.ChoiceField(label="用途", choices=FileRole.choices, widget=Chips)
    caption = forms.CharField(label="说明", max_length=100, required=False)
    consent = forms.ChoiceField(
        label="人像", choices=[("", "未注明"), *Consent.choices], required=False, widget=Chips
    )
    has_minor = forms.BooleanField(label="拍到未成年人", required=False)

    def __init__(self, *args, is_picture, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_picture:
            del self.fields["consent"], self.fields["has_minor"]
        self.helper.layout = Layout(*self.fields)


class OrderForm(PortalFormMixin, forms.Form):
    """All keys in their new order (dragged), or one key and a way (▲▼)."""

    order = forms.CharField(required=False, max_length=8000)
    file = forms.CharField(required=False, max_length=36)
    way = forms.ChoiceField(choices=[("up", "上移"), ("down", "下移")], required=False)
