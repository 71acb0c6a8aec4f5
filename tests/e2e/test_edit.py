"""Editors write, preview and publish; moderators send back and approve; visitors find what is public at once."""

import time
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.fixtures import SCREENSHOTS, STEP_TIMEOUT_MS
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

FOUND_WITHIN_S = 2.0


def log_in(page: Page, name: str) -> Page:
    page.goto("/beheer/")
    page.locator('input[name="username"]').fill(name)
    page.locator('input[name="password"]').fill(PASSWORD)
    page.locator('button[type="submit"]').click()
    page.wait_for_url("**/beheer/")
    return page


def open_editor(page: Page, title: str) -> None:
    page.goto(f"/beheer/initiatieven/?q={quote(title)}")
    page.locator("main table tbody a", has_text=title).first.click()
    page.wait_for_url("**/edit/**")


def write_summary(page: Page, text: str) -> None:
    page.locator('textarea[name="summary"]').fill(text)


def choose(page: Page, action: str) -> None:
    """Press a button of the editor's menu, opening the menu when the button stands in it."""
    without_dialog = ":not([data-workflow-action-modal-url])" if action == "approve" else ""
    workflow = f'footer [data-workflow-action-name="{action}"]{without_dialog}'
    button = page.locator(f'footer [name="{action}"], {workflow}').first
    if not button.is_visible():
        page.locator("footer").get_by_role("button", name="Meer acties").click()
    button.click()


def confirm(page: Page, *, comment: str) -> None:
    """Answer the dialog that asks why."""
    dialog = page.locator('[role="dialog"]:visible')
    dialog.locator("textarea").fill(comment)
    dialog.locator('button[type="submit"]').click()


def found_publicly(page: Page, word: str) -> list[str]:
    """By this very word, not by what it means."""
    answer = page.request.get(f"/api/v1/initiatieven?q={word}&betekenis=0")
    assert answer.status == 200
    return [one["slug"] for one in answer.json()["resultaten"]]


def wait_until_found(page: Page, word: str, slug: str) -> None:
    deadline = time.monotonic() + FOUND_WITHIN_S
    while slug not in found_publicly(page, word):
        assert time.monotonic() < deadline, f"{slug} not found within {FOUND_WITHIN_S} s"
        time.sleep(0.1)


def test_edits_previews_publishes_and_is_found(open_page) -> None:
    page = log_in(open_page(), "moderator")
    open_editor(page, "Aanpak eenzaamheid jongeren")
    write_summary(page, "Jongeren bouwen samen een zeepkistracebaan.")
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.locator("main")).to_contain_text("zeepkistracebaan", timeout=STEP_TIMEOUT_MS)
    page.screenshot(path=SCREENSHOTS / "beheer-voorbeeld-1280.png")
    assert found_publicly(page, "zeepkistracebaan") == []

    choose(page, "action-publish")
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")
    wait_until_found(page, "zeepkistracebaan", "eenzaamheid-jongeren")

    visitor = open_page()
    visitor.goto("/zoeken/?q=zeepkistracebaan")
    visitor.locator("#results ol a", has_text="Aanpak eenzaamheid jongeren").click()
    expect(visitor.locator("main")).to_contain_text("zeepkistracebaan")


def test_moderation_sends_back_and_approves(open_page) -> None:
    redacteur, moderator = log_in(open_page(), "redacteur"), log_in(open_page(), "moderator")
    open_editor(redacteur, "Kei Gezond!")
    address = redacteur.url
    expect(redacteur.locator('footer [name="action-publish"]')).to_have_count(0)
    write_summary(redacteur, "Kinderen leren jongleren met kiwifruit.")
    choose(redacteur, "action-submit")
    expect(redacteur.locator(".messages")).to_be_visible()

    moderator.goto(address)
    choose(moderator, "reject")
    confirm(moderator, comment="Leg uit waar dit is.")
    expect(moderator.locator(".messages")).to_be_visible()
    moderator.screenshot(path=SCREENSHOTS / "beheer-teruggestuurd-1280.png")
    assert found_publicly(moderator, "kiwifruit") == []

    redacteur.goto(address)
    expect(redacteur.locator("body")).to_contain_text("Leg uit waar dit is.")
    write_summary(redacteur, "Kinderen leren jongleren met kiwifruit op school.")
    choose(redacteur, "action-submit")
    expect(redacteur.locator(".messages")).to_be_visible()

    moderator.goto(address)
    choose(moderator, "approve")
    expect(moderator.locator(".messages")).to_be_visible()
    wait_until_found(moderator, "kiwifruit", "kei-gezond")
