"""The design keeps its promises: colours with enough contrast in both schemes, icons that exist, nothing inline."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from navigator.styleguide import INTERFACE_ICONS

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
TOKENS_FILE = settings.BASE_DIR / "static" / "css" / "tokens.css"
SPRITE_FILE = settings.BASE_DIR / "static" / "icons" / "sprite.svg"
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "action-tint"),
    ("ink", "sun-tint"),
    ("ink", "error-tint"),
    ("ink", "overlap-tint"),
    ("ink", "highlight"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "action-tint"),
    ("action", "paper"),
    ("action", "surface"),
    ("action", "action-tint"),
    ("action-strong", "action-tint"),
    ("action-strong", "action-tint-hover"),
    ("action-text", "action"),
    ("action-text", "action-strong"),
    ("band-text", "band"),
    ("band-soft", "band"),
    ("band-text", "footer"),
    ("overlap", "surface"),
    ("overlap-text", "overlap-tint"),
    ("sun-text", "sun"),
    ("sun-text", "sun-strong"),
    ("runs", "surface"),
    ("runs", "paper"),
    ("prepares", "surface"),
    ("prepares", "paper"),
    ("ended", "surface"),
    ("zero", "surface"),
    ("zero", "paper"),
    ("error", "paper"),
    ("error", "error-tint"),
)
SHAPE_PAIRS = (("control", "paper"), ("control", "surface"), ("focus", "paper"), ("focus", "surface"), ("sun", "band"))


def _colours(css: str) -> dict[str, str]:
    """Name -> six hexadecimal digits; of a token with a fallback, the fallback."""
    found = re.findall(r"--navigator-color-([a-z0-9-]+):[^;]*?#([0-9a-f]{3,6})\)?;", css)
    return {name: value if len(value) == 6 else "".join(2 * digit for digit in value) for name, value in found}


def _schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS_FILE.read_text().split("@media (prefers-color-scheme: dark)")
    return {"light": _colours(light), "dark": {**_colours(light), **_colours(dark)}}


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _too_weak(scheme: str, pairs: tuple[tuple[str, str], ...], least: float) -> list[str]:
    colours = _schemes()[scheme]
    measured = ((front, ground, _contrast(colours[front], colours[ground])) for front, ground in pairs)
    return [f"{front} on {ground}: {ratio:.2f}" for front, ground, ratio in measured if ratio < least]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(scheme: str) -> None:
    assert _too_weak(scheme, TEXT_PAIRS, TEXT_CONTRAST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fields_and_focus_have_enough_contrast(scheme: str) -> None:
    assert _too_weak(scheme, SHAPE_PAIRS, SHAPE_CONTRAST) == []


def test_contrast_knows_black_on_white() -> None:
    assert _contrast("000000", "ffffff") == 21


def _symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', SPRITE_FILE.read_text()))


def test_every_interface_icon_is_in_the_sprite() -> None:
    assert set(INTERFACE_ICONS) - _symbols() == set()


def test_every_theme_of_the_catalogue_has_an_icon() -> None:
    themes = json.loads((settings.BASE_DIR / "initiatives" / "data" / "parkstad" / "themes.json").read_text())
    rows = themes if isinstance(themes, list) else themes["themes"]
    assert {f"theme-{row['slug']}" for row in rows} - _symbols() == set()


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'components/icon\.html" with name="([^"]+)"', template.read_text())
    }
    assert named - _symbols() == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_nothing_inline(template: Path) -> None:
    """The policy of the public pages refuses inline styles and scripts."""
    text = template.read_text()
    assert re.findall(r'\sstyle=|<style|\son[a-z]+="|<script(?![^>]*\s(?:src|type="application/)[^>]*)', text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_static_files_a_template_names_exist(template: Path) -> None:
    named = set(re.findall(r"""{% static ["']([^"']+)["']""", template.read_text()))
    assert {name for name in named if finders.find(name) is None} == set()
