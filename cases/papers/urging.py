"""督促处理意见书: when asking, chasing and the group did not help (妇女权益保障法 73)."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cases.choices.referral import ChaseStep, ReferralStatus
from cases.models import Chase, Referral
from cases.papers import unit_of
from cases.papers.referral import about, addressee, contact, find, issued, matter, refusal
from portal.access import Actor, Permission
from portal.papers.document import Head, Heading, Paper, Text, day_in_words, paragraphs
from portal.papers.registry import PaperKind, TemplateField


def urging_refusal(referral: Referral, actor: Actor) -> str | None:
    done = Chase.objects.visible_to(actor).filter(referral=referral).values_list("step", flat=True)
    if ChaseStep.BRING not in done:
        return "先提请协调组协调，仍不处理或处理不当的，再提出督促处理意见。"
    if not actor.can(Permission.CASE_LEAD):
        return "督促处理意见书由本单位主管决定发出。"
    return refusal(referral, actor)


def urging_words(actor: Actor, referral: Referral, day: date) -> dict[str, str]:
    """What was done so far, by the days of it; nothing of a person."""
    chases = Chase.objects.visible_to(actor).filter(referral=referral).order_by("at", "pk")
    done = {ChaseStep(one.step): one.at for one in chases}
    told_on = "；".join(
        f"{day_in_words(timezone.localtime(at).date())}{step.label}" for step, at in done.items()
    )
    waits = referral.status == ReferralStatus.WAITING
    return {
        "addressee": addressee(referral),
        "done": f"{told_on}。",
        "failing": "至今未签收、未办理" if waits else "至今未反馈办理情况",
        "opinion": "请依法及时处理，并将处理情况书面答复我单位。",
        "basis": "《中华人民共和国妇女权益保障法》第七十三条",
        "until": "收到本意见书之日起30日内",
        "contact": contact(actor),
    }


def urging(*, actor: Actor, record: Referral, values: Mapping[str, str], day: date) -> Paper:
    """督促处理意见书: the facts, what was left undone, the ground, what is asked for, by when."""
    sent = day_in_words(timezone.localtime(record.sent_at).date())
    return Paper(
        title=f"关于{matter(record)}事项的\n督促处理意见书",
        kind="意见书",
        head=Head.DOCUMENT,
        issuers=(unit_of(actor).name,),
        recipients=(values["addressee"],),
        blocks=(
            Heading("事实"),
            Text(f"我单位{sent}商请你单位办理{matter(record)}事项（编号：{record.number}）。"),
            *paragraphs(values["done"]),
            Heading("不予处理或者处理不当的情形"),
            *paragraphs(values["failing"]),
            Heading("督促意见"),
            Text(f"根据{values['basis']}，提出督促处理意见：{values['opinion']}"),
            Text(
                f"请于{values['until']}书面反馈。逾期不予处理的，我单位将提请同级人民政府开展督查。"
            ),
            Text(values["contact"]),
        ),
        day=day,
    )


URGING = PaperKind(
    name="referral-urging",
    label="督促处理意见书",
    permission=Permission.REFERRAL_SEND,
    build=urging,
    mark="妇维督",
    note="提请协调后仍不处理或处理不当的，由本单位主管决定发出。发出后在“催办”里登记。",
    fields=(
        TemplateField("addressee", "主送", longest=60),
        TemplateField("done", "已经做过的催办", rows=3, longest=500),
        TemplateField("failing", "不予处理或者处理不当的情形", rows=3, longest=500),
        TemplateField("opinion", "督促意见", rows=3, longest=500),
        TemplateField("basis", "依据", longest=80),
        TemplateField("until", "反馈时限", longest=40),
        TemplateField("contact", "联系方式", longest=60),
    ),
    find=find,
    about=about,
    initial=urging_words,
    refusal=urging_refusal,
    issued=issued,
)
