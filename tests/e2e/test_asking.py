"""Suggestions by keyboard and by finger, mistyped words, a radius, help in a crisis, and ways on when nothing fits."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.fixtures import PHONE, take_screenshots
from tests.e2e.test_accessibility import violations
from tests.e2e.test_find import asked, heading_count

pytestmark = pytest.mark.browser


def type_question(page: Page, text: str) -> None:
    field = page.get_by_role("combobox", name="Waar zoekt u naar?")
    field.fill("")
    field.press_sequentially(text, delay=15)


def options(page: Page):
    return page.get_by_role("option")


def test_a_suggestion_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/")
    type_question(page, "eenzamh")
    field = page.get_by_role("combobox", name="Waar zoekt u naar?")
    expect(options(page).filter(has_text="Eenzaamheid en ontmoeting")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-suggestions-status]")).to_have_text(re.compile(r"^\d+ sugg"))
    take_screenshots(page, "suggesties")
    assert violations(page) == []
    field.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    theme = options(page).filter(has_text="Eenzaamheid en ontmoeting")
    while theme.get_attribute("aria-selected") != "true":
        field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/zoeken/?thema=eenzaamheid-en-ontmoeting")
    assert heading_count(page) > 0


def test_escape_and_leaving_close_the_suggestions(page: Page) -> None:
    page.goto("/zoeken/")
    type_question(page, "eenza")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#search-text")).to_have_value("eenza")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=eenza")
    type_question(page, "eenzaam")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggestion_is_chosen_by_finger(open_page) -> None:
    page = open_page(size=PHONE, has_touch=True)
    page.goto("/zoeken/")
    type_question(page, "geldw")
    suggestion = options(page).filter(has_text="Geldwijzerwinkel").first
    expect(suggestion).to_be_visible()
    assert suggestion.bounding_box()["height"] >= 44
    assert violations(page) == []
    suggestion.tap()
    expect(page.locator("h1")).to_have_text("Geldwijzerwinkel")


def test_a_mistyped_word_is_understood_and_said(page: Page) -> None:
    page.goto("/zoeken/?q=eenzamhied")
    found = heading_count(page)
    meant = page.locator(".did-you-mean a")
    expect(meant).to_have_text("eenzaamheid")
    take_screenshots(page, "bedoelde-u")
    assert violations(page) == []
    meant.click()
    page.wait_for_url("**/zoeken/?q=eenzaamheid*")  # and more, where meaning came too late
    assert heading_count(page) > 0 < found
    expect(page.locator(".did-you-mean")).to_have_count(0)


def test_a_radius_counts_from_a_town(page: Page) -> None:
    page.goto("/zoeken/")
    expect(page.locator("#search-radius")).to_be_hidden()
    page.locator("#search-place").fill("Kerkrade")
    page.locator("#search-radius").select_option("2")
    page.get_by_role("search").locator('button[type="submit"]').click()
    expect(page.locator(".chip", has_text="Binnen 2 km")).to_be_visible()
    assert {name: asked(page)[name] for name in ("straal", "sorteer")} == {"straal": ["2"], "sorteer": ["afstand"]}
    within = heading_count(page)
    page.locator(".chip", has_text="Binnen 2 km").click()
    expect(page.locator(".chip", has_text="Binnen 2 km")).to_have_count(0)
    assert heading_count(page) > within > 0


def test_what_has_no_place_is_one_tick_away(page: Page) -> None:
    page.goto("/zoeken/")
    promised = int(page.locator("label:has(#f-plek) .facet__count").inner_text().strip("()"))
    page.locator("#f-plek").check()
    expect(page.locator("#results-title")).to_have_text(re.compile(rf"^{promised} "))
    assert asked(page) == {"plek": ["zonder"]}
    page.locator("#f-plek").uncheck()
    expect(page.locator(".chip--active")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        ("crisis", "/zoeken/?q=zelfmoord", "#crisis-title"),
        ("niets-met-filters", "/zoeken/?q=boodschappenbus&betekenis=0&thema=geld-en-schulden", ".empty-state .chip"),
        ("letterlijk", "/zoeken/?q=eenzaamheid&betekenis=0", ".results-list"),
        ("straal", "/zoeken/?nabij=50.87,6.06&straal=2&sorteer=afstand", ".results-list"),
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_an_answer(
    page: Page, name: str, address: str, shown: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    expect(page.locator(shown).first).to_be_visible()
    take_screenshots(page, f"antwoord-{name}-{scheme}")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_phone_number_of_a_help_line_can_be_called(page: Page) -> None:
    page.goto("/zoeken/?q=ik+wil+niet+meer+leven")
    call = page.locator(".crisis a[href='tel:113']")
    expect(call).to_be_visible()
    assert call.bounding_box()["height"] >= 44


def test_whom_to_call_is_not_covered_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/zoeken/?q=zelfmoord")
    help_lines, bar = page.locator(".crisis").bounding_box(), page.locator(".directory__bar").bounding_box()
    assert help_lines["y"] + help_lines["height"] <= bar["y"]


def test_without_javascript_the_field_is_a_plain_field(open_page) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/zoeken/?q=eenzamhied")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.locator(".did-you-mean a").click()
    assert asked(page)["q"] == ["eenzaamheid"]
    page.locator("#search-place").fill("Kerkrade")
    page.locator("#search-radius").select_option("5")
    page.get_by_role("search").locator('button[type="submit"]').click()
    assert asked(page)["straal"] == ["5"]
