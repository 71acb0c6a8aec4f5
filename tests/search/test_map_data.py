"""What the map draws: every result in one way, clusters that count once, nothing the public may not see."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    ReachFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
Drain = Callable[[], None]


def markers(client: Client, query: str = "") -> list[dict]:
    response = client.get(f"/zoeken/kaart/?{query}")
    assert response.status_code == 200
    return response.json()["markers"]


def at(place, *, title: str = "Samen eten", **parts):
    initiative = InitiativeFactory(title=title, **parts)
    InitiativePlaceFactory(initiative=initiative, place=place)
    return initiative


def test_a_single_place_is_a_spot_with_its_theme(client: Client, search_index: Drain) -> None:
    place = PlaceFactory(name="Luciushof", slug="luciushof", latitude=50.88, longitude=5.98)
    initiative = at(place, themes=[ThemeFactory(name="Koken", slug="koken", icon="theme-koken")])
    search_index()
    assert markers(client) == [
        {
            "kind": "spot",
            "latitude": 50.88,
            "longitude": 5.98,
            "count": 1,
            "label": "Luciushof: 1 initiatief",
            "url": "/locaties/luciushof/",
            "name": "Luciushof",
            "icon": "theme-koken",
            "isApproximate": False,
            "initiatives": [{"id": initiative.pk, "title": "Samen eten", "url": initiative.get_absolute_url()}],
        }
    ]


def test_places_close_together_are_a_cluster_that_zooming_opens(client: Client, search_index: Drain) -> None:
    AreaFactory(name="Heerlen", parent=AreaFactory(region=True))
    here, there = PlaceFactory(latitude=50.8801, longitude=5.9801), PlaceFactory(latitude=50.8803, longitude=5.9803)
    initiative = at(here)
    InitiativePlaceFactory(initiative=initiative, place=there)
    at(there, title="Wandelclub")
    search_index()
    (cluster,) = markers(client, "zoom=11")
    assert (cluster["kind"], cluster["count"], cluster["zoom"]) == ("cluster", 2, 13)
    assert cluster["label"] == "2 initiatieven in de buurt van Heerlen: zoom in"
    assert sorted(marker["count"] for marker in markers(client, "zoom=17")) == [1, 2]


def test_places_on_the_same_spot_open_as_one_list(client: Client, search_index: Drain) -> None:
    one = PlaceFactory(name="Zaal 1", latitude=50.88, longitude=5.98)
    other = PlaceFactory(name="Zaal 2", latitude=50.88, longitude=5.98)
    at(one)
    at(other, title="Wandelclub")
    search_index()
    (spot,) = markers(client, "zoom=19")
    assert (spot["kind"], spot["count"], spot["name"]) == ("spot", 2, "Zaal 1, Zaal 2")
    assert [initiative["title"] for initiative in spot["initiatives"]] == ["Samen eten", "Wandelclub"]


def test_without_a_place_an_area_has_a_bubble_and_the_region_one_count(client: Client, search_index: Drain) -> None:
    region = AreaFactory(region=True)
    heerlen = AreaFactory(name="Heerlen", slug="heerlen", parent=region, latitude=50.88, longitude=5.98)
    ReachFactory(initiative=InitiativeFactory(), area=heerlen)
    ReachFactory(initiative=InitiativeFactory(), area=region)
    search_index()
    answer = client.get("/zoeken/kaart/").json()
    (bubble,) = answer["markers"]
    assert (bubble["kind"], bubble["count"]) == ("area", 1)
    assert bubble["label"] == "1 initiatief in heel Heerlen, zonder adres"
    assert bubble["url"] == "/zoeken/?kring=heerlen"
    assert answer["region"] == {"label": "Heel Parkstad", "count": 1, "url": "/zoeken/?plek=regio"}
    assert answer["total"] == 2


def test_the_window_shows_only_what_is_in_it_but_the_region_stays(client: Client, search_index: Drain) -> None:
    at(PlaceFactory(latitude=50.88, longitude=5.98))
    at(PlaceFactory(latitude=50.80, longitude=6.20), title="Elders")
    ReachFactory(initiative=InitiativeFactory(), area=AreaFactory(region=True))
    search_index()
    answer = client.get("/zoeken/kaart/?zoom=12&venster=5.9,50.85,6.05,50.92").json()
    assert [(marker["latitude"], marker["longitude"]) for marker in answer["markers"]] == [(50.88, 5.98)]
    assert answer["region"]["count"] == 1


def test_a_chosen_box_leaves_the_region_to_a_line_of_its_own(client: Client, search_index: Drain) -> None:
    ReachFactory(initiative=InitiativeFactory(), area=AreaFactory(region=True))
    search_index()
    assert client.get("/zoeken/kaart/?bbox=5.9,50.85,6.05,50.92").json()["region"] is None


def test_a_home_and_what_is_not_accepted_stay_hidden(client: Client, search_index: Drain) -> None:
    municipality = AreaFactory(name="Heerlen", latitude=50.888, longitude=5.979)
    home = PlaceFactory(home=True, area=municipality, latitude=50.8701, longitude=5.9501)
    initiative = at(home)
    InitiativePlaceFactory(initiative=initiative, place=PlaceFactory(unaccepted=True, latitude=50.9, longitude=6.0))
    search_index()
    (spot,) = markers(client, "zoom=17")
    assert (spot["latitude"], spot["longitude"], spot["isApproximate"]) == (50.888, 5.979, True)


@pytest.mark.parametrize("zoom", ["", "abc", "-1", "99999999999999", "0", "19"])
@pytest.mark.parametrize("window", ["", "NaN,1,2,3", "9,9,1,1", "a"])
def test_odd_zooms_and_windows_are_no_errors(client: Client, search_index: Drain, zoom: str, window: str) -> None:
    assert client.get("/zoeken/kaart/", {"zoom": zoom, "venster": window}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_takes_a_constant_number_of_queries(
    client: Client, search_index: Drain, django_assert_num_queries, count: int
) -> None:
    for n in range(count):
        at(PlaceFactory(), title=f"Initiatief {n}", themes=[ThemeFactory()])
    search_index()
    client.get("/zoeken/kaart/")
    with django_assert_num_queries(5):
        client.get("/zoeken/kaart/")


def test_outlines_are_empty_until_they_are_loaded(client: Client) -> None:
    AreaFactory(parent=AreaFactory(region=True))
    response = client.get("/gebieden/grenzen.json")
    assert response.json() == {"type": "FeatureCollection", "source": "", "features": []}
    assert response["Cache-Control"] == "public, max-age=3600"


def test_outlines_are_those_of_the_regions_municipalities_and_not_sent_twice(client: Client) -> None:
    region = AreaFactory(region=True, with_boundary=True)
    heerlen = AreaFactory(name="Heerlen", slug="heerlen", parent=region, with_boundary=True)
    AreaFactory(name="Vaals", with_boundary=True)
    response = client.get("/gebieden/grenzen.json")
    assert response.json()["features"] == [
        {"type": "Feature", "properties": {"slug": "heerlen", "name": "Heerlen"}, "geometry": heerlen.boundary}
    ]
    assert response.json()["source"] == "Kadaster"
    again = client.get("/gebieden/grenzen.json", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
