"""What is suggested, of which kind, in which order; and nothing that the public may not see."""

from collections.abc import Callable

import pytest

from initiatives.models import Initiative, Organisation, Place
from search.suggestions.suggesting import Suggestion, SuggestionKind, suggestions_for
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    OrganisationFactory,
    PlaceFactory,
    TargetGroupFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]


def labels(text: str, limit: int = 10) -> list[tuple[str, str]]:
    return [(found.kind.value, found.label) for found in suggestions_for(text, limit)]


def test_every_kind_of_name_is_suggested(search_index: Drain) -> None:
    town = AreaFactory(name="Zonnedorp", slug="zonnedorp")
    ThemeFactory(name="Zonlicht", slug="zonlicht")
    TargetGroupFactory(name="Zonzoekers", slug="zonzoekers")
    InitiativeFactory(title="Samen in de zon", slug="samen-in-de-zon")
    InitiativeFactory(title="Iets anders", aliases=["Zonnestraal"], slug="iets-anders")
    OrganisationFactory(name="De Zonnebloem", slug="de-zonnebloem")
    PlaceFactory(name="Zonnehuis", slug="zonnehuis", street_address="Markt 1", town="Heerlen", area=town)
    PlaceFactory(
        name="Luciushof", slug="luciushof", street_address="Zonstraat 5", postcode="6411 GT", town="Heerlen", area=town
    )
    search_index()
    assert suggestions_for("zon") == (
        Suggestion(SuggestionKind.THEME, "Zonlicht", "/zoeken/?thema=zonlicht"),
        Suggestion(SuggestionKind.TARGET_GROUP, "Zonzoekers", "/zoeken/?doelgroep=zonzoekers"),
        Suggestion(SuggestionKind.AREA, "Zonnedorp", "/zoeken/?gebied=zonnedorp", "Gemeente"),
        Suggestion(SuggestionKind.INITIATIVE, "Iets anders", "/initiatieven/iets-anders/"),
        Suggestion(SuggestionKind.INITIATIVE, "Samen in de zon", "/initiatieven/samen-in-de-zon/"),
        Suggestion(SuggestionKind.ORGANISATION, "De Zonnebloem", "/organisaties/de-zonnebloem/"),
        Suggestion(SuggestionKind.PLACE, "Zonnehuis", "/locaties/zonnehuis/", "Heerlen"),
        Suggestion(SuggestionKind.ADDRESS, "Zonstraat 5, 6411 GT Heerlen", "/locaties/luciushof/", "Luciushof"),
    )


def test_another_name_is_said(search_index: Drain) -> None:
    ThemeFactory(name="Geld", slug="geld", synonyms=["schulden", "arm"])
    OrganisationFactory(name="Impuls", slug="impuls", aliases=["Schuldhulp Kerkrade"])
    assert [(found.label, found.detail) for found in suggestions_for("schuld")] == [
        ("Geld", "schulden"),
        ("Impuls", "Schuldhulp Kerkrade"),
    ]


def test_all_words_count_and_the_last_one_may_be_half_typed(search_index: Drain) -> None:
    InitiativeFactory(title="Samen wandelen")
    InitiativeFactory(title="Samen eten")
    InitiativeFactory(title="Wandelen met de hond")
    search_index()
    assert labels("samen wan") == [("initiatief", "Samen wandelen")]
    assert labels("wandelen sam") == [("initiatief", "Samen wandelen")]


def test_where_nothing_has_all_words_the_last_one_serves(search_index: Drain) -> None:
    InitiativeFactory(title="Wandelclub")
    search_index()
    assert labels("ik wil wande") == [("initiatief", "Wandelclub")]


def test_a_mistyped_word_is_put_right_and_said_so(search_index: Drain) -> None:
    InitiativeFactory(title="Samen tegen eenzaamheid", slug="samen")
    search_index()
    assert suggestions_for("tegen eenzamh") == (
        Suggestion(SuggestionKind.CORRECTION, "tegen eenzaamheid", "/zoeken/?q=tegen+eenzaamheid"),
        Suggestion(SuggestionKind.INITIATIVE, "Samen tegen eenzaamheid", "/initiatieven/samen/"),
    )


def test_a_postcode_finds_addresses_and_what_is_near(search_index: Drain) -> None:
    OrganisationFactory()
    PlaceFactory(
        slug="hof", name="Hof", street_address="Putgraaf 3", postcode="6411 GT", latitude=50.886, longitude=5.981
    )
    assert [(found.label, found.url) for found in suggestions_for("6411 gt")] == [
        ("Dichtbij postcode 6411", "/zoeken/?nabij=50.89,5.98&sorteer=afstand"),
        ("Putgraaf 3, 6411 GT", "/locaties/hof/"),
    ]
    assert [found.label for found in suggestions_for("6411gt")] == ["Dichtbij postcode 6411", "Putgraaf 3, 6411 GT"]
    assert [found.label for found in suggestions_for("641")] == ["Putgraaf 3, 6411 GT"]


def test_no_kind_crowds_out_the_others(search_index: Drain) -> None:
    for n in range(15):
        InitiativeFactory(title=f"Zorg {n:02}")
        OrganisationFactory(name=f"Zorg {n:02}")
    ThemeFactory(name="Zorg", slug="zorg")
    search_index()
    kinds = [found.kind.value for found in suggestions_for("zorg")]
    assert [kinds.count(kind) for kind in ("thema", "initiatief", "organisatie")] == [1, 6, 3]
    assert len(suggestions_for("zorg", 3)) == 3


def test_what_lost_its_right_to_be_shown_is_gone_at_once(search_index: Drain) -> None:
    InitiativeFactory(title="Zonnig")
    OrganisationFactory(name="Zonnebloem")
    PlaceFactory(name="Zonnehuis")
    PlaceFactory(name="Luciushof", street_address="Zonstraat 5")
    search_index()
    assert len(suggestions_for("zon")) == 4
    Initiative.objects.update(live=False)
    Organisation.objects.update(is_accepted=False)
    Place.objects.update(is_home=True)
    assert suggestions_for("zon") == ()


@pytest.mark.parametrize("text", ["", "?", "'; drop table", "\u202e", "a" * 200, "((((", "*", "100%", "ضي", "🙂"])
def test_odd_input_gives_few_or_no_suggestions(search_index: Drain, text: str) -> None:
    InitiativeFactory(title="Zonnig")
    search_index()
    assert labels(text) in ([], [("initiatief", "Zonnig")])


def test_the_number_of_queries_does_not_grow(search_index: Drain, django_assert_max_num_queries) -> None:
    for n in range(12):
        InitiativeFactory(title=f"Zon {n}")
        OrganisationFactory(name=f"Zon {n}")
        PlaceFactory(name=f"Zon {n}", street_address=f"Zonstraat {n}")
    search_index()
    suggestions_for("zon")
    with django_assert_max_num_queries(6):
        suggestions_for("zon")
