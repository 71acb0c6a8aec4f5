"""With the keyboard only: search, filter, open a marker, read."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_find import heading_count, option

pytestmark = pytest.mark.browser

MOST_STEPS = 150


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names; everything must be reachable that way."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab doesn't reach {selector}")


def focus_is_seen(page: Page) -> bool:
    """Whether the focused element shows an outline or a shadow, and lies within the window."""
    return page.evaluate(
        """() => {
            const element = document.activeElement, style = getComputedStyle(element);
            const box = element.getBoundingClientRect();
            const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            return inside && (outlined || style.boxShadow !== "none");
        }"""
    )


def test_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_searches_filters_opens_a_marker_and_reads(page: Page) -> None:
    page.goto("/")
    tab_to(page, 'main input[name="q"]')
    page.keyboard.type("eenzaamheid")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/**")
    before = heading_count(page)

    tab_to(page, '#filters input[name="thema"]')
    assert focus_is_seen(page)
    page.keyboard.press("Space")
    expect(page.locator("#results .chips")).to_be_visible()
    assert 0 < heading_count(page) <= before
    assert page.evaluate("document.activeElement.name") == "thema"  # the focus stays where it was

    tab_to(page, ".map-marker--area, .map-marker--spot")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup")).to_be_visible()
    tab_to(page, ".map-popup li a")
    title = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_a_marker_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/zoeken/")
    expect(page.locator(".map-marker--area").first).to_be_visible()
    page.locator(".map-marker--area").first.focus()
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_the_number_of_results_is_announced(page: Page) -> None:
    page.goto("/zoeken/")
    option(page, "thema", "bewegen-en-sport").focus()
    page.keyboard.press("Space")
    expect(page.locator("#announcer")).not_to_be_empty()
    assert page.locator("#results-title").inner_text() in page.locator("#announcer").inner_text()
