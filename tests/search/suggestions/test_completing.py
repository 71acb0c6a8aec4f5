"""The last word completed, and put right where it is mistyped."""

from dataclasses import dataclass, field

import pytest

from search.suggestions.completing import Completion, completion_of, mistakes_in_beginning
from search.suggestions.names import NamedThing, NameKind, Names

KNOWN = ("eenvoudig", "eenzaamheid", "eettafel", "gezond", "samen", "wandelen", "wandelgroep")
NAMES = Names([NamedThing(NameKind.ORGANISATION, "meander", ("meander", "groep"))])


@dataclass
class SomeWords:
    """A lexicon of a few words."""

    words: tuple[str, ...] = KNOWN
    state: None = None
    documents: int = 7
    asked: list[int] = field(default_factory=list)

    def frequency(self, token: str) -> int:
        return 0

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        self.asked.append(limit)
        return tuple(word for word in self.words if word.startswith(prefix))[:limit]

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        return ()


def completed(text: str) -> Completion | None:
    return completion_of(text, SomeWords(), NAMES)


def test_the_last_word_may_be_half_typed() -> None:
    assert completed("samen wandel") == Completion(("samen",), "wandel", ("wandelen", "wandelgroep"))
    assert completed("Gezónd") == Completion((), "gezond", ("gezond",))


def test_a_word_that_only_another_name_has_is_no_mistake() -> None:
    assert completed("meand") == Completion((), "meand", ())


@pytest.mark.parametrize("typed", ["eenzamh", "eenzaahm", "eenzaamhied", "eenzaamheit", "eennzaam"])
def test_a_mistyped_beginning_is_put_right(typed: str) -> None:
    completion = completed(typed)
    assert completion is not None
    assert (completion.known[:1], completion.is_corrected) == (("eenzaamheid",), True)
    assert completion.beginnings == completion.known


@pytest.mark.parametrize("typed", ["xyz", "qqqqqq", "ee" + "x" * 150])
def test_what_is_like_nothing_becomes_nothing(typed: str) -> None:
    completion = completed(typed)
    assert completion is not None
    assert completion.known == ()


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u200b"])
def test_without_a_word_there_is_nothing_to_complete(text: str) -> None:
    assert completed(text) is None


def test_no_more_words_are_asked_for_than_is_allowed() -> None:
    words = SomeWords(tuple(f"ee{n:05}" for n in range(5000)))
    assert len(completion_of("ee", words, NAMES).known) == 50
    assert max(words.asked) == 50
    completion_of("eexxx", words, NAMES)
    assert max(words.asked) == 500


def test_swapped_letters_are_one_mistake() -> None:
    assert mistakes_in_beginning("eenzaahm", "eenzaamheid") == 1
    assert mistakes_in_beginning("eenz", "eenzaamheid") == 0
