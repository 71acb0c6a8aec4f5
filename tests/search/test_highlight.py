"""What answered a question, marked in a text, whatever the text or the question holds."""

from hypothesis import given
from hypothesis import strategies as st

from search.highlight import highlighted
from search.words.planning import plan_text
from search.words.synonyms import Synonyms
from tests.search.words.lexicons import TextLexicon

LEXICON = TextLexicon(
    "wij wandelen",
    "mijn moeder helpt",
    "schulden en poen",
    "hulp bij het huishouden",
    "schuldhulpverlening",
    "in de rij",
)
SYNONYMS = Synonyms([["poen", "rode cijfers", "schulden"]], "money")


def marked(text: str, question: str) -> str | None:
    return highlighted(text, plan_text(question, LEXICON, SYNONYMS))


def test_words_are_marked_by_their_stem() -> None:
    assert marked("Wij wandelen elke week.", "wandeling") == "Wij <mark>wandelen</mark> elke week."


def test_stop_words_are_not_marked() -> None:
    assert marked("Hulp voor mijn moeder", "mijn moeder") == "Hulp voor mijn <mark>moeder</mark>"
    assert marked("Hulp in de rij", "in de") is None


def test_a_compound_is_marked_for_its_part() -> None:
    assert marked("Er is schuldhulpverlening.", "hulp") == "Er is <mark>schuldhulpverlening</mark>."


def test_synonyms_and_corrected_words_are_marked() -> None:
    assert marked("Veel poen", "schulden") == "Veel <mark>poen</mark>"
    assert marked("Mijn moeder", "meoder") == "Mijn <mark>moeder</mark>"


def test_words_that_answer_together_are_marked_together_only() -> None:
    assert marked("Hulp in het huishouden", "huishoudhulp") == "<mark>Hulp</mark> in het <mark>huishouden</mark>"
    assert marked("Hulp op school", "huishoudhulp") is None


def test_phrases_are_marked() -> None:
    assert marked("Samen: hulp bij huis", '"hulp bij"') == "Samen: <mark>hulp</mark> bij huis"


def test_nothing_found_gives_nothing() -> None:
    assert marked("Wij wandelen", "schulden") is None
    assert marked("Wij wandelen", "") is None
    assert highlighted("Wij wandelen", None) is None


def test_markup_in_a_text_stays_text() -> None:
    assert marked("<b>moeder</b> & kind", "moeder") == "&lt;b&gt;<mark>moeder</mark>&lt;/b&gt; &amp; kind"


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_markup_but_marks_gets_out(text: str, question: str) -> None:
    html = marked(f"{text} moeder", f"{question} moeder")
    plain = (html or "").replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert ">" not in plain
