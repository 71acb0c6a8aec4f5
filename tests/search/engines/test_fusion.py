import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.fusion import FUSED_WORD_HITS, fused_head, fused_page, words_weight
from search.words.planning import plan_text
from tests.search.words.lexicons import TextLexicon

keys = st.lists(st.integers(1, 60), unique=True)


def test_what_both_find_comes_before_what_one_finds_at_the_same_rank() -> None:
    assert fused_head([1, 2], [3, 2], 0.8) == (2, 3, 1)
    assert fused_head([1, 2], [3, 2], 1.6) == (2, 1, 3)


def test_the_less_the_words_weigh_the_further_down_they_stand() -> None:
    assert fused_head([9, 8], [4, 5], 1.6) == (9, 8, 4, 5)
    assert fused_head([1, 2], [8, 9], 0.9) == (8, 1, 9, 2)
    assert fused_head([1, 2], [8, 9], 0.4) == (8, 9, 1, 2)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("tuin", 1.6),
        ("samen koken", 1.6),
        ("samen koken tuin", 1.3),
        ("ik wil zo graag koken", 0.65),  # the last of the small words is none
        ("trompet spelen koken tuin", 1.3),
    ],
)
def test_known_words_lead_but_in_a_sentence_meaning_does(text: str, weight: float) -> None:
    plan = plan_text(text, TextLexicon("samen koken", "een tuin", "graag spelen"))
    assert words_weight(plan) == pytest.approx(weight * plan.known_share**2)
    assert (plan.known_share < 1) is text.startswith("trompet")


def test_ties_go_to_the_lower_key() -> None:
    # where words and meaning weigh the same, each of two has the same place once
    assert fused_head([9, 4], [4, 9], 1.0) == fused_head([4, 9], [9, 4], 1.0) == (4, 9)


def test_without_words_the_order_is_that_of_meaning() -> None:
    assert fused_head([], [3, 1, 2], 1.0) == (3, 1, 2)


@given(
    by_words=st.lists(st.integers(1, 900), unique=True, max_size=400),
    by_meaning=keys,
    weight=st.floats(0.01, 2),
    size=st.integers(1, 50),
)
def test_pages_hold_every_hit_once(by_words: list[int], by_meaning: list[int], weight: float, size: int) -> None:
    rest = [key for key in by_words if key not in by_meaning]
    total = len({*by_words, *by_meaning})
    seen: list[int] = []
    for first in range(0, total + size, size):
        page = fused_page(by_words[:FUSED_WORD_HITS], by_meaning, weight, first=first, last=first + size)
        seen += [*page.head, *rest[page.tail_first : page.tail_last]]
    assert len(seen) == total
    assert set(seen) == {*by_words, *by_meaning}
    assert seen == [
        *fused_head(by_words, by_meaning, weight),
        *(k for k in by_words[FUSED_WORD_HITS:] if k not in by_meaning),
    ]
