"""From an answer to what the page shows: links, chips, facets, the map in words."""

import pytest

from initiatives.facts import facts_of
from initiatives.geo.types import BoundingBox, Point
from search.forms import ParsedQuery
from search.presentation.facets import facet_groups
from search.presentation.links import chips, directory_url, page_links, sort_links
from search.presentation.map_summary import CountedLink, map_summary
from search.presentation.page import DirectoryPage, PlaceChoice, directory_page
from search.query import MapStanding, SearchQuery, Sort
from search.results import MapCounts, SearchResults
from search.visible import VisibleAnswer
from search.vocabulary import FacetValue, Vocabulary, load_vocabulary
from tests.factories import AreaFactory, InitiativeFactory, OrganisationFactory, PlaceFactory

EMPTY = Vocabulary(
    values=dict.fromkeys(("thema", "doelgroep", "leeftijd", "gebied", "fase", "actueel", "soort", "lijn"), ()),
    areas={},
)


def results(**parts: object) -> SearchResults:
    return SearchResults(**({"total": 0, "ids": (), "facet_counts": {}, "map": MapCounts()} | parts))


def with_themes(*names: str) -> Vocabulary:
    return Vocabulary(
        values={**EMPTY.values, "thema": tuple(FacetValue(name, name.title()) for name in names)}, areas={}
    )


def test_the_address_of_a_state_is_canonical() -> None:
    query = SearchQuery(text="a b", selections={"thema": ("x", "y")}, bbox=BoundingBox(5.9, 50.8, 6.0, 51.0), page=3)
    assert directory_url(query) == "/zoeken/?q=a+b&thema=x&thema=y&bbox=5.9,50.8,6,51&pagina=3"
    assert directory_url(query, text="") == "/zoeken/?thema=x&thema=y&bbox=5.9,50.8,6,51"
    assert directory_url(SearchQuery()) == "/zoeken/"


def test_each_chip_takes_off_one_thing() -> None:
    query = SearchQuery(
        text="moeder",
        selections={"thema": ("x", "y")},
        near=Point(50.87, 6.06),
        radius_km=5,
        standing=MapStanding.NO_PLACE,
        sort=Sort.DISTANCE,
    )
    labels = {("thema", "x"): "Ix", ("thema", "y"): "Ypsilon"}
    assert [(chip.label, chip.remove_url) for chip in chips(query, labels)] == [
        ("Ix", "/zoeken/?q=moeder&thema=y&nabij=50.87,6.06&straal=5&plek=zonder&sorteer=afstand"),
        ("Ypsilon", "/zoeken/?q=moeder&thema=x&nabij=50.87,6.06&straal=5&plek=zonder&sorteer=afstand"),
        ("Binnen 5 km", "/zoeken/?q=moeder&thema=x&thema=y&nabij=50.87,6.06&plek=zonder&sorteer=afstand"),
        ("Dichtbij eerst", "/zoeken/?q=moeder&thema=x&thema=y&plek=zonder"),
        ("Zonder plek op de kaart", "/zoeken/?q=moeder&thema=x&thema=y&nabij=50.87,6.06&straal=5&sorteer=afstand"),
    ]


def test_distance_is_an_order_only_where_a_position_is_known() -> None:
    assert [link.url for link in sort_links(SearchQuery())] == [
        "/zoeken/",
        "/zoeken/?sorteer=titel",
        "/zoeken/?sorteer=recent",
    ]
    assert sort_links(SearchQuery(near=Point(50.0, 6.0)))[-1].url == "/zoeken/?nabij=50,6&sorteer=afstand"


def test_page_numbers_have_gaps_and_ends() -> None:
    links = page_links(SearchQuery(page=6), total=400)
    assert [number.number for number in links.numbers] == [1, None, 4, 5, 6, 7, 8, None, 20]
    assert (links.previous_url, links.next_url) == ("/zoeken/?pagina=5", "/zoeken/?pagina=7")


def test_pages_beyond_reach_are_not_linked() -> None:
    assert page_links(SearchQuery(), total=1_000_000).page_count == 500


@pytest.mark.django_db
def test_values_that_count_nothing_are_shown_too() -> None:
    (group,) = facet_groups(
        SearchQuery(selections={"thema": ("b",)}), results(facet_counts={"thema": {"a": 3}}), with_themes("a", "b")
    )
    assert [(branch.option.label, branch.option.count, branch.option.is_selected) for branch in group.branches] == [
        ("A", 3, False),
        ("B", 0, True),
    ]
    assert (group.selected_count, group.is_open) == (1, True)


@pytest.mark.django_db
def test_what_counts_most_or_is_chosen_stands_unfolded() -> None:
    names = [f"t{n}" for n in range(10)]
    counts = {name: index for index, name in enumerate(names)}
    (group,) = facet_groups(
        SearchQuery(selections={"thema": ("t0",)}), results(facet_counts={"thema": counts}), with_themes(*names)
    )
    assert [branch.option.value for branch in group.branches] == ["t0", "t4", "t5", "t6", "t7", "t8", "t9"]
    assert [branch.option.value for branch in group.more] == ["t1", "t2", "t3"]


@pytest.mark.django_db
def test_organisations_offered_are_those_that_count_and_those_chosen() -> None:
    for n in range(15):
        OrganisationFactory(name=f"Org {n:02}", slug=f"org-{n:02}")
    counts = {f"org-{n:02}": n for n in range(14)}
    (group,) = facet_groups(
        SearchQuery(selections={"organisatie": ("org-14",)}), results(facet_counts={"organisatie": counts}), EMPTY
    )
    assert [branch.option.value for branch in group.branches] == [f"org-{n:02}" for n in range(2, 15)]


@pytest.mark.django_db
def test_areas_stand_under_their_municipality() -> None:
    region = AreaFactory(region=True)
    kerkrade = AreaFactory(name="Kerkrade", parent=region)
    AreaFactory(name="Heilust", neighbourhood=True, parent=kerkrade)
    group = next(
        group
        for group in facet_groups(SearchQuery(selections={"gebied": ("heilust",)}), results(), load_vocabulary())
        if group.parameter == "gebied"
    )
    (branch,) = group.branches
    assert (branch.option.value, [option.value for option in branch.below], branch.is_open) == (
        "kerkrade",
        ["heilust"],
        True,
    )
    assert [more.option.value for more in group.more] == ["parkstad"]


@pytest.mark.django_db
def test_the_map_is_said_in_words() -> None:
    region = AreaFactory(region=True)
    AreaFactory(name="Heerlen", parent=region)
    place = PlaceFactory(name="Luciushof", slug="luciushof", area=None)
    hidden = PlaceFactory(unaccepted=True, area=None)
    counts = MapCounts(with_place=2, places={place.pk: 2, hidden.pk: 1}, areas={"heerlen": 3}, region=4)
    query = SearchQuery(bbox=BoundingBox(5.9, 50.8, 6.0, 51.0))
    summary = map_summary(query, results(total=9, map=counts, region_outside_bbox=12), load_vocabulary())
    assert summary.without_place_label == "7 van de 9 hebben geen plek op de kaart."
    assert summary.without_place_url == "/zoeken/?bbox=5.9,50.8,6,51&plek=zonder"
    assert (summary.outside_box_label, summary.outside_box_url) == ("en 12 voor heel Parkstad", "/zoeken/?plek=regio")
    assert summary.places == (CountedLink("Luciushof", 2, place.get_absolute_url()),)
    assert summary.areas == (CountedLink("Heerlen", 3, "/zoeken/?bbox=5.9,50.8,6,51&kring=heerlen"),)
    assert summary.region == CountedLink("Heel Parkstad", 4, "/zoeken/?bbox=5.9,50.8,6,51&plek=regio")
    assert summary.data_url == "/zoeken/kaart/?bbox=5.9,50.8,6,51"


def page_of(query: SearchQuery, vocabulary: Vocabulary, **parts: object) -> DirectoryPage:
    return directory_page(ParsedQuery(query), VisibleAnswer(results(**parts), query), [], vocabulary)


@pytest.mark.django_db
def test_nothing_found_offers_what_is_nearest() -> None:
    page = page_of(
        SearchQuery(text="x", selections={"thema": ("a",)}),
        with_themes("a", "b", "c"),
        facet_counts={"thema": {"b": 2, "c": 5}},
    )
    assert page.heading == "0 initiatieven"
    assert page.nothing is not None
    assert page.nothing.other_values == (
        CountedLink("C", 5, "/zoeken/?q=x&thema=c"),
        CountedLink("B", 2, "/zoeken/?q=x&thema=b"),
    )


@pytest.mark.django_db
def test_the_form_carries_what_is_no_checkbox() -> None:
    query = SearchQuery(text="x", selections={"thema": ("a",)}, standing=MapStanding.PLACE, page=2)
    page = page_of(query, with_themes("a"))
    assert page.hidden_fields == (("q", "x"), ("plek", "plek"))
    assert page.all_fields == (("thema", "a"), ("plek", "plek"))
    assert page.without_place is None


@pytest.mark.django_db
def test_what_has_no_place_can_be_chosen() -> None:
    counts = MapCounts(with_place=2, areas={"heerlen": 3}, region=1)
    page = page_of(SearchQuery(), EMPTY, total=6, map=counts)
    assert page.without_place == PlaceChoice(4, is_selected=False)
    page = page_of(SearchQuery(standing=MapStanding.NO_PLACE), EMPTY, total=4, map=MapCounts(areas={"heerlen": 4}))
    assert (page.without_place, page.hidden_fields) == (PlaceChoice(4, is_selected=True), ())


@pytest.mark.django_db
def test_the_radius_has_a_field_of_its_own() -> None:
    page = page_of(SearchQuery(near=Point(50.9, 6.0), radius_km=5), EMPTY)
    assert [radius.value for radius in page.radii] == [1, 2, 5, 10, 25]
    assert [radius.label for radius in page.radii if radius.is_selected] == ["5 km"]
    assert page.all_fields == (("nabij", "50.9,6"),)


@pytest.mark.django_db
def test_hits_say_how_far_in_whole_kilometres() -> None:
    initiatives = InitiativeFactory.create_batch(3)
    near, far, _unknown = initiatives
    query = SearchQuery(near=Point(50.88, 5.98), sort=Sort.DISTANCE)
    page = directory_page(
        ParsedQuery(query),
        VisibleAnswer(results(total=3, distances_m={near.pk: 400.0, far.pk: 2600.0}), query),
        [facts_of(initiative) for initiative in initiatives],
        EMPTY,
    )
    assert [hit.distance_label for hit in page.hits] == ["op minder dan 1 kilometer", "op ongeveer 3 kilometer", ""]
