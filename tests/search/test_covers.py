import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from initiatives.geo.types import EARTH_RADIUS_M, BoundingBox, Point
from search.cells import LAST_MAP_ZOOM, cell_of
from search.covers import MAX_COVER_CELLS, circle_cover, cover_of
from search.query import RADII_KM

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def boxes(draw: st.DrawFn) -> BoundingBox:
    west, east = sorted(draw(st.lists(st.floats(-180, 180), min_size=2, max_size=2, unique=True)))
    south, north = sorted(draw(st.lists(st.floats(-90, 90), min_size=2, max_size=2, unique=True)))
    return BoundingBox(west, south, east, north)


@given(box=boxes(), share=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_cover_holds_every_point_of_its_box(box: BoundingBox, share: tuple[float, float]) -> None:
    latitude = min(box.north, box.south + share[0] * (box.north - box.south))
    longitude = min(box.east, box.west + share[1] * (box.east - box.west))
    assert cover_of(box).holds(cell_of(Point(latitude, longitude), LAST_MAP_ZOOM))


@given(box=boxes())
def test_cover_is_bounded_and_its_cells_do_not_overlap(box: BoundingBox) -> None:
    cells = cover_of(box).cells
    assert 1 <= len(cells) <= MAX_COVER_CELLS
    assert not any(cell.at_zoom(zoom) in cells for cell in cells for zoom in range(cell.zoom))


def test_cover_stays_near_the_box() -> None:
    """A window of the size people look at is snapped outward by less than a tenth of its width."""
    box = BoundingBox(5.90, 50.84, 6.06, 50.93)
    cover = cover_of(box)
    beyond = [Point(50.885, 5.90 - 0.016), Point(50.885, 6.06 + 0.016), Point(50.94, 5.98), Point(50.83, 5.98)]
    assert [cover.holds(cell_of(point, LAST_MAP_ZOOM)) for point in beyond] == [False] * 4


@given(box=boxes(), others=st.lists(points, min_size=1, max_size=5))
def test_a_cover_says_of_many_points_at_once_what_it_says_of_each(box: BoundingBox, others: list[Point]) -> None:
    corners = [Point(box.south, box.west), Point(box.north, box.east)]
    cells = [cell_of(point, LAST_MAP_ZOOM) for point in [*others, *corners]]
    x, y = np.array([cell.x for cell in cells]), np.array([cell.y for cell in cells])
    for cover in (cover_of(box), circle_cover(corners[0], 25)):
        assert cover.holds_each(x, y).tolist() == [cover.holds(cell) for cell in cells]


def test_within_lists_the_finer_cells_of_a_coarser_one() -> None:
    cover = cover_of(BoundingBox(5.97, 50.88, 5.98, 50.89))
    coarse = cell_of(Point(50.885, 5.975), 9)
    assert set(cover.within(coarse)) == set(cover.cells)
    assert cover.within(cell_of(Point(0.0, 0.0), 9)) == ()


def away(start: Point, metres: float, bearing: float) -> Point:
    """The point so far from the start in that direction (radians from north)."""
    arc, latitude = metres / EARTH_RADIUS_M, math.radians(start.latitude)
    sine = math.sin(latitude) * math.cos(arc) + math.cos(latitude) * math.sin(arc) * math.cos(bearing)
    there = math.asin(max(-1.0, min(1.0, sine)))
    turned = math.atan2(
        math.sin(bearing) * math.sin(arc) * math.cos(latitude),
        math.cos(arc) - math.sin(latitude) * math.sin(there),
    )
    longitude = (start.longitude + math.degrees(turned) + 540.0) % 360.0 - 180.0
    return Point(math.degrees(there), longitude)


@given(
    centre=st.one_of(points, st.builds(Point, st.floats(50.7, 51.0), st.floats(5.8, 6.2))),
    radius_km=st.sampled_from(RADII_KM),
    share=st.floats(0, 0.999999),
    bearing=st.floats(0, 2 * math.pi),
)
def test_a_circle_holds_every_point_within_its_radius(
    centre: Point, radius_km: int, share: float, bearing: float
) -> None:
    there = away(centre, radius_km * 1000.0 * share, bearing)
    assert circle_cover(centre, radius_km).holds(cell_of(there, LAST_MAP_ZOOM))


@given(
    centre=st.builds(Point, st.floats(-80, 80), st.floats(-180, 180)),
    radius_km=st.sampled_from(RADII_KM),
    beyond=st.floats(1.5, 3),
    bearing=st.floats(0, 2 * math.pi),
)
def test_a_circle_holds_nothing_far_beyond_its_radius(
    centre: Point, radius_km: int, beyond: float, bearing: float
) -> None:
    there = away(centre, radius_km * 1000.0 * beyond, bearing)
    cover = circle_cover(centre, radius_km)
    assert not cover.holds(cell_of(there, LAST_MAP_ZOOM))
    assert len(cover.cells) <= MAX_COVER_CELLS
