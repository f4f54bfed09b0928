"""The suite runs as the web does: an unprivileged role, row security on."""

import gc
import os
from unittest import mock

import pytest
from django.db import connections, transaction
from django.template.base import Template
from django.test import TransactionTestCase, override_settings
from django.test.utils import instrumented_test_render
from hypothesis import HealthCheck
from hypothesis import settings as examples

from portal.access import SystemActor, scope
from tests import database
from tests import standing as standings
from tests.standing import standing

__all__ = ["standing"]
ROOT = SystemActor("测试", scope="4104")
# No deadline, so that a busy machine fails nothing; the same examples on every machine.
examples.register_profile(
    "portal", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def few_collections(django_db_setup):
    """What was imported stays: the collector looks through it no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def untold(django_test_environment):
    """Templates do not tell the test's browser what they were given: a sixth of a page's time."""
    with mock.patch.object(Template, "_render", lambda self, given: self.nodelist.render(given)):
        yield


@pytest.fixture
def told():
    """For a test that reads `answer.context`."""
    with mock.patch.object(Template, "_render", instrumented_test_render):
        yield


@pytest.fixture(scope="session", autouse=True)
def fast_settings():
    """Digest passwords cheaply and serve static files without a manifest."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with override_settings(STORAGES=storages):  # tells those who have read the setting already
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    name = f"test_portal_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with django_db_blocker.unblock():
        database.create(name, f'"{database.template()}"')
        database.enter(name, user="portal_app")
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        database.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _flush_as_owner():
    def teardown(self):
        database.flush()

    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture
def root(db):
    """Inside the test every row of the city exists, as for a job of the house."""
    with transaction.atomic(), scope(ROOT):
        yield ROOT


def pytest_collection_modifyitems(items):
    standings.STAGED.update(item.path for item in items if "stage" in item.fixturenames)


@pytest.fixture
def right_database(request, django_db_setup, django_db_blocker):
    """The standing scene, or None where it cannot be shared. A test that asks for it and is rolled
    back begins its transaction where the scene stands."""
    if not standings.is_for(request.node):
        yield None
        return
    made = request.getfixturevalue("standing")
    if standings.stays(request.node):
        yield made if made.rows else None
        return
    with django_db_blocker.unblock(), standings.inside(made.name):
        yield made


@pytest.fixture
def _django_db_helper(right_database, _django_db_helper):
    """pytest-django's own, in the right database."""
    return _django_db_helper
