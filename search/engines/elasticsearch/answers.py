"""From the servers' answer to results. Whatever an answer lacks raises; nothing is guessed."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from search.cells import Cell
from search.covers import Cover
from search.engines.elasticsearch import mapping as fields
from search.engines.elasticsearch.bodies import MAX_PLACES, cut_cells
from search.engines.elasticsearch.conditions import Conditions
from search.facets import FACETS
from search.query import MapStanding
from search.results import CellCount, MapCounts

MAX_CELLS = 1000
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Hit:
    """``sort_value`` is the first of its sort values: score, title, day or metres. ``points`` only when asked for."""

    key: int
    sort_value: Any
    points: bytes


def hits_of(answer: Answer) -> list[Hit]:
    return [Hit(int(hit["sort"][-1]), hit["sort"][0], _points(hit)) for hit in answer["hits"]["hits"]]


def near_hits_of(answer: Answer) -> list[Hit]:
    """The hits of meaning with their points, where these were asked for."""
    found = answer["aggregations"].get("meaning", {}).get("hits")
    return hits_of(found) if found else []


def _points(hit: Answer) -> bytes:
    packed = hit.get("fields", {}).get(fields.POINTS)
    return base64.b64decode(packed[0]) if packed else b""


def total_of(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def facet_counts_of(answer: Answer, conditions: Conditions) -> dict[str, dict[str, int]]:
    counts = answer["aggregations"]
    counted: dict[str, dict[str, int]] = {}
    for facet in FACETS:
        name = fields.facet_field(facet.parameter)
        own = counts[name] if facet.parameter in conditions.facets else {"values": counts["all"][name]}
        counted[facet.parameter] = _buckets(own["values"]) | (_buckets(own["chosen"]) if "chosen" in own else {})
    return counted


def region_outside_box_of(answer: Answer, conditions: Conditions) -> int:
    return int(answer["aggregations"]["region"]["doc_count"]) if conditions.cover else 0


def near_in_meaning_of(answer: Answer, conditions: Conditions) -> tuple[list[int], frozenset[int]]:
    """The keys near in meaning that pass the filters, nearest first, and those of them that the words find too."""
    if not conditions.meaning:
        return [], frozenset()
    found = answer["aggregations"]["meaning"]
    keys = _buckets(found["keys"])
    return [key for key in conditions.meaning if key in keys], frozenset(_buckets(found["by_words"]["keys"]))


def map_counts_of(answer: Answer, conditions: Conditions, map_zoom: int | None) -> MapCounts:
    counts = answer["aggregations"]["all"]
    standing = _buckets(counts[fields.STANDING])
    return MapCounts(
        with_place=standing.get(MapStanding.PLACE.value, 0),
        cells=() if map_zoom is None else _cells(counts, conditions, map_zoom),
        places={} if map_zoom is None else _places(_buckets(counts["places"]), conditions.cover),
        areas=_buckets(counts[fields.BUBBLE]),
        region=standing.get(MapStanding.REGION.value, 0),
    )


def _buckets(values: Answer) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in values["buckets"]}


def _cells(counts: Answer, conditions: Conditions, map_zoom: int) -> tuple[CellCount, ...]:
    cover = conditions.cover
    whole = ((Cell.from_number(number), count) for number, count in _buckets(counts["cells"]).items())
    found = [(cell, count) for cell, count in whole if cover is None or cover.holds(cell)]
    if cut_cells(conditions, map_zoom):
        cut: Mapping[str, Answer] = counts["cut"]["cells"]["buckets"]
        found += [(Cell.from_number(int(number)), bucket["doc_count"]) for number, bucket in cut.items()]
    cells = [CellCount(cell.zoom, cell.x, cell.y, count) for cell, count in found if count]
    cells.sort(key=lambda cell: (-cell.count, cell.x, cell.y))
    return tuple(cells[:MAX_CELLS])


def _places(counts: Mapping[Any, int], cover: Cover | None) -> dict[int, int]:
    """Count by place id; when there are too many, those with most initiatives."""
    if cover is None:
        return dict(counts)
    coded = ((str(code).split(":"), count) for code, count in counts.items())
    inside = {int(place): count for (place, cell), count in coded if cover.holds(Cell.from_number(int(cell)))}
    return dict(sorted(inside.items(), key=lambda item: (-item[1], item[0]))[:MAX_PLACES])


def keys_and_versions_of(answer: Answer) -> Sequence[tuple[int, int]]:
    return [(int(hit["sort"][-1]), int(hit["_version"])) for hit in answer["hits"]["hits"]]
