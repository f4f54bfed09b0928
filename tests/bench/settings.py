"""The portal's own settings with three addresses more: the floor page and a stock admin."""

from portal.settings import *  # noqa: F403
from portal.settings import MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.Counting", *MIDDLEWARE]
