"""What is typed about clocks, links, the leader's word and the number in another system."""

from crispy_forms.layout import Column, Layout, Row
from django import forms

from cases.choices.handling import LinkKind
from cases.forms.case import words
from cases.models import Procedure
from portal.ui.forms import Chips, DayField, NumberField, PortalFormMixin


class ProcedureForm(PortalFormMixin, forms.Form):
    """办理程序: it decides which clock runs."""

    procedure = forms.ModelChoiceField(
        label="办理程序", queryset=Procedure.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["procedure"].queryset = Procedure.objects.order_by("position")
        self.fields[
            "procedure"
        ].help_text = "申诉求决60日（可延期一次），简易办理10个工作日，导入法定途径的不计信访期限。"


class PauseForm(PortalFormMixin, forms.Form):
    reason = words("为什么中止（听证、鉴定、本人要求等）", most=200)
    evidence = forms.CharField(label="凭据（选填）", required=False, max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="pause", **kwargs)


class ExtendForm(PortalFormMixin, forms.Form):
    """申请延期: how long and why; the leader decides."""

    length = NumberField(label="延长几日（最多30日）", min_value=1, max_value=30)
    reason = words("理由（批准后须告知当事人）", most=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="extend", **kwargs)


class DecideForm(PortalFormMixin, forms.Form):
    answer = forms.CharField(label="不同意的理由", required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="decide", **kwargs)


class LinkForm(PortalFormMixin, forms.Form):
    number = forms.CharField(
        label="另一件的编号",
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": "如 新华·0087", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="关系", choices=LinkKind.choices, widget=Chips, initial=LinkKind.EVENT
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="link", **kwargs)


class InstructionForm(PortalFormMixin, forms.Form):
    """领导批示, typed back from the paper."""

    leader = forms.CharField(label="批示领导", max_length=30)
    on = DayField(label="批示日期", lean="past")
    text = words("批示内容", least=2, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="instruct", **kwargs)
        self.helper.layout = Layout(Row(Column("leader"), Column("on")), "text")


class FilterForm(PortalFormMixin, forms.Form):
    """The name of a saved filter; shared, the whole unit has it."""

    name = forms.CharField(label="名称", max_length=20)
    is_shared = forms.BooleanField(label="本单位同事也可以用", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="filter", **kwargs)


class ExternalForm(PortalFormMixin, forms.Form):
    external_number = forms.CharField(
        label="对方系统编号（信访系统、12345、警情）", required=False, max_length=60
    )
