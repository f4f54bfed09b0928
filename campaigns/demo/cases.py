"""The excellent cases of 2026: eleven came in by themselves, six are in the collection."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from campaigns import actions
from campaigns.actions.texts import read_case, save_sections
from campaigns.choices import Reading
from campaigns.demo.pictures import picture
from campaigns.models import Duty, DutyFile, DutyVersion, Participation
from campaigns.reports import hints
from campaigns.rules.texts import CASE, CASE_PARTS, HOSTS, TITLE
from portal.access import Actor, scope
from portal.files import actions as files
from portal.files.choices import Consent, FileRole
from portal.files.registry import holder

CASES = Path(__file__).parents[1] / "data" / "demo_cases.toml"
FIRST, READ = date(2026, 3, 30), date(2026, 4, 7)
DRAWN = "（演示程序绘制）"
# Other scenes beside a case's own, so that three pictures of one case are three.
BESIDE = {
    "benches": ("lamp", "hall"), "lamp": ("door", "desk"), "field": ("desk", "benches"),
    "desk": ("hall", "lamp"), "door": ("benches", "desk"), "hall": ("field", "door"),
}  # fmt: skip


def known() -> list[dict[str, Any]]:
    return tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


def send_cases(
    asked: list[Participation],
    *,
    reporter: Callable[[Participation], Actor],
    reviewer: Actor,
    moment: Callable[..., datetime],
) -> int:
    """Written with pictures, sent, accepted after the hints were looked at, read."""
    by_unit = {one.unit_code: one for one in asked}
    for place, case in enumerate(known()):
        one = by_unit[case["unit"]]
        at = moment(FIRST + timedelta(days=place % 4), 15, place)
        send(one, case, actor=reporter(one), at=at)
    for place, case in enumerate(known()):
        judge(by_unit[case["unit"]], case, actor=reviewer, at=moment(READ, 10, place))
    return len(known())


def owed_case(one: Participation, actor: Actor) -> Duty:
    return Duty.objects.visible_to(actor).for_page().get(participation=one, kind=CASE)


@transaction.atomic
def send(one: Participation, case: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    with scope(actor):
        duty = owed_case(one, actor)
        texts = {part.key: case[part.key] for part in CASE_PARTS}
        texts |= {TITLE: case["title"], HOSTS: case["hosts"]}
        save_sections(duty=duty, texts=texts, actor=actor, at=at)
        scenes = (case["scene"], *BESIDE[case["scene"]])
        for number, (scene, caption) in enumerate(zip(scenes, case["captions"], strict=True)):
            # One picture of the joint event stands in the material of both.
            seed = case.get("shared", case["unit"]) if number == 0 else case["unit"]
            add(duty, picture(scene, seed), f"图{number + 1}.jpg", caption, actor=actor, at=at)
        actions.submit_duty(duty=duty, actor=actor, at=at)


def add(
    duty: Duty, drawn: bytes, name: str, caption: str, *, actor: Actor, at: datetime
) -> DutyFile:
    words = f"{caption}{DRAWN}"
    file = files.attach(
        holder=holder("duties"), record=duty, upload=SimpleUploadedFile(name, drawn),
        role=FileRole.PHOTO, caption=words, actor=actor, at=at,
    )  # fmt: skip
    return files.describe(
        holder=holder("duties"), record=duty, file_id=file.pk, role=FileRole.PHOTO, caption=words,
        consent=Consent.NOBODY, actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def judge(one: Participation, case: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    with scope(actor):
        duty = owed_case(one, actor)
        version = DutyVersion.objects.filter(duty=duty).order_by("-number").first()
        if hints.of_text(duty, version, actor):
            actions.check_hints(duty=duty, actor=actor, at=at)
        actions.accept_duty(duty=duty, actor=actor, at=at)
        mark = Reading.RECOMMENDED if case.get("chosen") else Reading.PLAIN
        read_case(duty=duty, mark=mark, actor=actor, at=at)
