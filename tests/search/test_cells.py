import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.geo.types import Point
from search.cells import LAST_MAP_ZOOM, Cell, cell_of, cells_of

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


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


@given(point=points, zoom=st.integers(0, 17))
def test_bounds_hold_the_points_of_the_cell(point: Point, zoom: int) -> None:
    box = cell_of(point, zoom).bounds()
    assert box.west - 1e-9 <= point.longitude <= box.east + 1e-9
    assert box.south - 1e-9 <= point.latitude <= box.north + 1e-9
