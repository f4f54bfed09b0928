"""What people's hands do on every page, and the hour at which they do it."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.utils import timezone
from playwright.sync_api import expect

from portal import clock


def choose(page, **answers):
    """By keyboard, as who knows the form does: {name of the field: value}."""
    for name, value in answers.items():
        page.locator(f'input[name="{name}"][value="{value}"]').focus()
        page.keyboard.press("Space")


def pick(page, field, typed):
    """Of a field that offers as one types, the first; once its select has become a box."""
    box = page.locator(f"input{field}")
    box.fill("")
    box.click()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def send(page, form="form.portal-form"):
    page.locator(f"{form} [data-main]").first.click()
    page.wait_for_load_state()


def step(page, name, **fields):
    """Open the step, fill what it asks, send it by Ctrl+Enter."""
    place = page.locator(f"#step-{name}")
    if place.locator("summary").count():
        place.locator("summary").click()
        place = page.locator(".modal.show")
        expect(place).to_be_visible()
    for label in fields.pop("chips", ()):
        place.locator("label", has_text=label).first.click()
    note = place.locator("textarea")
    if "note" in fields:
        note.fill(fields["note"])
    note.focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages, .messages").first).to_contain_text("已保存")


def note_call(page, referral, spoke_with, answer):
    """催办 by telephone: whom one spoke with, and what was answered."""
    page.goto(referral.get_absolute_url())
    page.get_by_text("记一次电话", exact=True).click()
    page.fill("#id_spoke_with", spoke_with)
    page.fill("#id_answer", answer)
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.locator("main")).to_contain_text(spoke_with)


@contextmanager
def told_time(patch, at):
    """What time it is for every thread, also the server's: `held.now` may be set."""
    held = SimpleNamespace(now=at)
    told = SimpleNamespace(now=lambda: held.now, localdate=timezone.localdate,
                           is_naive=timezone.is_naive)  # fmt: skip
    with patch.context() as patched:
        patched.setattr(clock, "timezone", told)
        yield held
