"""Finding a place's coordinates: search an address, click on the map, or type the numbers."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from initiatives.cms.slugs import AcceptedRecordForm
from initiatives.geo.geocoding import MAX_QUESTION_LENGTH, geocode

ANSWERS = 8


class LocationSearchInput(forms.TextInput):
    """A search field with a list of answers and a map; fills the form's own fields in, which always stay usable.

    Without JavaScript only the field itself is there, and the numbers below it.
    """

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/location-picker.css"]}
        js = ["leaflet/leaflet.js", "js/location-picker.js"]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        field = super().render(name, "", attrs, renderer)
        context = {
            "field": field,
            "field_id": (attrs or {}).get("id", name),
            "config": json.dumps(self.configuration()),
        }
        return render_to_string("initiatives/cms/widgets/location_search.html", context)

    def configuration(self) -> dict[str, Any]:
        """What the script needs: addresses, start of the map, and the texts it shows."""
        leaflet: dict[str, Any] = settings.LEAFLET_CONFIG
        latitude, longitude = leaflet["DEFAULT_CENTER"]
        return {
            "geocodeUrl": reverse("geocode"),
            "tilesUrl": settings.NAVIGATOR_TILES_URL,
            "attribution": settings.NAVIGATOR_TILES_ATTRIBUTION,
            "latitude": latitude,
            "longitude": longitude,
            "texts": {
                "searching": gettext("Searching…"),
                "none": gettext("No address found. You can also type the coordinates or click on the map."),
                "failed": gettext("Searching does not work now. Type the coordinates or click on the map."),
                "found": gettext("Addresses found: %(count)s. Use the arrow keys to choose."),
                "chosen": gettext("The coordinates are filled in."),
                "byHand": gettext("Chosen on the map"),
                "marker": gettext("Chosen place"),
            },
        }


class PlaceForm(AcceptedRecordForm):
    location_search = forms.CharField(
        label=_("Search an address"),
        help_text=_("Type a street, postcode or town. Or click on the map. Or type the coordinates below."),
        max_length=MAX_QUESTION_LENGTH,
        required=False,
        widget=LocationSearchInput,
    )


@require_safe
def geocode_view(request: HttpRequest) -> JsonResponse:
    """Answers for the search field, for logged-in editors only: at most eight, empty when nothing is known."""
    may_edit = request.user.has_perm("initiatives.add_place") or request.user.has_perm("initiatives.change_place")
    if not may_edit:
        return JsonResponse({"results": []}, status=403)
    found = geocode(request.GET.get("q", ""), limit=ANSWERS)
    results = [
        {
            "label": address.label,
            "latitude": address.latitude,
            "longitude": address.longitude,
            "precision": address.precision,
            "source": address.source,
        }
        for address in found
    ]
    return JsonResponse({"results": results})
