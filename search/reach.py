"""Why an initiative was found for an area: because it is there, or because it serves all of an area around it."""

from collections.abc import Iterable

from initiatives.facts import WIDE_KINDS, AreaFacts, InitiativeFacts
from initiatives.models import Area
from search.vocabulary import Vocabulary


def serves_all_of(facts: InitiativeFacts, chosen: Iterable[str], vocabulary: Vocabulary) -> AreaFacts | None:
    """The area, around a chosen one, that the initiative serves as a whole; ``chosen`` are slugs (facet ``gebied``).

    ``None`` when nothing was chosen, or when it serves, or has a place in, an area chosen or inside one: then that
    is why it was found. Of several the smallest. No query.
    """
    areas = [area for slug in chosen if (area := vocabulary.areas.get(slug)) is not None]
    served = {area.slug: area for area in facts.areas if area.kind not in WIDE_KINDS}
    around = (above.slug for area in areas for above in area.ancestors())
    found = next((served[slug] for slug in around if slug in served), None)
    if found is None or _is_inside(facts, {area.slug for area in areas}, vocabulary):
        return None
    return found


def _is_inside(facts: InitiativeFacts, chosen: set[str], vocabulary: Vocabulary) -> bool:
    """Whether it serves or happens in one of the chosen areas or in something smaller within them."""
    own = [vocabulary.areas[area.slug] for area in facts.areas if area.slug in vocabulary.areas]
    if any(_lies_in(area, chosen) for area in own):
        return True
    names = {place.area_name for place in facts.places if place.area_name}
    return bool(names) and any(area.name in names and _lies_in(area, chosen) for area in vocabulary.areas.values())


def _lies_in(area: Area, chosen: set[str]) -> bool:
    return any(around.slug in chosen for around in (area, *area.ancestors()))
