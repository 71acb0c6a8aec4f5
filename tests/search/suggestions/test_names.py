"""Names in memory: found by the beginning of a word, with work that is bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggestions.kept_names import KeptNames, current_names
from search.suggestions.names import MAX_SCANNED, NamedThing, NameKind, Names, read_names
from tests.factories import AreaFactory, OrganisationFactory, PlaceFactory, TargetGroupFactory, ThemeFactory


def named(*names: str) -> Names:
    return Names(NamedThing(NameKind.ORGANISATION, name, tuple(name.split())) for name in names)


def found(names: Names, *words: str, beginnings: tuple[str, ...] = ()) -> list[str]:
    *whole, last = words
    return [thing.slug for thing in names.holding(whole, beginnings or (last,))]


def test_what_begins_so_comes_first() -> None:
    names = named("de zorggroep", "meander zorg", "zorg thuis", "impuls")
    assert found(names, "zor") == ["zorg thuis", "de zorggroep", "meander zorg"]
    assert found(names, "zorg") == ["zorg thuis", "de zorggroep", "meander zorg"]
    assert found(names, "x") == []


def test_its_own_name_counts_for_more_than_another() -> None:
    other = NamedThing(NameKind.THEME, "werk", ("werk",), (("zorg", ("zorg",)),))
    names = Names([other, NamedThing(NameKind.THEME, "de-zorg", ("de", "zorg"))])
    assert found(names, "zorg") == ["de-zorg", "werk"]
    assert (other.other_name(("zo",)), other.other_name(("we",))) == ("zorg", "")


def test_words_before_the_last_must_be_whole() -> None:
    names = named("meander zorg", "meandergroep zuid", "zorg thuis")
    assert found(names, "meander", "z") == ["meander zorg"]
    assert found(names, "zorg", "mea") == ["meander zorg"]


def test_any_of_several_beginnings_will_do() -> None:
    names = named("alcander", "impuls", "welsun")
    assert found(names, "", beginnings=("imp", "wel")) == ["impuls", "welsun"]


def test_no_more_is_read_than_is_allowed() -> None:
    names = named(*(f"stichting nummer{n}" for n in range(MAX_SCANNED + 500)))
    assert len(found(names, "stich")) == MAX_SCANNED
    assert found(names, "stichting", "nummer2400") == ["stichting nummer2400"]


WORDS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=3)


@given(st.lists(WORDS.map(" ".join), unique=True, max_size=12), WORDS)
def test_it_finds_what_a_plain_reading_of_all_names_finds(names: list[str], asked: list[str]) -> None:
    *whole, last = asked
    plain = {
        name
        for name in names
        if set(whole) <= set(name.split()) and any(word.startswith(last) for word in name.split())
    }
    assert set(found(named(*names), *asked)) == plain


@pytest.mark.django_db
def test_names_are_those_the_public_may_know() -> None:
    town = AreaFactory(name="Kerkrade", slug="kerkrade", aliases=["Kirchroa"])
    ThemeFactory(name="Geld", slug="geld", synonyms=["schulden"])
    TargetGroupFactory(name="Ouderen", slug="ouderen", synonyms=["senioren"])
    OrganisationFactory(name="Impuls", slug="impuls", aliases=["Welzijn Kerkrade"])
    OrganisationFactory(name="Geheim", unaccepted=True)
    PlaceFactory(
        name="Luciushof", slug="luciushof", street_address="Putgraaf 3", postcode="6411 GT", town="Heerlen", area=town
    )
    PlaceFactory(name="Thuis bij Jan", street_address="Geheimstraat 1", postcode="6461 AB", home=True, area=town)
    PlaceFactory(name="Concept", unaccepted=True, area=town)
    assert set(read_names()._things) == {
        (NameKind.THEME, "geld", ("geld",), (("schulden", ("schulden",)),)),
        (NameKind.TARGET_GROUP, "ouderen", ("ouderen",), (("senioren", ("senioren",)),)),
        (NameKind.AREA, "kerkrade", ("kerkrade",), (("Kirchroa", ("kirchroa",)),)),
        (NameKind.ORGANISATION, "impuls", ("impuls",), (("Welzijn Kerkrade", ("welzijn", "kerkrade")),)),
        (NameKind.PLACE, "luciushof", ("luciushof",), ()),
        (NameKind.ADDRESS, "luciushof", ("putgraaf", "3", "6411gt", "6411", "gt", "heerlen"), ()),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("factory", [OrganisationFactory, PlaceFactory, ThemeFactory, TargetGroupFactory, AreaFactory])
def test_a_new_name_is_known_once_the_database_says_so(factory, django_assert_num_queries) -> None:
    kept = KeptNames()
    assert kept.current().words_with_prefix("zonne", 5) == ()
    made = factory(name="Zonnebloem")
    kept._read_at = 0.0  # it rested long enough
    assert kept.current().words_with_prefix("zonne", 5) == ("zonnebloem",)
    with django_assert_num_queries(1):
        kept.current()
    type(made)._default_manager.filter(pk=made.pk).update(name="Maanroos")
    kept._read_at = 0.0
    assert kept.current().words_with_prefix("zonne", 5) == ()


@pytest.mark.django_db(transaction=True)
def test_reading_names_takes_a_small_part_of_the_time(monkeypatch) -> None:
    kept = KeptNames()
    kept.current()
    monkeypatch.setattr(kept, "_took_s", 3600.0)
    OrganisationFactory(name="Zonnebloem")
    assert kept.current().words_with_prefix("zonne", 5) == ()


@pytest.mark.django_db
def test_a_process_keeps_its_names() -> None:
    assert current_names() is current_names()
