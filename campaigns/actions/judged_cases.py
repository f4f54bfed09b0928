"""遮蔽、核对: the text judges read, made ready by the unit that judges. It is 已核对 while its
JudgedText is there."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import transaction

from campaigns.actions.happening import happened, locked_duty
from campaigns.actions.judges import hand_out, stepping
from campaigns.choices import DutyStatus, JudgingPhase
from campaigns.models import Duty, DutyVersion, JudgedCase, JudgedText, Judging, ScoreSheet
from campaigns.rules import judging as rules
from campaigns.rules import texts
from portal.access import Actor
from portal.access.refusal import Refused
from portal.accounts.models import Posting
from portal.units.models import Region, Unit, UnitName

LONGEST = 20_000


def take_in(judging: Judging, actor: Actor, at: datetime) -> int:
    """Accepted cases that are new, or were sent anew since; answers how many. Numbers are drawn:
    in the order of the units the first would be 新华区's."""
    known = {
        case.duty_id: case for case in JudgedCase.objects.visible_to(actor).filter(judging=judging)
    }
    versions = (
        DutyVersion.objects.visible_to(actor)
        .filter(
            duty__participation__campaign=judging.campaign_id,
            duty__asked_by_code=judging.unit_code,
            duty__kind=texts.CASE,
            duty__status=DutyStatus.ACCEPTED,
        )
        .select_related("duty__participation__unit")
        .order_by("duty", "-number")
        .distinct("duty")
    )
    fresh = [one for one in versions if _is_fresh(one, known.get(one.duty_id))]
    free = list(range(len(known) + 1, len(known) + len(fresh) + 1))
    SystemRandom().shuffle(free)
    for version in fresh:
        case = known.get(version.duty_id) or JudgedCase(
            judging=judging, unit_code=judging.unit_code, duty=version.duty, number=free.pop()
        )
        case.version, case.content = version.number, _content(version, judging)
        case.save()
        _unread(case)
        if not judging.is_blind:
            _read(case, actor, at)
    return len(fresh)


def _is_fresh(version: DutyVersion, case: JudgedCase | None) -> bool:
    return case is None or (case.dropped_at is None and case.version != version.number)


def _content(version: DutyVersion, judging: Judging) -> dict[str, Any]:
    """What was sent; to be judged blind, without what the house knows would tell whose it is."""
    sent, unit = version.content, version.duty.participation.unit
    hidden = names_about(unit, sent.get(texts.HOSTS, "")) if judging.is_blind else []

    def plain(text: str) -> str:
        return rules.masked(text, hidden) if judging.is_blind else text

    return {
        texts.TITLE: plain(sent[texts.TITLE]),
        texts.HOSTS: "" if judging.is_blind else sent.get(texts.HOSTS, ""),
        "sections": [
            {"key": one["key"], "heading": one["heading"], "text": plain(one["text"])}
            for one in sent["sections"]
        ],
    }


def names_about(unit: Unit, hosts: str) -> list[str]:
    """Names, also former ones, of the unit and those under it, of its places, of its people."""
    under = Unit.objects.filter(code__startswith=unit.code)
    names = {name for pair in under.values_list("name", "short_name") for name in pair}
    former = UnitName.objects.filter(unit__in=under)
    names |= {name for pair in former.values_list("name", "short_name") for name in pair}
    names |= set(
        Posting.objects.filter(unit__in=under).values_list("account__name", flat=True).distinct()
    )
    if unit.county_code != unit.code[:4]:  # a member unit of the city stands for no place
        places = Region.objects.filter(code__startswith=unit.county_code)
        names |= set(places.values_list("name", flat=True))
    return rules.names_of(names, hosts)


def _unread(case: JudgedCase) -> None:
    JudgedText.objects.filter(case=case).delete()


def _read(case: JudgedCase, actor: Actor, at: datetime) -> None:
    JudgedText.objects.create(
        case=case, unit_code=case.unit_code, content=case.content, at=at,
        by_id=actor.account_id, by_name=actor.name,
    )  # fmt: skip


def take_back_text(duty: Duty, actor: Actor) -> None:
    """The case is being changed (退回): what judges read of it is 未核对 from now on."""
    texts_of = JudgedText.objects.visible_to(actor).filter(
        case__duty=duty, case__judging__phase__in=rules.ALIVE
    )
    texts_of.delete()


def _locked(case: JudgedCase, actor: Actor) -> JudgedCase:
    found = JudgedCase.objects.visible_to(actor).standing().select_for_update(of=("self",))
    case = found.select_related("judging__campaign", "duty").filter(pk=case.pk).first()
    if case is None:
        raise Refused("这一篇已移出评审。")
    return case


@transaction.atomic
def prepare_text(
    *,
    case: JudgedCase,
    title: str,
    sections: Mapping[str, str],
    is_checked: bool,
    actor: Actor,
    at: datetime,
) -> JudgedCase:
    """遮蔽: keep the text as corrected by hand; changed, it is 未核对. 核对 (`is_checked`): who
    looked it through stands for it, and judges may read it."""
    judging = stepping(case.judging, "prepare", actor)
    case = _locked(case, actor)
    if any(len(text) > LONGEST for text in sections.values()):
        raise Refused(f"这一部分超过{LONGEST:,}个字符，请删减。")
    kept = [one | {"text": texts.cleaned(sections[one["key"]])} for one in case.content["sections"]]
    content = case.content | {texts.TITLE: title.strip(), "sections": kept}
    if content != case.content:
        case.content = content
        case.save(update_fields=["content"])
        _unread(case)
        happened(case, "judging-mask", actor=actor, at=at, number=case.number)
    if is_checked:
        _ensure_current(case, actor)
        _unread(case)
        _read(case, actor, at)
        happened(case, "judging-check", actor=actor, at=at, number=case.number)
    if is_checked and judging.phase == JudgingPhase.SCORING:
        hand_out(judging, actor, at)
    return case


def _ensure_current(case: JudgedCase, actor: Actor) -> None:
    """Raises Refused when the unit has sent another text since, or the case is back with it."""
    duty = locked_duty(case.duty, actor)
    if duty.status != DutyStatus.ACCEPTED:
        raise Refused("这篇案例已退回填报单位，通过以后再核对；不再评的，请移出评审。")
    if duty.content_version != case.version:
        raise Refused("这篇案例重新报送过，请先在评审页点“取最新正文”。")


@transaction.atomic
def drop_case(*, case: JudgedCase, reason: str, actor: Actor, at: datetime) -> JudgedCase:
    """移出评审: it is read and counted no more; what was scored stays on record."""
    stepping(case.judging, "prepare", actor)
    case = _locked(case, actor)
    if not reason.strip():
        raise Refused("请写移出的理由。", "reason")
    case.dropped_at, case.dropped_reason = at, reason.strip()
    case.save(update_fields=["dropped_at", "dropped_reason"])
    _unread(case)
    ScoreSheet.objects.visible_to(actor).filter(case=case).waiting().delete()
    happened(case, "judging-drop", actor=actor, at=at, number=case.number)
    return case
