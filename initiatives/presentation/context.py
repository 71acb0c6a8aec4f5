"""The context every page of the domain is rendered with: its values, the trail to it, its structured data."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from initiatives.models import Initiative
from initiatives.presentation.initiative_page import initiative_page
from initiatives.presentation.links import Link
from initiatives.presentation.structured_data import as_json_ld, breadcrumb_list, initiative_thing


def page_context(page: object, trail: Sequence[Link], *things: dict[str, Any], query: str = "") -> dict[str, Any]:
    """``trail`` ends with the page itself, ``query`` is its own query string; ``things`` are schema.org objects."""
    return {
        "page": page,
        "crumbs": [*trail[:-1], Link(trail[-1].label, "")],
        "canonical_path": trail[-1].url + query,
        "structured_data": as_json_ld(*things, breadcrumb_list(trail, settings.BASE_URL)),
    }


def initiative_context(initiative: Initiative) -> dict[str, Any]:
    """The context of ``initiatives/initiative.html``: for the public page or, with an unsaved revision, the preview."""
    page = initiative_page(initiative, timezone.localdate())
    trail = [all_initiatives_link(), *page.themes[:1], Link(page.title, page.url)]
    return page_context(page, trail, initiative_thing(initiative, settings.BASE_URL))


def all_initiatives_link() -> Link:
    return Link(gettext("All initiatives"), reverse("initiative-list"))
