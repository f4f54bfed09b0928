"""The file that is sent, and what is asked before a table leaves the portal."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from portal.sheets.reading import MOST_BYTES
from portal.ui.forms import PortalFormMixin

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
    """用途 and 口令 (wording 65); `columns` in the order they were ticked or typed."""

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
    columns = forms.CharField(
        label="列和顺序",
        max_length=400,
        help_text="用顿号隔开，删去不要的列，按想要的先后排。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    set_name = forms.CharField(label="把这些列存为（选填）", max_length=20, required=False)
    is_shared = forms.BooleanField(label="本单位共用", required=False)
    q = forms.CharField(required=False, widget=forms.HiddenInput)  # the words of the list's filter

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {field.label: field for field in fields}
        self.helper.layout = Layout(
            "purpose", "password", "is_plain", "columns", "set_name", "is_shared", "q"
        )

    def clean_columns(self):
        """The chosen fields, in order."""
        typed = self.cleaned_data["columns"]
        for mark in "，,；;\n\t":
            typed = typed.replace(mark, "、")
        labels = list(dict.fromkeys(part.strip() for part in typed.split("、") if part.strip()))
        if unknown := [label for label in labels if label not in self.known]:
            known = "、".join(self.known)
            raise ValidationError(f"没有“{unknown[0]}”这一列。可以用的有：{known}。")
        if not labels:
            raise ValidationError("请至少写一列。")
        return [self.known[label] for label in labels]
