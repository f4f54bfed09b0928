"""What is said about a file."""

from crispy_forms.layout import Layout
from django import forms

from portal.files.choices import Consent, FileRole
from portal.files.pictures import THOUSAND
from portal.ui.forms import Chips, PortalFormMixin

UNCLEAR = "没有看懂遮挡框的位置，请重新画。"


class UploadForm(PortalFormMixin, forms.Form):
    """The choice beside the file box; the files themselves are looked at one by one."""

    role = forms.ChoiceField(label="用途", choices=FileRole.choices, required=False)

    def clean_role(self):
        return self.cleaned_data["role"] or FileRole.PLAIN


class DescribeForm(PortalFormMixin, forms.Form):
    """Caption and role; of a picture also who is on it."""

    role = forms.ChoiceField(label="用途", widget=Chips)
    caption = forms.CharField(label="说明", max_length=100, required=False)
    consent = forms.ChoiceField(
        label="人像", choices=[("", "未注明"), *Consent.choices], required=False, widget=Chips
    )
    has_minor = forms.BooleanField(label="拍到未成年人", required=False)

    def __init__(self, *args, roles, is_picture, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles
        if not is_picture:
            del self.fields["consent"], self.fields["has_minor"]
        self.helper.layout = Layout(*self.fields)


class DiscForm(PortalFormMixin, forms.Form):
    """What is handed in beside the portal."""

    name = forms.CharField(
        label="盘里有什么",
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "如：启动仪式录像1份，约12分钟"}),
    )


class BlurForm(PortalFormMixin, forms.Form):
    """Boxes as `left,top,width,height;…` in thousandths of the picture; several or none."""

    boxes = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def clean(self):
        """`boxes` becomes a list of four whole numbers each."""
        cleaned = super().clean()
        pieces = [piece for piece in cleaned.get("boxes", "").split(";") if piece]
        try:
            boxes = [tuple(int(part) for part in piece.split(",")) for piece in pieces]
        except ValueError:
            boxes = [()]
        if all(map(is_box, boxes)):
            cleaned["boxes"] = boxes
        else:
            self.add_error(None, UNCLEAR)
        return cleaned


def is_box(parts):
    if len(parts) != 4 or not all(0 <= part <= THOUSAND for part in parts):
        return False
    return parts[2] > 0 and parts[3] > 0


class OrderForm(PortalFormMixin, forms.Form):
    """All keys in their new order (dragged), or one key and a way (▲▼)."""

    order = forms.CharField(required=False, max_length=8000)
    file = forms.CharField(required=False, max_length=36)
    way = forms.ChoiceField(choices=[("up", "上移"), ("down", "下移")], required=False)
