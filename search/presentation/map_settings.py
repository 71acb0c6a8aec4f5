"""What the map's script must know before it asks for markers: tiles, names to write, words to say."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.vocabulary import Vocabulary, is_municipality_of_region

_kept: dict[str, tuple[Vocabulary, SafeString]] = {}


def map_settings_script(vocabulary: Vocabulary) -> SafeString:
    """The settings as a JSON <script>; written once for a language as long as the vocabulary is the same one."""
    language = get_language() or ""
    kept = _kept.get(language)
    if kept is None or kept[0] is not vocabulary:
        kept = _kept[language] = (vocabulary, json_script(map_settings(vocabulary), "map-settings"))
    return kept[1]


def map_settings(vocabulary: Vocabulary) -> dict[str, Any]:
    """Ready to be JSON; ``names`` are the municipalities with the point to write them at."""
    config: dict[str, Any] = settings.LEAFLET_CONFIG
    tiles = config["TILES"][0] if config["TILES"] else None
    return {
        "centre": config["DEFAULT_CENTER"],
        "zoom": config["DEFAULT_ZOOM"],
        "minZoom": config["MIN_ZOOM"],
        "maxZoom": config["MAX_ZOOM"],
        "tiles": {"url": tiles[1], "options": tiles[2]} if tiles else None,
        "boundariesUrl": reverse("area-boundaries"),
        "spriteUrl": static("icons/sprite.svg"),
        "names": _municipality_names(vocabulary),
        "words": _words(),
    }


def _municipality_names(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    return [
        {"name": area.name, "latitude": area.point.latitude, "longitude": area.point.longitude}
        for area in vocabulary.areas.values()
        if area.point and is_municipality_of_region(area)
    ]


def _words() -> dict[str, str]:
    return {
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "close": _("Close"),
        "showThese": _("Show these in the list"),
        "aboutThisPlace": _("About this place"),
        "approximate": _("The exact place is not known."),
        "locationRefused": _("Your browser does not share your position. Type your town or postcode instead."),
        "loadFailed": _("The map could not be loaded. The list is complete."),
    }
