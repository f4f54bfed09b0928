"""The scene with a browser for everybody, for tests that go through every address.

One per module: making it takes longer than asking it. Each question is rolled back.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.template.base import Template
from django.test import Client, override_settings
from django.urls import reverse

from campaigns.models import Indicator, IndicatorSet
from portal.accounts.models import Account
from portal.crypto.keys import make_keys
from portal.units.models import Region, Unit
from tests.factories.cases import ORDINARY, category
from tests.factories.cast import COLLEAGUE, POLICE_BRANCH
from tests.factories.scene import DRAFT, Scene, client_of, make_scene
from tests.guards.routes import Route

ANONYMOUS = "anonymous"
UNDRAWN = "未画"
# Of these the scene has no row; what they lead to is tested with their actions.
NOWHERE = {"overlap": 2**40, "seat": 2**40, "case_number": 1, "judging_move": "open"}


@dataclass(frozen=True)
class Stage:
    """`clients` maps each name of the cast, and anonymous, to a browser; errors come as pages."""

    scene: Scene
    clients: dict[str, Client]
    cookies: dict[str, str]
    unblock: Any

    def ask(
        self, who: str, method: str, url: str, *args: Any, drawn: bool = True, **kwargs: Any
    ) -> Any:
        """The answer to one request; nothing of it stays for the next.

        Not `drawn`, it is decided as ever, but its page is one word: for a test that looks at what
        was decided and would draw the same page a hundred times."""
        client = self.clients[who]
        client.cookies.clear()
        client.cookies.load(self.cookies[who])
        with self.unblock(), undone(), nullcontext() if drawn else undrawn():
            return getattr(client, method.lower())(url, *args, **kwargs)

    def address(self, route: Route) -> str:
        with self.unblock():
            return address_on(self.scene, route)


def address_on(scene: Scene, route: Route) -> str:
    """Where this route leads on the scene: to a row of the clerk's, or of her unit."""
    space = route.name.split(":")[0]
    keys = {"desk": scene.notice.pk, "jobs": scene.job.pk, "sheets": scene.upload.pk}
    given = NOWHERE | {
        "number": scene.case.number,
        "holder": "cases",
        "record": scene.case.number,
        "file": scene.file.pk,
        "size": "small",
        "step": {"campaigns": "nothing"}.get(space, "handle"),
        "move": "send-back",
        "act": "decline",
        "order_step": "file",
        "review_move": "give-review",
        "field": "identity",
        "block": "a",
        "sheet": "accounts",
        "form": DRAFT,
        "app_label": "accounts",
        "pk": key_of(scene, route, space),
        "object_id": managed(route),
        "kind": "case-reading",
        "paper": scene.paper.pk,
        "activity": scene.written.activity.pk,
        "duty": (scene.written.report if "report" in route.name else scene.written.case).pk,
        "code": "P02",
        "page": "sign-in",
        "table": "1",
        "line": "total",
        "column": "pieces",
        "key": keys.get(space),
    }
    if space == "families":
        given |= scene.home.given(route)
    kwargs = {name: given[name] or str(uuid.uuid4()) for name in route.parameters}
    if route.name != route.path:
        return reverse(route.name, kwargs=kwargs)
    return "/" + re.sub(r"<.*?>", lambda _: str(managed(route)), route.path)


def key_of(scene: Scene, route: Route, space: str) -> int:
    """The row an address with a bare key leads to."""
    if space in {"cases", "referrals"}:
        return case_pk(scene, route)
    return campaign_pk(scene, route) if space == "campaigns" else managed(route)


def campaign_pk(scene: Scene, route: Route) -> int:
    """The campaign that asked the county, its participation, or its duty; no sheet of a judge, no
    suggestion."""
    if route.path.startswith(("campaigns/scores", "campaigns/suggestions")):
        return 2**40
    rows = {"participations": scene.asked.county, "duties": scene.asked.duty}
    return next(
        (row.pk for name, row in rows.items() if name in route.path), scene.asked.campaign.pk
    )


def case_pk(scene: Scene, route: Route) -> int:
    """The row its page is about, else the scene's contact; of a recusal or a reader none that
    exists (ending one, or adding a paper, is tested with its action)."""
    if route.name.startswith("referrals:"):
        return (scene.transfer if "transfer" in route.name else scene.referral).pk
    if "issued" in route.name:
        return scene.issue.pk
    ends = ("recusal", "reader", "clock", "unlink", "filter", "original")
    if any(word in route.name for word in ends):
        return 2**40
    kept = scene.case.kept
    return kept.get(route.name.removeprefix("cases:").split("-")[0], scene.contact.pk)


def managed(route: Route) -> Any:
    """A row of the kind this page manages: the colleague, the police of the county, a word."""
    kind = route.path.split("/")[2] if route.is_admin and route.path.count("/") > 2 else "account"
    rows = {
        "account": lambda: Account.objects.get(username=COLLEAGUE.username).pk,
        "unit": lambda: Unit.objects.get(code=POLICE_BRANCH).pk,
        "region": lambda: Region.objects.get(code="410402").pk,
        "category": lambda: category(ORDINARY).pk,
        "channel": lambda: "call_12338",
        "relation": lambda: "self",
        "procedure": lambda: "claim",
        "handlingway": lambda: "mediate",
        "phrase": lambda: "zx",
        "indicatorset": lambda: IndicatorSet.objects.get(kind="rights_week", version=1).pk,
        "indicator": lambda: Indicator.objects.filter(code="P02").order_by("pk").first().pk,
    }
    return rows.get(kind, lambda: 1)()


@contextmanager
def undone() -> Iterator[None]:
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@contextmanager
def undrawn() -> Iterator[None]:
    """A page is one word: two thirds of its time."""
    with mock.patch.object(Template, "_render", return_value=UNDRAWN):
        yield


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys") / "keys"
    make_keys(keys)
    changed = override_settings(PORTAL_KEYS=keys, SECOND_FACTOR_FOR_ADMINISTRATORS=False)
    with changed, django_db_blocker.unblock(), transaction.atomic():
        scene = make_scene()
        people = scene.cast | {ANONYMOUS: None}
        clients = {
            name: client_of(actor, raise_request_exception=False) for name, actor in people.items()
        }
        cookies = {name: client.cookies.output(header="") for name, client in clients.items()}
        with django_db_blocker.block():
            yield Stage(scene, clients, cookies, django_db_blocker.unblock)
        transaction.set_rollback(True)
