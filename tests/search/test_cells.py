import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.geo.types import BoundingBox, Point
from search.cells import LAST_MAP_ZOOM, MAX_COVER_CELLS, Cell, cell_of, cells_of, cover_of

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def boxes(draw: st.DrawFn) -> BoundingBox:
    west, east = sorted(draw(st.lists(st.floats(-180, 180), min_size=2, max_size=2, unique=True)))
    south, north = sorted(draw(st.lists(st.floats(-90, 90), min_size=2, max_size=2, unique=True)))
    return BoundingBox(west, south, east, north)


@pytest.mark.parametrize(
    ("point", "zoom", "expected"),
    [
        (Point(50.8882, 5.9795), 9, Cell(9, 264, 171)),
        (Point(0.0, 0.0), 1, Cell(1, 1, 1)),
        (Point(90.0, 180.0), 17, Cell(17, 2**17 - 1, 0)),
        (Point(-90.0, -180.0), 17, Cell(17, 0, 2**17 - 1)),
    ],
)
def test_cell_is_the_tile_of_web_maps(point: Point, zoom: int, expected: Cell) -> None:
    assert cell_of(point, zoom) == expected


@given(point=points)
def test_cells_of_all_zooms_lie_inside_each_other(point: Point) -> None:
    cells = cells_of(point)
    assert [cell.zoom for cell in cells] == list(range(LAST_MAP_ZOOM + 1))
    assert all(finer in coarser.children() for coarser, finer in itertools.pairwise(cells))
    assert cells[9] == cell_of(point, 9)


@given(point=points, zoom=st.integers(0, 17))
def test_number_names_the_cell(point: Point, zoom: int) -> None:
    cell = cell_of(point, zoom)
    assert Cell.from_number(cell.number) == cell
    assert 0 <= cell.number < 2**40


def test_a_cell_has_no_single_finer_cell() -> None:
    with pytest.raises(ValueError, match="many cells"):
        Cell(3, 1, 1).at_zoom(4)


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


def test_within_lists_the_finer_cells_of_a_coarser_one() -> None:
    cover = cover_of(BoundingBox(5.97, 50.88, 5.98, 50.89))
    coarse = cell_of(Point(50.885, 5.975), 9)
    assert set(cover.within(coarse)) == set(cover.cells)
    assert cover.within(cell_of(Point(0.0, 0.0), 9)) == ()
