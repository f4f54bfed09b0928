"""The file that is sent, and what is asked before a table leaves the portal."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from portal.sheets.reading import MOST_BYTES
from portal.ui.forms import Ordered, PortalFormMixin

ACCEPTED = ".xlsx,.csv,.txt"


class UploadForm(PortalFormMixin, forms.Form):
    file = forms.FileField(
        label="填好的表格（xlsx，或csv）",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "请选择文件。",
            "invalid": "请选择文件。",
            "missing": "请选择文件。",
            "empty": "这是一个空文件，请选择填好的表格。",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("file")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            size = file.size / 1024 / 1024
            raise ValidationError(f"文件{size:.0f}MB，超过10MB。请分成几个文件导入。")
        return file


class ExportForm(PortalFormMixin, forms.Form):
    """用途 and 口令 (wording 65); `columns` in the order they stand in, those chosen first."""

    purpose = forms.CharField(label="用途", max_length=60, help_text="例如：报送主管领导审阅")
    password = forms.CharField(
        label="口令（您的登录密码）",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    is_plain = forms.BooleanField(
        label="姓名、电话、住址用全文（只限本单位经办的事项；不勾选则只显示姓和号码末四位）",
        required=False,
    )
    columns = forms.MultipleChoiceField(
        label="列和顺序",
        help_text="勾选要的列，用▲▼排先后。",
        widget=Ordered,
        error_messages={
            "required": "请至少勾选一列。",
            "invalid_choice": "没有这一列，请重新勾选。",
            "invalid_list": "请至少勾选一列。",
        },
    )
    set_name = forms.CharField(label="把这些列存为（选填）", max_length=20, required=False)
    is_shared = forms.BooleanField(label="本单位共用", required=False)
    q = forms.CharField(required=False, widget=forms.HiddenInput)  # the words of the list's filter

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {field.key: field for field in fields}
        chosen = self.data.getlist("columns") if self.is_bound else self.initial.get("columns", [])
        order = dict.fromkeys([*(key for key in chosen if key in self.known), *self.known])
        self.fields["columns"].choices = [(key, self.known[key].label) for key in order]
        self.helper.layout = Layout(
            "columns", "set_name", "is_shared", "purpose", "is_plain", "password", "q"
        )

    def clean_columns(self):
        """The chosen fields, in order, each once."""
        return [self.known[key] for key in dict.fromkeys(self.cleaned_data["columns"])]
