"""The outlines of the region's municipalities, for the map to draw."""

from typing import Any

from django.conf import settings

from initiatives.enums import AreaKind
from initiatives.models import Area


def municipality_outlines() -> dict[str, Any]:
    """A GeoJSON collection that names its ``source``; empty until boundaries were loaded."""
    rows = (
        Area.objects.filter(kind=AreaKind.MUNICIPALITY, parent__slug=settings.NAVIGATOR_REGION, boundary__isnull=False)
        .order_by("slug")
        .values_list("slug", "name", "boundary", "boundary_source")
    )
    features = [
        {"type": "Feature", "properties": {"slug": slug, "name": name}, "geometry": boundary}
        for slug, name, boundary, _source in rows
    ]
    source = ", ".join(sorted({row[3] for row in rows if row[3]}))
    return {"type": "FeatureCollection", "source": source, "features": features}
