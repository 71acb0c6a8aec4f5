"""Outlines of areas: both property styles, files and paged services, and nothing changed by bad input."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.utils import translation

from initiatives.geo import boundary_source
from initiatives.geo.boundaries import BOUNDARY_SOURCE, load_areas
from initiatives.geo.geojson import BadBoundariesError
from initiatives.models import Area

pytestmark = pytest.mark.django_db


def square(west: float, south: float = 50.8, size: float = 0.1) -> list[list[list[float]]]:
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(code: str, rings: Any, style: str = "statcode", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {style: code, **properties},
        "geometry": {"type": "Polygon", "coordinates": rings},
    }


def collection(*features: Any, **extra: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **extra}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def areas() -> None:
    for slug, code, longitude in (("heerlen", "GM0917", 5.95), ("kerkrade", "GM0928", 6.05)):
        Area.objects.create(
            slug=slug, name=slug.title(), kind="gemeente", cbs_code=code, latitude=50.85, longitude=longitude
        )


def file_of(tmp_path: Path, document: Any) -> str:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def outline(slug: str) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(Area.objects.get(slug=slug).boundary))


@pytest.mark.parametrize("style", ["statcode", "gemeentecode"])
def test_both_styles_of_properties_match_on_code(tmp_path, style):
    source = file_of(tmp_path, collection(feature("GM0917", square(5.9), style), feature("GM9999", square(7.0), style)))

    report = load_areas(source, timeout_s=5)

    assert (report.matched, report.unknown_codes, report.missing_areas) == (["Heerlen"], ["GM9999"], ["Kerkrade"])
    assert outline("heerlen").equals(shapely.Polygon(square(5.9)[0]))
    assert Area.objects.get(slug="heerlen").boundary_source == BOUNDARY_SOURCE
    assert Area.objects.get(slug="kerkrade").boundary is None
    assert Area.objects.count() == 2


def test_a_neighbourhood_is_not_taken_for_its_municipality(tmp_path):
    nested = feature("GM0917", square(5.9), "gemeentecode", wijkcode="WK091700", buurtcode="BU09170000")

    report = load_areas(file_of(tmp_path, collection(nested)), timeout_s=5)

    assert (report.matched, report.unknown_codes) == ([], ["BU09170000"])


def test_neighbours_keep_sharing_their_border(tmp_path):
    wavy = [[6.0 + (0.00005 if step % 2 else 0), 50.8 + step / 1000] for step in range(101)]
    heerlen = [[5.9, 50.8], *wavy, [5.9, 50.9], [5.9, 50.8]]
    kerkrade = [[6.1, 50.8], [6.1, 50.9], *reversed(wavy), [6.1, 50.8]]

    load_areas(file_of(tmp_path, collection(feature("GM0917", [heerlen]), feature("GM0928", [kerkrade]))), timeout_s=5)

    together = [outline("heerlen"), outline("kerkrade")]
    assert shapely.coverage_is_valid(together)
    assert shapely.get_num_coordinates(together[0]) < 50


def test_a_crossed_outline_is_repaired_and_water_left_out(tmp_path):
    bow_tie = [[[5.9, 50.8], [6.0, 50.9], [6.0, 50.8], [5.9, 50.9], [5.9, 50.8]]]
    water = feature("GM0917", square(5.0), "gemeentecode", water="JA")

    load_areas(file_of(tmp_path, collection(feature("GM0917", bow_tie), water)), timeout_s=5)

    assert outline("heerlen").is_valid
    assert outline("heerlen").geom_type == "MultiPolygon"
    assert outline("heerlen").bounds == (5.9, 50.8, 6.0, 50.9)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([], "The file is not a GeoJSON FeatureCollection."),
        ({"type": "FeatureCollection"}, "The FeatureCollection has no list of features."),
        (collection(3), "Feature 1: it has no properties."),
        (collection(feature("", square(5.9))), "Feature 1: it has no CBS code (buurtcode, wijkcode, gemeentecode, statcode)."),  # noqa: E501 -- one case a line
        (collection(feature("GM0917", [])), "Feature 1: a polygon has no outline."),
        (collection(feature("GM0917", "x")), "Feature 1: its coordinates are not lists."),
        (collection(feature("GM0917", [[[5.9, 50.8], [6, 51], [5.9, 50.8]]])), "Feature 1: an outline is not closed."),
        (collection(feature("GM0917", [[[5.9, "x"]] * 4])), "Feature 1: a point is not two numbers."),
        (collection(feature("GM0917", square(195_000.0))), "Feature 1: a point lies outside the world; coordinates must be degrees (WGS 84)."),  # noqa: E501 -- one case a line
        (collection(feature("GM0917", [[[5.9, 50.8]] * 4])), "Feature 1: its outline encloses nothing."),
        (collection({"properties": {"statcode": "GM0917"}, "geometry": {"type": "Point", "coordinates": [6, 51]}}), "Feature 1: its geometry is not a Polygon or MultiPolygon."),  # noqa: E501 -- one case a line
    ],
)  # fmt: skip
def test_a_bad_file_changes_nothing_and_says_why(tmp_path, document, reason):
    good = feature("GM0928", square(6.0))
    if isinstance(document, dict) and "features" in document:
        document["features"].append(good)

    with pytest.raises(CommandError) as caught:
        call_command("load_areas", file_of(tmp_path, document), stdout=StringIO())

    assert str(caught.value) == f"The boundaries cannot be used. Nothing was changed.\n{reason}"
    assert not Area.objects.filter(boundary__isnull=False).exists()


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path, content):
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)

    with pytest.raises(BadBoundariesError):
        load_areas(str(path), timeout_s=5)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadBoundariesError, match="No such file"):
        load_areas(str(tmp_path / "none.geojson"), timeout_s=5)


class Service:
    """A loopback server in the shape of an OGC API Features service; ``pages`` are its answers in order."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.wait = threading.Event()
        self.is_slow = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.address}/collections/gemeenten/items?f=json"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(self.path)
                if service.is_slow:
                    service.wait.wait(10)
                    return
                page = int(parse_qs(urlsplit(self.path).query).get("page", ["0"])[0])
                if page >= len(service.pages):
                    self.send_error(404)
                    return
                body = json.dumps(service.pages[page]).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.wait.set()
    made.server.shutdown()
    made.server.server_close()


def next_link(href: str) -> dict[str, Any]:
    return {"links": [{"rel": "self", "href": "x"}, {"rel": "next", "href": href}]}


def test_a_service_is_read_page_by_page_within_the_areas_box(service):
    service.pages = [
        collection(feature("GM0917", square(5.9)), **next_link("items?f=json&page=1")),
        collection(feature("GM0928", square(6.0))),
    ]

    report = load_areas(service.url, timeout_s=5)

    assert report.matched == ["Heerlen", "Kerkrade"]
    assert service.asked == [
        "/collections/gemeenten/items?f=json&bbox=5.7500,50.6500,6.2500,51.0500",
        "/collections/gemeenten/items?f=json&page=1",
    ]


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("items?page=0&again", "The service keeps sending pages."),
        ("http://localhost:9/items", "The next page is on another server."),
        ("items?page=7", "The service answered with status 404."),
    ],
)
def test_pages_that_go_astray_are_refused(service, href, reason):
    service.pages = [collection(feature("GM0917", square(5.9)), **next_link(href))]

    with pytest.raises(BadBoundariesError) as caught:
        load_areas(service.url, timeout_s=5)

    assert str(caught.value) == reason
    assert not Area.objects.filter(boundary__isnull=False).exists()


def test_a_service_that_does_not_answer_is_given_up_in_time(service):
    service.is_slow = True

    with pytest.raises(BadBoundariesError):
        load_areas(service.url, timeout_s=0.2)


def test_an_answer_that_is_too_large_is_refused(service, monkeypatch):
    monkeypatch.setattr(boundary_source, "MAX_BYTES", 50)
    service.pages = [collection(feature("GM0917", square(5.9)))]

    with pytest.raises(BadBoundariesError, match="The answer is larger than 0 MB"):
        load_areas(service.url, timeout_s=5)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/areas", "file:///etc/passwd"])
def test_only_http_addresses_are_asked(address):
    with pytest.raises(BadBoundariesError) as caught:
        load_areas(address, timeout_s=5)

    assert str(caught.value) == "The address must start with http:// or https://."


def test_a_closed_port_is_reported():
    with pytest.raises(BadBoundariesError, match="The service cannot be reached"):
        load_areas("http://127.0.0.1:9/items", timeout_s=5)
