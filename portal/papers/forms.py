from django import forms
from django.core.exceptions import ValidationError

from portal.drafts.forms import OnceFormMixin
from portal.papers import incoming, rules
from portal.papers.choices import NumberSource
from portal.ui.forms import Chips, PortalFormMixin

SOURCES = [(NumberSource.OWN, "本处自编"), (NumberSource.OFFICE, "手填OA文号")]


class IssueForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """The fields of one kind of paper and where its number comes from.

    `mark` is this year's 机关代字 when the unit has one already: then it stands, and is not asked.
    """

    def __init__(self, *args, kind, mark="", **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.mark = kind, mark

    @classmethod
    def of(cls, kind, *, mark=""):
        """The form class of this kind: fields must stand before the mixin prepares them."""
        fields = {}
        for field in kind.fields:
            widget = forms.Textarea(attrs={"rows": field.rows}) if field.rows > 1 else None
            fields[field.name] = forms.CharField(
                label=field.label,
                max_length=field.longest,
                help_text=field.help,
                required=field.is_required,
                **({"widget": widget} if widget else {}),
            )
        if kind.is_numbered:
            help_text = f"本年用“{mark}”" if mark else ""
            fields["source"] = forms.ChoiceField(
                label="文号",
                choices=SOURCES,
                initial=NumberSource.OWN,
                widget=Chips,
                help_text=help_text,
            )
            if not mark:
                fields["mark"] = forms.CharField(
                    label="机关代字",
                    max_length=16,
                    required=False,
                    initial=kind.mark,
                    help_text="本处自编时用，本年第一次生成后不再改。",
                )
            fields["number"] = forms.CharField(
                label="OA文号",
                max_length=60,
                required=False,
                help_text="手填时写全，如 平妇〔2026〕1号。",
            )
        return type("IssueForm", (cls,), fields)

    def clean(self):
        cleaned = super().clean()
        if not self.kind.is_numbered:
            return cleaned
        if cleaned.get("source") == NumberSource.OFFICE:
            number, refusal = rules.typed_number(cleaned.get("number", ""))
            if refusal:
                self.add_error("number", refusal)
            cleaned["number"] = number
        elif not self.mark and (refusal := rules.mark_refusal(cleaned.get("mark", ""))):
            self.add_error("mark", refusal)
        return cleaned

    @property
    def values(self):
        """The fields of the paper itself."""
        return {field.name: self.cleaned_data.get(field.name, "") for field in self.kind.fields}

    @property
    def numbering(self):
        """(source, mark or number)."""
        if not self.kind.is_numbered:
            return NumberSource.NONE, ""
        data = self.cleaned_data
        if data["source"] == NumberSource.OFFICE:
            return NumberSource.OFFICE, data["number"]
        return NumberSource.OWN, self.mark or data["mark"]


class VoidForm(PortalFormMixin, forms.Form):
    reason = forms.CharField(label="作废原因", min_length=4, max_length=200)


class WordForm(PortalFormMixin, forms.Form):
    """A .docx. `incoming` holds what was read; nothing is kept by the form."""

    file = forms.FileField(
        label="Word文件（docx）",
        error_messages={
            "empty": "文件是空的，请重新选择。",
            "required": "请选择一个docx文件。",
            "invalid": "请选择一个docx文件。",
            "missing": "请选择一个docx文件。",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > incoming.LARGEST:
            raise ValidationError(f"文件{file.size / 1048576:.0f}MB，超过10MB。请压缩图片后再传。")
        self.content = file.read()
        try:
            self.incoming = incoming.read(self.content)
        except incoming.Refused as refusal:
            raise ValidationError(refusal.words) from refusal
        return file
