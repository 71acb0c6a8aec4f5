"""What people type and what the directory calls it: the list itself, and questions asked with it."""

import re

import pytest

from search.analysis import fold, tokens_of_word, words_of
from search.words.glossary import DIRECTORY, ExpressionFound, directory_words, expressions_in, with_directory_words
from search.words.planning import plan_text
from search.words.synonyms import Synonyms
from tests.search.words.lexicons import TextLexicon

LEXICON = TextLexicon("een verloskundige kiezen", "samen wandelen", "hulp bij schulden", "koken", "sporten met ouders")


def answered_by(text: str, synonyms: Synonyms | None = None) -> list[set[tuple[str, ...]]]:
    plan = plan_text(text, LEXICON, synonyms or Synonyms())
    return [{alternative.tokens for alternative in term.alternatives} for term in plan.terms]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Hebamme", "verloskundige"),
        ("midwives", "verloskundige"),
        ("położnej", "verloskundige"),
        ("Fußballverein", "voetbal"),
        ("çocuğum", "kinderen"),
        ("їжа", "eten"),
        ("الديون", "schulden"),
        ("spiraaltje", "anticonceptie"),
        ("kinger", "kinderen"),
        ("wandelen", ""),
        ("", ""),
    ],
)
def test_words_have_the_name_the_directory_gives_them(typed: str, name: str) -> None:
    assert name in (directory_words("".join(words_of(typed))) or ("",))


def test_the_longest_beginning_says_what_is_meant() -> None:
    assert directory_words("haushaltshilfe") == ("huishouden",)
    assert directory_words("haus") == ("woning", "huis")


def test_an_unknown_word_is_asked_as_the_directory_says_it_and_for_less() -> None:
    assert answered_by("Hebamme") == [{("verloskund",)}] == answered_by("verloskundige")
    (term,) = plan_text("Hebamme", LEXICON).terms
    assert max(each.boost for each in term.alternatives) < 1


def test_a_word_that_documents_hold_means_itself() -> None:
    lexicon = TextLexicon("essen en eiken planten", "samen eten")
    (term,) = plan_text("essen", lexicon).terms
    assert {each.tokens for each in term.alternatives}.isdisjoint({("eten",)})
    assert directory_words("essen")[0] == "eten"


@pytest.mark.parametrize(
    "text", ["Ich suche oft eine Hebamme", "we always need a midwife", "мені потрібна акушерка", "احتاج قابلة"]
)
def test_small_words_of_another_language_put_no_question_in_doubt(text: str) -> None:
    assert plan_text(text, LEXICON).known_share == 1.0


def test_what_editors_know_is_found_by_the_name_too() -> None:
    synonyms = Synonyms([["Zwemmen en sporten", "zwemmen", "sporten"]], "sport")
    assert ("sport",) in answered_by("Schwimmkurs", synonyms)[0]


def test_it_is_no_correction() -> None:
    assert plan_text("Hebamme", LEXICON).corrections == ()


def test_what_is_said_with_words_that_mean_nothing_has_a_name_too() -> None:
    synonyms = Synonyms([["Geld en schulden", "schulden", "rondkomen"]], "money")
    for text in ("ik kom niet rond", "Hoe komt iemand hier nog rond?"):
        assert ("schuld",) in answered_by(text, synonyms)[-1]
    assert answered_by("rond de tafel kom", synonyms) == []
    assert with_directory_words("ik kom niet rond", 200) == "ik kom niet rond rondkomen armoede"


def test_the_words_of_an_expression_are_known_by_any_of_its_names() -> None:
    lexicon = TextLexicon("kinderen in armoede", "rond de tafel")
    plan = plan_text("krap bij kas", lexicon)
    assert [term.alternatives[0].tokens for term in plan.terms] == [("armoede",)]
    assert (plan.known_share, plan_text("krap van kasteel", lexicon).is_empty) == (1.0, True)


def test_other_words_may_stand_between_but_not_many() -> None:
    (found,) = expressions_in(["kom", "een", "twee", "drie", "rond"])
    assert found == ExpressionFound(("kom", "rond"), ("rondkomen", "armoede"))
    assert list(expressions_in(["kom", "een", "twee", "drie", "vier", "rond"])) == []


def test_the_names_stand_behind_a_question_as_far_as_they_fit() -> None:
    assert with_directory_words("ich suche eine Hebamme", 200) == "ich suche eine Hebamme verloskundige"
    assert with_directory_words("ich suche eine Hebamme", 30) == "ich suche eine Hebamme"
    assert with_directory_words("Hebamme, midwife", 200) == "Hebamme, midwife verloskundige"
    assert with_directory_words("samen eten", 200) == "samen eten"


def test_the_list_can_be_used_as_it_is_written() -> None:
    lines = [line for path in DIRECTORY.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [line for line in lines if line and not line.startswith("#")]
    assert all(re.match(r"  \S|[\w ]+: \S", row) for row in rows)
    for names, _, used in (row.partition(":") for row in rows if not row.startswith(" ")):
        assert all(tokens_of_word(word).stem for word in words_of(names))
        assert all(len(fold(word.rstrip("*"))) > 1 for word in used.split())
        assert not any("+" in word and "*" in word for word in used.split())
