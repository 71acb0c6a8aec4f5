"""Reads over the forest of areas: an area stands for itself and everything below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, Q

from initiatives.enums import AreaKind
from initiatives.facts import WIDE_KINDS
from initiatives.models import Area, Initiative, InitiativePlace, Place, Reach
from initiatives.models.area import MAX_DEPTH
from initiatives.querysets import InitiativeQuerySet

# A home is shown no more precisely than its municipality, so a finer area may not give it away either.
HOME_AREA_KINDS = (AreaKind.PROVINCE, AreaKind.REGION, AreaKind.MUNICIPALITY)


def serves_all_within(area: Area) -> bool:
    """Whether what serves this area is found for each area in it: "for Limburg" says nothing of every street."""
    return area.kind not in WIDE_KINDS


def areas_below_by_parent(areas: Iterable[Area]) -> dict[int, list[Area]]:
    """Areas right below each area, by its key."""
    below: dict[int, list[Area]] = {}
    for area in areas:
        if area.parent_id is not None:
            below.setdefault(area.parent_id, []).append(area)
    return below


@dataclass(frozen=True)
class AreaNode:
    """An area in the forest with the areas right below it, in order of name."""

    area: Area
    children: tuple["AreaNode", ...]


def area_forest() -> tuple[AreaNode, ...]:
    """All areas as trees, in one query; what hangs in a loop or deeper than ten levels is left out."""
    areas = {area.pk: area for area in Area.objects.defer("boundary", "note").order_by("name")}
    children: dict[int | None, list[Area]] = {}
    for area in areas.values():
        area.parent = areas[area.parent_id] if area.parent_id else None  # so that walking up asks nothing
        children.setdefault(area.parent_id, []).append(area)
    return _nodes(children, None, MAX_DEPTH)


def _nodes(children: dict[int | None, list[Area]], parent: int | None, levels: int) -> tuple[AreaNode, ...]:
    if levels == 0:
        return ()
    return tuple(AreaNode(area, _nodes(children, area.pk, levels - 1)) for area in children.get(parent, []))


def ids_within(area: Area) -> list[int]:
    """Keys of the area and all areas below it, in one query over the (small) table of areas."""
    children: dict[int | None, list[int]] = {}
    for pk, parent_id in Area.objects.values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found, waiting = {area.pk}, [area.pk]
    while waiting:
        below = [pk for pk in children.get(waiting.pop(), []) if pk not in found]
        found.update(below)
        waiting.extend(below)
    return sorted(found)


def published_in(area: Area, inside: list[int]) -> InitiativeQuerySet:
    """Published initiatives that serve the area, part of it or all of one around it, or happen at a public place in it.

    ``inside`` is what :func:`ids_within` says of the area.
    """
    around = [above.pk for above in area.ancestors() if serves_all_within(above)]
    serves = Reach.objects.filter(area__in=[*inside, *around]).values("initiative")
    happens = InitiativePlace.objects.filter(
        Q(place__is_home=False) | Q(place__area__kind__in=HOME_AREA_KINDS),
        place__is_accepted=True,
        place__area__in=inside,
    ).values("initiative")
    return Initiative.objects.published().filter(Q(pk__in=serves) | Q(pk__in=happens))


def initiative_counts() -> dict[int, int]:
    """Per area key: how many :func:`published_in` it, each once."""
    with connection.cursor() as cursor:
        parameters: list[int | str] = [MAX_DEPTH, True, False, *HOME_AREA_KINDS, *WIDE_KINDS, True]
        cursor.execute(_COUNTS_SQL.format(**_tables()), parameters)
        return dict(cursor.fetchall())


def _tables() -> dict[str, str]:
    models: dict[str, type[Model]] = {
        "area": Area,
        "reach": Reach,
        "initiative": Initiative,
        "link": InitiativePlace,
        "place": Place,
    }
    return {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}


# One recursive query: distinct counts of an area cannot be added up from those of the areas below it.
_COUNTS_SQL = """
WITH RECURSIVE within(ancestor, descendant, depth) AS (
    SELECT id, id, 0 FROM {area}
    UNION
    SELECT within.ancestor, below.id, within.depth + 1
    FROM {area} below JOIN within ON below.parent_id = within.descendant WHERE within.depth < %s
), present(initiative_id, area_id) AS (
    SELECT initiative_id, area_id FROM {reach}
    UNION
    SELECT link.initiative_id, place.area_id
    FROM {link} link JOIN {place} place ON place.id = link.place_id JOIN {area} area ON area.id = place.area_id
    WHERE place.is_accepted = %s AND (place.is_home = %s OR area.kind IN (%s, %s, %s))
), found(area_id, initiative_id) AS (
    SELECT within.ancestor, present.initiative_id FROM within JOIN present ON present.area_id = within.descendant
    UNION
    SELECT within.descendant, reach.initiative_id
    FROM {reach} reach JOIN {area} area ON area.id = reach.area_id JOIN within ON within.ancestor = reach.area_id
    WHERE area.kind NOT IN (%s, %s)
)
SELECT found.area_id, COUNT(*)
FROM found JOIN {initiative} initiative ON initiative.id = found.initiative_id
WHERE initiative.live = %s GROUP BY found.area_id
"""
