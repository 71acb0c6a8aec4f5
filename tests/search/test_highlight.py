"""Words of a question marked in a text, whatever the text or the question holds."""

from hypothesis import given
from hypothesis import strategies as st

from search.highlight import highlighted


def test_words_are_marked_by_their_stem() -> None:
    assert highlighted("Wij wandelen elke week.", "wandeling") == "Wij <mark>wandelen</mark> elke week."


def test_words_in_nearly_every_sentence_are_not_marked() -> None:
    assert highlighted("Hulp voor mijn moeder", "mijn moeder") == "Hulp voor mijn <mark>moeder</mark>"


def test_nothing_found_gives_nothing() -> None:
    assert highlighted("Wij wandelen", "schulden") is None
    assert highlighted("Wij wandelen", "") is None


def test_markup_in_a_text_stays_text() -> None:
    assert highlighted("<b>moeder</b> & kind", "moeder") == "&lt;b&gt;<mark>moeder</mark>&lt;/b&gt; &amp; kind"


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_markup_but_marks_gets_out(text: str, question: str) -> None:
    html = highlighted(f"{text} moeder", f"{question} moeder")
    plain = (html or "").replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert ">" not in plain
