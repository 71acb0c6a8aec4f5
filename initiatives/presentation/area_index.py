"""The overview of areas: the region's municipalities with what lies in them, then the areas around."""

from dataclasses import dataclass

from initiatives.area_tree import AreaNode, area_forest, initiative_counts
from initiatives.enums import AreaKind
from initiatives.presentation.coverage import region_name
from initiatives.presentation.links import Link
from initiatives.presentation.place_map import PlaceMap, area_points

PARTS_SHOWN = 100


@dataclass(frozen=True)
class AreaLine:
    """An area with its count and, in one flat list, the areas below it that have any initiative."""

    name: str
    url: str
    kind: str
    count: int
    parts: tuple["AreaLine", ...] = ()


@dataclass(frozen=True)
class AreaIndex:
    region: Link
    region_count: int
    municipalities: tuple[AreaLine, ...]
    others: tuple[AreaLine, ...]
    map: PlaceMap | None


def area_index() -> AreaIndex:
    """Two queries: all areas, all counts."""
    counts = initiative_counts()
    nodes = [node for root in area_forest() for node in _flattened(root)]
    region = next((node for node in nodes if node.area.is_region), None)
    municipalities = region.children if region else tuple(n for n in nodes if n.area.kind == AreaKind.MUNICIPALITY)
    inside = {node.area.pk for municipality in municipalities for node in _flattened(municipality)}
    others = [node for node in nodes if node.area.pk not in inside and node is not region]
    points = area_points(node.area for node in municipalities)
    return AreaIndex(
        region=Link(region.area.name, region.area.get_absolute_url()) if region else Link(region_name(), ""),
        region_count=counts.get(region.area.pk, 0) if region else 0,
        municipalities=tuple(_line(node, counts) for node in municipalities),
        others=tuple(_line(AreaNode(node.area, ()), counts) for node in others)[:PARTS_SHOWN],
        map=PlaceMap(points) if points else None,
    )


def _flattened(node: AreaNode) -> list[AreaNode]:
    return [node, *(below for child in node.children for below in _flattened(child))]


def _line(node: AreaNode, counts: dict[int, int]) -> AreaLine:
    below = [_line(AreaNode(part.area, ()), counts) for part in _flattened(node)[1 : PARTS_SHOWN + 1]]
    return AreaLine(
        name=node.area.name,
        url=node.area.get_absolute_url(),
        kind=str(AreaKind(node.area.kind).label),
        count=counts.get(node.area.pk, 0),
        parts=tuple(below),
    )
