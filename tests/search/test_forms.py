"""From query string to query: what is understood, what is left out with a notice, what the API refuses."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.enums import Phase
from initiatives.geo.types import BoundingBox, Point
from search.analysis import clean_query
from search.facets import AGE_BANDS, FACETS
from search.forms import InvalidQuery, ParsedQuery, parse_directory_query, parse_strictly
from search.query import MAX_WORDS, RADII_KM, MapStanding, SearchQuery, Sort
from search.query_string import query_string
from search.vocabulary import FacetValue, Vocabulary
from tests.factories import AreaFactory, OrganisationFactory, PlaceFactory, ThemeFactory

SOME_VALUES = {
    "thema": ("bewegen", "eenzaamheid", "schulden"),
    "doelgroep": ("jongeren", "ouderen"),
    "leeftijd": tuple(band.value for band in AGE_BANDS),
    "gebied": ("heerlen", "kerkrade"),
    "fase": tuple(phase.value for phase in Phase),
    "actueel": ("loopt", "onbekend", "voorbij"),
    "soort": ("programma", "project"),
    "lijn": ("gezonde-jeugd",),
}
VOCABULARY = Vocabulary(
    values={name: tuple(FacetValue(value, value.title()) for value in values) for name, values in SOME_VALUES.items()},
    areas={},
)


def parsed(text: str) -> ParsedQuery:
    return parse_directory_query(QueryDict(text), VOCABULARY)


def refused(text: str) -> list[str]:
    """The parameters that the strict reading refuses, in order."""
    with pytest.raises(InvalidQuery) as caught:
        parse_strictly(QueryDict(text), VOCABULARY)
    return [problem.parameter for problem in caught.value.problems]


def test_an_empty_query_string_is_the_whole_directory() -> None:
    assert parsed("") == ParsedQuery(SearchQuery())


def test_every_parameter_is_read() -> None:
    text = (
        "q=mijn+moeder&betekenis=0&thema=schulden&thema=bewegen&gebied=heerlen&bbox=5.9,50.8,6.1,51"
        "&nabij=50.8876,5.9812&straal=5&plek=zonder&kring=heerlen&sorteer=afstand&pagina=3"
    )
    assert parsed(text) == ParsedQuery(
        SearchQuery(
            text="mijn moeder",
            uses_meaning=False,
            selections={"thema": ("bewegen", "schulden"), "gebied": ("heerlen",)},
            bbox=BoundingBox(5.9, 50.8, 6.1, 51.0),
            near=Point(50.89, 5.98),
            radius_km=5,
            standing=MapStanding.NO_PLACE,
            bubble="heerlen",
            sort=Sort.DISTANCE,
            page=3,
        )
    )


def test_an_unknown_facet_value_is_named_and_the_rest_applies() -> None:
    result = parsed("thema=bewegen&thema=toveren")
    assert result.query.selections == {"thema": ("bewegen",)}
    assert len(result.notices) == 1
    assert "toveren" in result.notices[0]


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("thema=toveren", "thema"),
        ("fase=%00", "fase"),
        ("bbox=NaN,1,2,3", "bbox"),
        ("bbox=a,b,c,d", "bbox"),
        ("bbox=6.1,50.8,5.9,51", "bbox"),
        ("bbox=5.9,50.8,200,51", "bbox"),
        ("bbox=5.9,50.8,6.1", "bbox"),
        ("bbox=1e400,1,2,3", "bbox"),
        ("nabij=91,5", "nabij"),
        ("nabij=inf,5", "nabij"),
        ("betekenis=1", "betekenis"),
        ("betekenis=nee", "betekenis"),
        ("straal=5", "straal"),
        ("nabij=50.9,6&straal=3", "straal"),
        ("nabij=50.9,6&straal=05", "straal"),
        ("nabij=50.9,6&straal=%D9%A5", "straal"),
        ("sorteer=willekeurig", "sorteer"),
        ("sorteer=afstand", "sorteer"),
        ("plek=ergens", "plek"),
        ("kring=ergens", "kring"),
        ("pagina=0", "pagina"),
        ("pagina=-1", "pagina"),
        ("pagina=abc", "pagina"),
        ("pagina=%D9%A3", "pagina"),
        ("q=" + 300 * "a", "q"),
        ("q=" + "+".join((MAX_WORDS + 1) * "a"), "q"),
    ],
)
def test_what_makes_no_sense_is_left_out_of_a_page_and_refused_by_the_api(text: str, parameter: str) -> None:
    result = parsed(text)
    assert len(result.notices) == 1
    assert result.query == SearchQuery(text=result.query.text, near=result.query.near)
    assert refused(text) == [parameter]


def test_the_api_names_all_problems_at_once() -> None:
    assert refused("pagina=0&thema=toveren&bbox=x&paginaGrootte=101") == ["thema", "bbox", "pagina", "paginaGrootte"]


def test_the_api_refuses_a_single_parameter_given_twice() -> None:
    assert refused("q=a&q=b") == ["q"]


def test_a_page_beyond_reach_is_said_to_be_so() -> None:
    result = parsed("pagina=1000000000&thema=bewegen")
    assert (result.is_out_of_reach, result.query.page, len(result.notices)) == (True, 1, 1)
    assert parsed("pagina=500").is_out_of_reach is False
    assert parsed("pagina=501").is_out_of_reach is True
    assert refused("pagina=101&paginaGrootte=100") == ["pagina"]


def test_page_size_is_for_the_api_only() -> None:
    assert parsed("paginaGrootte=5").query.page_size == 20
    assert parse_strictly(QueryDict("paginaGrootte=5"), VOCABULARY).page_size == 5


def test_more_than_twenty_values_are_cut() -> None:
    result = parsed("&".join(f"thema=w{n:02}" for n in range(30)))
    assert result.query == SearchQuery()
    assert len(result.notices) == 21  # one for the cut, one for each of the twenty unknown values


def test_text_is_cleaned() -> None:
    assert parsed("q=%00 a%0A%0Db%E2%80%AE  c ").query.text == "a b c"


@pytest.mark.django_db
def test_organisations_must_be_accepted() -> None:
    OrganisationFactory(name="Impuls", slug="impuls")
    OrganisationFactory(name="Geheim", slug="geheim", unaccepted=True)
    result = parsed("organisatie=impuls&organisatie=geheim")
    assert result.query.selections == {"organisatie": ("impuls",)}
    assert len(result.notices) == 1


@pytest.mark.django_db
def test_the_vocabulary_comes_from_the_database() -> None:
    ThemeFactory(name="Bewegen", slug="bewegen")
    assert parse_directory_query(QueryDict("thema=bewegen")).query.selections == {"thema": ("bewegen",)}


@pytest.mark.django_db
def test_a_typed_place_narrows_to_its_area() -> None:
    AreaFactory(name="Kerkrade", slug="kerkrade", aliases=["Kirchroa"])
    result = parse_directory_query(QueryDict("plaats=kirchroa&q=wandelen"))
    assert result == ParsedQuery(SearchQuery(text="wandelen", selections={"gebied": ("kerkrade",)}))


@pytest.mark.django_db
def test_a_typed_postcode_orders_by_distance_to_known_places() -> None:
    PlaceFactory(postcode="6461 AB", latitude=50.8612, longitude=6.0623)
    PlaceFactory(postcode="6461 CD", latitude=10.0, longitude=10.0, is_accepted=False)
    result = parse_directory_query(QueryDict("plaats=6461ab"))
    assert result.query == SearchQuery(near=Point(50.86, 6.06), sort=Sort.DISTANCE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("straal=5", SearchQuery(near=Point(50.86, 6.06), radius_km=5, sort=Sort.DISTANCE)),
        (
            "sorteer=afstand",
            SearchQuery(selections={"gebied": ("kerkrade",)}, near=Point(50.86, 6.06), sort=Sort.DISTANCE),
        ),
        ("nabij=50.9,5.9&straal=", SearchQuery(selections={"gebied": ("kerkrade",)})),
    ],
)
def test_a_radius_counts_from_the_middle_of_a_typed_area(typed: str, understood: SearchQuery) -> None:
    AreaFactory(name="Kerkrade", slug="kerkrade", latitude=50.8612, longitude=6.0623)
    assert parse_directory_query(QueryDict(f"plaats=Kerkrade&{typed}")) == ParsedQuery(understood)


def test_without_a_text_there_is_nothing_to_take_by_the_letter() -> None:
    assert parsed("betekenis=0") == ParsedQuery(SearchQuery())
    assert parse_strictly(QueryDict("betekenis=0"), VOCABULARY) == SearchQuery()


@pytest.mark.django_db
def test_an_unknown_place_is_said_to_be_unknown() -> None:
    result = parse_directory_query(QueryDict("plaats=Timboektoe"))
    assert result.query == SearchQuery()
    assert "Timboektoe" in result.notices[0]


def _selections() -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    chosen = {
        name: st.sets(st.sampled_from(values)).map(lambda found: tuple(sorted(found)))
        for name, values in SOME_VALUES.items()
    }
    return st.fixed_dictionaries(chosen).map(
        lambda made: {facet.parameter: made[facet.parameter] for facet in FACETS if made.get(facet.parameter)}
    )


def _boxes() -> st.SearchStrategy[BoundingBox]:
    west, south = st.integers(-17_900_000, 17_000_000), st.integers(-8_900_000, 8_000_000)
    size = st.integers(1, 900_000)
    return st.builds(
        lambda w, s, dw, ds: BoundingBox(
            round(w / 1e5, 5), round(s / 1e5, 5), round((w + dw) / 1e5, 5), round((s + ds) / 1e5, 5)
        ),
        west,
        south,
        size,
        size,
    )


def _points() -> st.SearchStrategy[Point]:
    return st.builds(
        lambda lat, lon: Point(round(lat / 100, 2), round(lon / 100, 2)),
        st.integers(-9_000, 9_000),
        st.integers(-18_000, 18_000),
    )


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    near = draw(st.none() | _points())
    sorts = list(Sort) if near else [sort for sort in Sort if sort is not Sort.DISTANCE]
    page_size = draw(st.integers(1, 100))
    text = clean_query(draw(st.text(max_size=200)))
    return SearchQuery(
        text=text,
        uses_meaning=draw(st.booleans()) or not text,
        selections=draw(_selections()),
        bbox=draw(st.none() | _boxes()),
        near=near,
        radius_km=draw(st.none() | st.sampled_from(RADII_KM)) if near else None,
        standing=draw(st.none() | st.sampled_from(MapStanding)),
        bubble=draw(st.sampled_from(["", "heerlen"])),
        sort=draw(st.sampled_from(sorts)),
        page=draw(st.integers(1, 10_000 // page_size)),
        page_size=page_size,
    )


@given(queries())
def test_a_query_survives_its_query_string(query: SearchQuery) -> None:
    assert parse_strictly(QueryDict(query_string(query)), VOCABULARY) == query


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_given_a_canonical_query_string_is_a_fixed_point(text: str, value: str, number: str) -> None:
    params = QueryDict(mutable=True)
    params.setlist("q", [text])
    for parameter in ("thema", "bbox", "nabij", "straal", "betekenis", "sorteer", "plek", "pagina"):
        params.setlist(parameter, [value, number])
    query = parse_directory_query(params, VOCABULARY).query
    assert parsed(query_string(query)) == ParsedQuery(query)
