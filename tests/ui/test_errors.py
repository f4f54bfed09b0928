"""Errors as they leave the server, through Django's own handling, without a database."""

import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.ui import errors

HTMX = {"HX-Request": "true"}


def database_away(request):
    raise OperationalError("server closed the connection unexpectedly")


def connection_lost(request):
    raise InterfaceError("connection already closed")


def bug(request):
    raise ValueError("secret of 张某")


def refused(request):
    raise PermissionDenied("同意办结")


@csrf_exempt
def takes(request):
    return HttpResponse(len(request.POST))


urlpatterns = [
    path("away/", database_away),
    path("lost/", connection_lost),
    path("bug/", bug),
    path("refused/", refused),
    path("takes/", takes),
]
handler400 = errors.handler400
handler403 = errors.handler403
handler404 = errors.handler404
handler500 = errors.handler500


pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def site(settings, client):
    settings.MIDDLEWARE = []
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ["/away/", "/lost/"])
def test_a_database_that_is_away_is_a_pause_and_not_an_error(site, address):
    response = site.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "约1分钟后自动重试" in response.text


def test_a_bug_has_a_number_on_the_page_and_in_the_log(site, caplog):
    with caplog.at_level(logging.ERROR):
        response = site.get("/bug/")

    assert response.status_code == 500
    number = re.search(r"已记录（编号 ([0-9A-F]{4})）", response.text).group(1)
    assert f"error {number}: ValueError at GET /bug/" in caplog.messages
    assert "张某" not in response.text


def test_a_refusal_names_what_and_whom_to_ask(site, settings):
    response = site.get("/refused/")

    assert response.status_code == 403
    assert "您可以查看，但不能办理：同意办结。" in response.text
    assert settings.PORTAL_DESK_PHONE in response.text


def test_what_is_not_there_tells_nothing(site):
    response = site.get("/cases/410402-2026-118/")

    assert response.status_code == 404
    assert "没有这项内容，或您无权查看。" in response.text
    assert "410402" not in response.text


def test_a_paste_of_ten_megabytes_is_told_so_and_read_to_its_end(site, monkeypatch):
    read = []
    drain = errors.drain
    monkeypatch.setattr(errors, "drain", lambda request: read.append(drain(request)))

    response = site.post("/takes/", {"story": "说" * 4_000_000})

    assert response.status_code == 413
    assert "内容太长或文件太大" in response.text
    assert "multipart" in response.wsgi_request.content_type
    assert len(read) == 1


def test_a_long_urlencoded_body_is_drained(site, rf):
    request = rf.post("/takes/", "a=" + "b" * 3_000_000, "application/x-www-form-urlencoded")
    with pytest.raises(RequestDataTooBig):
        _ = request.POST

    assert errors.drain(request) == 3_000_002


def test_a_script_gets_the_words_alone(site):
    response = site.get("/away/", headers=HTMX)

    assert response.status_code == 503
    assert "<html" not in response.text
    assert 'class="error-short"' in response.text


def test_a_view_may_refuse_in_its_own_words(rf):
    response = errors.answer(rf.post("/"), 422, text="不能转介给被反映的单位。")

    assert response.status_code == 422
    assert "不能转介给被反映的单位。" in response.text


@pytest.mark.parametrize("status", sorted(errors.WORDS))
def test_every_page_of_an_error_can_be_drawn(rf, status):
    response = errors.answer(rf.get("/"), status)

    assert errors.WORDS[status].title in response.text
    assert response["Cache-Control"] == "no-store"


def test_a_stale_form_is_explained_in_chinese(rf):
    response = errors.csrf_failure(rf.post("/"), "CSRF token incorrect.")

    assert response.status_code == 403
    assert "页面已过期" in response.text
    assert "CSRF" not in response.text
