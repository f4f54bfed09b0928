"""The court mailed its summary: the coordinator enters it, with the file it came in."""

import io

import docx
import pytest
from django.db import transaction
from playwright.sync_api import expect

from campaigns.models import Duty, DutyFile, DutyVersion
from portal.access import scope
from tests.factories.materials import owe
from tests.factories.people import ROOT
from tests.journeys.conftest import shot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
COURT = "4104M08"
WORDS = "三月全市法院签发人身安全保护令15件，全部由法院、派出所、社区三方一同送达。"
PHONE = {"width": 390, "height": 844}


def mailed():
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("市中级人民法院维权周工作总结", 1)
    made.add_paragraph(WORDS)
    made.save(out)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "市中院总结.docx", "mimeType": kind, "buffer": out.getvalue()}


def test_a_summary_a_court_mailed_is_entered_with_its_file(house, city):
    coordinator = city.cast["coordinator"]
    duty = owe(coordinator, "summary", unit_code=COURT, group="member", word_limit=300)
    campaign = duty.participation.campaign
    page = house.window(coordinator)
    page.goto(f"/campaigns/{campaign.pk}/board/")
    page.locator("a.cell", has_text="未报").first.click()
    page.locator("#review-pane a", has_text="代报").click()
    page.locator(".files input[name=files]").set_input_files([mailed()])
    expect(page.locator(".file-row")).to_have_count(1)
    page.locator("#id_basis").fill("邮件，市中院办公室发来")
    shot(page, "behalf_form")
    page.locator("#behalf-form [data-main]").click()
    page.wait_for_url("**/board/")
    expect(page.locator("#messages, .messages").first).to_contain_text("已代市中院报送")
    shot(page, "behalf_board")

    page.goto(f"/campaigns/duties/{duty.pk}/")
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator(".duty-papers")).to_contain_text("市中院总结.docx")
    shot(page, "behalf_material")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shot(page, "behalf_material_phone")
    with transaction.atomic(), scope(ROOT):
        sent = Duty.objects.get(pk=duty.pk)
        version = DutyVersion.objects.get(duty=duty)
        assert (sent.status, sent.is_on_behalf, sent.is_on_time) == ("submitted", True, False)
        assert (version.way, version.basis, version.by_name) == (
            "mail", "邮件，市中院办公室发来", "程书宁",
        )  # fmt: skip
        assert DutyFile.objects.get(duty=duty).name == "市中院总结.docx"
