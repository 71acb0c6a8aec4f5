"""From what people type to what is asked of an engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words.plan import Correction, TextPlan
from search.words.planning import plan_text
from search.words.synonyms import Synonyms
from tests.search.words.lexicons import TextLexicon

LEXICON = TextLexicon(
    "samen wandelen in de buurt",
    "hulp bij schulden in de buurt",
    "cursus Nederlands in de buurt",
    "eenzaamheid onder ouderen in de buurt",
    "tuin in de buurt",
    "koken met ouderen in de buurt",
    "huishouden doen",
    "café in de buurt",
)
MONEY = Synonyms([["Geld en schulden", "schulden", "rood staan", "niet rondkomen"]], "money")


def plan(text: str, synonyms: Synonyms | None = None) -> TextPlan:
    return plan_text(text, LEXICON, synonyms or Synonyms())


def tokens(text: str, synonyms: Synonyms | None = None) -> list[set[tuple[str, ...]]]:
    """For each term, what answers it."""
    return [{alternative.tokens for alternative in term.alternatives} for term in plan(text, synonyms).terms]


def test_a_word_is_answered_by_its_stem_and_dictionary_form() -> None:
    assert tokens("wandelingen") == [{("wandel",)}]
    assert tokens("oudere") == [{("oudere",)}]


def test_stop_words_weigh_nothing_beside_another_word_even_an_unknown_one() -> None:
    assert [term.word for term in plan("de tuin in").terms] == ["tuin"]
    assert plan("de qwxzy in").is_empty


def test_in_a_sentence_unknown_words_count_for_half() -> None:
    said, asked = plan("tuin kroonluchter"), plan("ik wil in de tuin een kroonluchter")
    assert said.known_share < asked.known_share < 1


def test_a_synonym_that_resembles_a_known_word_was_not_mistyped() -> None:
    known = Synonyms([["Geld en schulden", "schulden", "tuyn"]], "money")
    assert plan("tuyn").corrections == (Correction("tuyn", "tuin"),)
    assert plan("tuyn", known).corrections == ()
    assert ("schuld",) in tokens("tuyn", known)[0]
    assert ("tuin",) not in tokens("tuyn", known)[0]


def test_stop_words_alone_still_find() -> None:
    assert [term.word for term in plan("in de").terms] == ["in", "de"]


def test_half_of_the_weight_is_enough() -> None:
    found = plan("wandelen koken tuin")
    assert found.steps_needed == 2
    assert found.sufficient_sets == ((0, 1), (0, 2), (1, 2))


def test_one_unknown_word_does_not_empty_an_answer_but_a_question_about_something_else_does() -> None:
    assert [term.word for term in plan("tuin qwxzy").terms] == ["tuin"]
    assert plan("treinkaartje naar parijs").is_empty
    assert plan("cursus klarinet spelen in tokio op zondag").is_empty


def test_a_mistyped_word_is_corrected_and_said_so() -> None:
    found = plan("eenzamhied")
    assert found.corrections == (Correction("eenzamhied", "eenzaamheid"),)
    assert ("eenzaam",) in {alternative.tokens for alternative in found.terms[0].alternatives}
    assert all(alternative.boost < 1 for alternative in found.terms[0].alternatives)


@pytest.mark.parametrize("text", ["hlp", "hout", "hulk een", "HULB"])
def test_short_words_words_of_the_dictionary_and_abbreviations_are_not_corrected(text: str) -> None:
    assert plan(text).corrections == ()


def test_the_last_word_may_go_on() -> None:
    assert tokens("koken wand") == [{("kook",)}, {("wandel",)}]
    assert tokens("wand koken") == [{("kook",)}]
    assert plan("koken wa").unknown_steps > 0


def test_a_compound_nobody_wrote_is_found_by_its_parts() -> None:
    assert tokens("huishoudhulp") == [{("huishoud", "hulp"), ("huishoud",)}]
    assert tokens("schuldenproblematiek en") == [{("schuld",)}]


def test_parts_of_a_compound_are_outweighed_by_a_word_about_something_else() -> None:
    assert [term.word for term in plan("tuin paspoort").terms] == ["tuin"]
    assert plan("huishoudhulp paspoort").is_empty
    assert not plan("huishoudhulp qwxzy").is_empty


def test_a_word_with_a_hyphen_is_one_word_where_documents_hold_it_so() -> None:
    lexicon = TextLexicon("uw e-mail", "uw email", "mail aan e", "Kerkrade en noord")
    email, apart = plan_text("e-mail", lexicon), plan_text("Kerkrade-Noord", lexicon)
    assert {alternative.tokens for alternative in email.terms[0].alternatives} == {("email",), ("e", "mail")}
    assert [term.word for term in apart.terms] == ["kerkrade", "noord"]


def test_synonyms_stand_in_for_each_other_at_a_lower_boost() -> None:
    found = plan("schulden", MONEY)
    assert tokens("rood staan", MONEY) == [{("schuld",)}]
    assert tokens("ik kan niet rondkomen", MONEY) == [{("schuld",)}]
    assert [alternative.boost for alternative in found.terms[0].alternatives] == [1.0]


def test_phrases_are_kept_and_their_words_score() -> None:
    found = plan('"hulp bij schulden" tuin')
    assert found.phrases == (("hulp", "bij", "schuld"),)
    assert [term.word for term in found.terms] == ["hulp", "schulden", "tuin"]
    assert plan('"hulp"').phrases == ()


def test_many_words_are_counted_instead_of_combined() -> None:
    lexicon = TextLexicon(*(f"woord{number}x" for number in range(12)))
    found = plan_text(" ".join(f"woord{number}x" for number in range(12)), lexicon)
    assert (len(found.terms), found.sufficient_sets, found.steps_needed) == (12, (), 6)


def test_a_long_sentence_is_read_to_its_end() -> None:
    lexicon = TextLexicon("budget leren", "samen koken")
    sentence = "ik ben hier de laatste tijd niet zo vaak meer en ik wil het nu wel weer samen koken"
    assert [term.word for term in plan_text(sentence, lexicon).terms][-1] == "koken"


def test_no_more_than_twelve_words_count() -> None:
    lexicon = TextLexicon(*(f"woord{number}x" for number in range(30)))
    assert len(plan_text(" ".join(f"woord{number}x" for number in range(20)), lexicon).terms) == 12


def test_the_same_text_is_planned_once() -> None:
    assert plan("samen koken") is plan("samen koken")
    assert plan("schulden") is not plan("schulden", MONEY)


@given(text=st.text(st.characters(categories=None), max_size=300))
def test_any_text_gives_a_plan_an_engine_can_ask(text: str) -> None:
    found = plan(text, MONEY)
    assert len(found.terms) <= 12
    assert len(found.phrases) <= 4
    assert len(found.sufficient_sets) <= 24
    for term in found.terms:
        assert 1 <= len(term.alternatives) <= 20
        assert all(0 < alternative.boost <= 1 and alternative.tokens for alternative in term.alternatives)
    held = sum(term.steps for term in found.terms)
    assert held >= found.steps_needed


@pytest.mark.parametrize("text", ["a" * 10_000, '"' * 500, "* OR -() ^~2 [a TO b]", "\u202e\u200f\u200b", "'\\\"/"])
def test_no_text_is_an_error(text: str) -> None:
    assert len(plan(text).terms) <= 12
