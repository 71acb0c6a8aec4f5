"""What words find, and in which order."""

import pytest

from search.analysis import phrase_tokens, stem_of
from search.engines.port import SearchEngine
from search.query import SearchQuery
from search.words.plan import Alternative, TextPlan, TextTerm
from tests.search.contract.asking import ask, fill, found
from tests.search.documents import make_document


def term(*words: str, boost: float = 1.0, steps: int = 1, presence: float = 0.0) -> TextTerm:
    """A term answered by its first word, or, at ``boost``, by any of the others; two words in one stand for both."""
    alternatives = tuple(
        Alternative(tuple(stem_of(part) for part in word.split()), 1.0 if word == words[0] else boost) for word in words
    )
    return TextTerm(words[0], alternatives, steps, presence)


def either(*terms: TextTerm) -> TextPlan:
    """A plan in which any one term is enough."""
    return TextPlan(terms, tuple((position,) for position in range(len(terms))))


def phrase(text: str) -> tuple[str, ...]:
    return tuple(phrase_tokens(text))


class TextContract:
    def test_finds_other_forms_of_a_word(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Samen wandelen"), make_document(2, "Koken")])
        assert found(engine, text="wandelingen") == [1]

    def test_folds_case_and_diacritics(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Financiële hulp"), make_document(2, "Koken")])
        assert found(engine, text="FINANCIELE") == [1]

    def test_a_word_in_the_title_counts_for_more_than_one_in_the_body(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "Koken", body="muziek"), make_document(2, "Muziek", body="koken")])
        assert found(engine, text="muziek") == [2, 1]

    def test_a_common_word_decides_nothing_beside_a_rare_one(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "de tuin"), *(make_document(key, "de buurt") for key in range(2, 9))])
        assert found(engine, text="de tuin") == [1]

    def test_a_common_word_alone_still_finds(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "de tuin"), make_document(2, "de buurt")])
        assert sorted(found(engine, text="de")) == [1, 2]

    def test_an_unknown_word_does_not_empty_the_answer(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "buurt")])
        assert found(engine, text="tuin qwxzy") == [1]

    def test_only_unknown_words_find_nothing(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin")])
        results = ask(engine, SearchQuery(text="qwxzy"))
        assert (results.total, results.ids, results.map.region) == (0, (), 0)

    @pytest.mark.parametrize("text", ['"', "\x00", "😀", "a" * 5000, "* OR -()", "\ud800", "word " * 3000])
    def test_no_text_is_an_error(self, engine: SearchEngine, text: str) -> None:
        fill(engine, [make_document(1, "tuin")])
        assert ask(engine, SearchQuery(text=text)).total in (0, 1)


class PlanContract:
    """Every part of a plan does what :mod:`search.words.plan` says."""

    def test_any_alternative_finds_and_the_best_one_scores(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "fiets tuin"),
                make_document(2, "rijwiel tuin"),
                make_document(3, "rijwiel fiets"),
                make_document(4, "koken tuin"),
            ],
        )
        plan = either(term("rijwiel", "fiets", boost=0.1))
        assert found(engine, text="rijwiel", plan=plan) == [2, 3, 1]

    def test_an_expression_needs_all_its_words(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "rode loper"), make_document(2, "rode tuin"), make_document(3, "ontvangst")])
        plan = either(term("ontvangst", "rode loper", boost=0.5))
        assert found(engine, text="ontvangst", plan=plan) == [3, 1]

    def test_presence_ranks_more_words_above_one_word_often(self, engine: SearchEngine) -> None:
        both = either(term("tuin"), term("buurt"))
        weighed = either(term("tuin", presence=9.0), term("buurt", presence=9.0))
        often, both_words = make_document(1, "tuin tuin tuin tuin"), make_document(2, "tuin buurt en vijf woorden")
        fill(engine, [often, both_words, *(make_document(key, "buurt") for key in range(3, 40))])
        assert found(engine, text="tuin buurt", plan=both)[:2] == [1, 2]
        assert found(engine, text="tuin buurt", plan=weighed)[:2] == [2, 1]

    def test_without_sets_half_of_the_steps_must_be_there(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "buurt sport"), make_document(3, "sport")])
        plan = TextPlan((term("tuin", steps=3), term("buurt", steps=2), term("sport", steps=1)))
        assert sorted(found(engine, text="tuin buurt sport", plan=plan)) == [1, 2]

    def test_a_set_must_be_there_whole(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "buurt sport"), make_document(3, "sport")])
        plan = TextPlan((term("tuin"), term("buurt"), term("sport")), ((0,), (1, 2)))
        assert sorted(found(engine, text="tuin buurt sport", plan=plan)) == [1, 2]

    def test_a_phrase_stands_together_in_one_part(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "samen positieve gezondheid"),
                make_document(2, "gezondheid positieve"),
                make_document(3, "positieve", body="gezondheid"),
                make_document(4, "koken", body="positieve gezondheid voor allen"),
            ],
        )
        plan = TextPlan(phrases=(phrase("positieve gezondheid"),))
        assert sorted(found(engine, text="x", plan=plan)) == [1, 4]

    def test_all_phrases_and_words_must_be_there(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "positieve gezondheid in de buurt"),
                make_document(2, "positieve gezondheid"),
                make_document(3, "buurt in beweging"),
            ],
        )
        phrases = (phrase("positieve gezondheid"), phrase("buurt"))
        assert found(engine, text="x", plan=TextPlan(phrases=phrases)) == [1]
        words = TextPlan((term("buurt"),), ((0,),), phrases[:1])
        assert found(engine, text="x", plan=words) == [1]

    def test_an_empty_plan_finds_nothing(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin")])
        assert ask(engine, SearchQuery(text="x"), plan=TextPlan()).total == 0


class SuggestContract:
    def test_names_that_hold_a_word_of_each_by_title_then_key(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(3, "tuin in de wijk"),
                make_document(2, "tuin in de buurt"),
                make_document(1, "tuin in de wijk"),
                make_document(4, "koken in de buurt", body="tuin"),
            ],
        )
        words = [["tuin", "tuinen"], ["buurt", "wijk"]]
        assert engine.suggest(words, limit=9) == (2, 1, 3)
        assert engine.suggest(words, limit=2) == (2, 1)
        assert engine.suggest(words, limit=9, excluded_keys=[2]) == (1, 3)
        assert engine.suggest([["tui"]], limit=9) == ()
        assert engine.suggest([], limit=9) == ()
