"""What editors keep with themes and target groups, as a question meets it."""

import time

import pytest
from pytest_django import DjangoAssertNumQueries

from initiatives.models import Theme
from search.words.synonyms import MAX_OTHERS, Synonyms, expression_of, load_synonyms


def others(synonyms: Synonyms, *tokens: str) -> tuple[tuple[str, ...], ...]:
    match = synonyms.at(tokens, 0)
    return match.others if match else ()


def test_each_name_of_a_set_finds_the_others() -> None:
    synonyms = Synonyms([["Geld", "poen", "rode cijfers"]])
    assert others(synonyms, "geld") == (("poen",), ("rood", "cijfer"))
    assert others(synonyms, "rood", "cijfer", "geld") == (("geld",), ("poen",))
    assert others(synonyms, "rood") == ()


def test_the_longest_expression_is_taken() -> None:
    synonyms = Synonyms([["rood", "kleur"], ["rood staan", "schuld"]])
    match = synonyms.at(("rood", "staan"), 0)
    assert match is not None
    assert (match.length, match.others) == (2, (("schuld",),))


def test_stop_words_in_an_expression_do_not_matter() -> None:
    assert others(Synonyms([["niet kunnen rondkomen", "armoede"]]), *expression_of("rondkomen")) == (("armoede",),)


def test_cycles_do_no_harm_and_nothing_is_followed_further() -> None:
    synonyms = Synonyms([["aap", "boom"], ["boom", "cirkel"], ["cirkel", "aap"]])
    assert set(others(synonyms, "aap")) == {("boom",), ("cirkel",)}
    assert set(others(Synonyms([["aap", "boom"], ["boom", "cirkel"]]), "aap")) == {("boom",)}


def test_at_most_eight_from_all_sets_in_turn() -> None:
    synonyms = Synonyms([["kern", *(f"een{n}" for n in range(20))], ["kern", *(f"twee{n}" for n in range(20))]])
    found = others(synonyms, "kern")
    assert len(found) == MAX_OTHERS
    assert found[:2] == (("een0",), ("twee0",))


def test_thousands_of_synonyms_stay_quick() -> None:
    synonyms = Synonyms([[f"groep{n}", *(f"kern woord{n} lid{m}" for m in range(10))] for n in range(3_000)])
    start = time.thread_time()
    for _ in range(20):
        synonyms.at(("kern", "woord2", "iets"), 0)
    assert time.thread_time() - start < 1.0


@pytest.mark.django_db
def test_synonyms_are_read_again_when_they_change(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    theme = Theme.objects.create(name="Geld", slug="geld", synonyms=["poen"])
    assert others(load_synonyms(), "poen") == (("geld",),)
    with django_assert_num_queries(1):
        load_synonyms()
    Theme.objects.filter(pk=theme.pk).update(synonyms=["duiten"])
    assert others(load_synonyms(), "poen") == ()
    assert others(load_synonyms(), "duit") == (("geld",),)
