"""A new campaign in five answers, and then everything about it on one page."""

from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms

from campaigns.actions import Plan
from campaigns.choices import CampaignKind, CampaignScope, Group, Load
from campaigns.models import Campaign
from campaigns.rules import notice, planning
from portal.drafts.forms import OnceFormMixin
from portal.drafts.registry import draftable
from portal.ui.forms import Chips, DayField, ManyChips, NumberField, PortalFormMixin
from portal.units.models import Unit

ANNEXES = (1, 2)
KEY_DATES = [
    (f"{month}-{day}", f"{month}月{day}日 {name}") for month, day, name in planning.KEY_DATES
]


class NewForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """What kind, which year, from what, how much is asked."""

    kind = forms.ChoiceField(label="做什么", choices=CampaignKind.choices, widget=Chips)
    key_date = forms.ChoiceField(
        label="哪个节点（关键节点时选）", choices=KEY_DATES, required=False, initial="11-25"
    )
    year = NumberField(label="年度", min_value=2000, max_value=2099)
    source = forms.ModelChoiceField(
        label="照哪一次",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="用本系统的样本",
        help_text="照往年的，通知、单位、工作方向都带过来，日期换成新的一年。",
    )
    load = forms.ChoiceField(label="报送要求", choices=Load.choices, widget=Chips)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Campaign.objects.visible_to(self.actor).filter(unit_code=self.actor.unit_code)
        self.fields["source"].queryset = own.newest_first()[:20]
        notes = "".join(
            f"<li><b>{load.label}</b>：{planning.LOAD_NOTES[load]}</li>" for load in Load
        )
        self.helper.layout = Layout(
            "kind",
            Row(Column("year"), Column("key_date")),
            "source",
            "load",
            HTML(f'<ul class="load-notes">{notes}</ul>'),
        )

    def clean_source(self):
        """A sliced queryset cannot be asked again, so the field is compared here."""
        return self.cleaned_data["source"]

    @property
    def day(self):
        month, day = self.cleaned_data["key_date"].split("-")
        return int(month), int(day)


@draftable("campaign-plan")
class PlanForm(OnceFormMixin, PortalFormMixin, forms.Form):
    """The whole plan. `campaign` is the one being planned: its kind and year stand."""

    name = forms.CharField(label="名称", max_length=60)
    theme = forms.CharField(label="主题", max_length=60, required=False)
    scope = forms.ChoiceField(label="范围", choices=CampaignScope.choices, widget=Chips)
    has_ordinals = forms.BooleanField(label="写出第几个、多少周年", required=False)
    begins_on = DayField(label="自")
    ends_on = DayField(label="至")
    load = forms.ChoiceField(label="要报多少", choices=Load.choices, widget=Chips)
    due_on = DayField(label="报送日", help_text="避开节假日、双休日和3月8日。")
    case_on = DayField(label="自愿材料的报送日", required=False)
    receivers = forms.MultipleChoiceField(label="发给", required=False, widget=ManyChips)
    lines = forms.CharField(
        label="工作方向",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一个；细目写在冒号后，用顿号隔开。",
    )
    notice_title = forms.CharField(label="通知标题", max_length=120, required=False)
    issuers = forms.CharField(
        label="印发机关",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一行一个，牵头的写在前面。",
    )
    recipients = forms.CharField(label="主送", max_length=300, required=False)
    issued_on = DayField(label="成文日期", required=False)
    body = forms.CharField(
        label="通知正文",
        required=False,
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(
            attrs={"rows": 16, "data-controller": "count", "data-count-max": notice.LONGEST}
        ),
        help_text="可从WPS粘贴。“一、二、三”开头的一行作标题；开头语和结尾请核对当年规范表述。",
    )
    annex_title_1 = forms.CharField(label="附件1标题", max_length=120, required=False)
    annex_text_1 = forms.CharField(
        label="附件1内容", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    annex_title_2 = forms.CharField(label="附件2标题", max_length=120, required=False)
    annex_text_2 = forms.CharField(
        label="附件2内容", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    contact_name = forms.CharField(label="联系人", max_length=60, required=False)
    contact_phone = forms.CharField(label="联系电话", max_length=40, required=False)
    contact_mail = forms.CharField(label="电子信箱", max_length=80, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, campaign, **kwargs):
        self.campaign = campaign
        super().__init__(*args, **kwargs)
        self.fields["receivers"].choices = unit_choices(self.actor, campaign.kind)
        self.helper.layout = Layout(
            Fieldset(
                "活动",
                Row(Column("name"), Column("theme")),
                Row(Column("begins_on"), Column("ends_on"), Column("scope")),
                "has_ordinals",
                "lines",
            ),
            Fieldset(
                "要报什么、谁来报",
                Row(Column("load"), Column("due_on"), Column("case_on")),
                "receivers",
            ),
            Fieldset(
                "通知",
                "notice_title",
                Row(Column("issuers"), Column("recipients"), Column("issued_on")),
                "body",
                Row(Column("annex_title_1"), Column("annex_title_2")),
                Row(Column("annex_text_1"), Column("annex_text_2")),
                Row(Column("contact_name"), Column("contact_phone"), Column("contact_mail")),
            ),
            "version",
        )

    def clean_lines(self):
        made = []
        for line in self.cleaned_data["lines"].splitlines():
            name, _, settings = line.replace(":", "：").partition("：")
            if name.strip():
                marks = settings.replace("，", "、").split("、")
                made.append((name.strip()[:40], tuple(m.strip()[:20] for m in marks if m.strip())))
        return tuple(made)

    def clean_issuers(self):
        lines = (line.strip() for line in self.cleaned_data["issuers"].splitlines())
        issuers = tuple(line for line in lines if line)
        if any(len(issuer) > 60 for issuer in issuers):
            raise forms.ValidationError("每个机关名称不超过60个字。")
        return issuers

    def clean(self):
        data = super().clean()
        for number in ANNEXES:
            title, text = data.get(f"annex_title_{number}"), data.get(f"annex_text_{number}")
            if text and not title:
                self.add_error(f"annex_title_{number}", "附件要有标题。")
        return data

    def plan(self):
        """The valid form as actions.Plan."""
        data = self.cleaned_data
        same = (
            "name", "theme", "scope", "has_ordinals", "begins_on", "ends_on", "load", "due_on",
            "case_on", "lines", "notice_title", "issuers", "recipients", "issued_on", "body",
            "contact_name", "contact_phone", "contact_mail",
        )  # fmt: skip
        annexes = [(data[f"annex_title_{n}"], data[f"annex_text_{n}"]) for n in ANNEXES]
        return Plan(
            kind=self.campaign.kind,
            year=self.campaign.year,
            receivers=tuple(data["receivers"]),
            annexes=tuple(annex for annex in annexes if annex[0]),
            **{name: data[name] for name in same},
        )


def unit_choices(actor, kind):
    """Units below the planner by the headings of the board, in their usual order (c21)."""
    units = Unit.objects.filter(code__startswith=actor.unit_code, valid_to=None).order_by("code")
    if actor.unit_code != actor.unit_code[:4]:
        wanted = {Group.TOWN, Group.MEMBER}
    else:
        wanted = {Group.COUNTY, Group.ZONE, Group.MEMBER}
        units = units.filter(level__in=["city", "county"]).exclude(code__regex=r"^\d{6}M")
    groups = {group: [] for group in Group if group in wanted}
    for unit in units:
        group, is_own = planning.group_of(unit), unit.code == actor.unit_code
        if is_own and kind in planning.YEARLY:
            groups.setdefault(group, []).insert(0, (unit.code, f"{unit.short_name}（本级）"))
        elif not is_own and group in groups:
            groups[group].append((unit.code, unit.short_name))
    return [(group.label, options) for group, options in groups.items() if options]
