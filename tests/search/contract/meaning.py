"""What meaning adds to what the words find."""

from collections.abc import Iterable

from search.cells import cell_of
from search.document import SearchDocument
from search.engines.fusion import WORDS_WEIGHTS, fused_head, words_weight
from search.engines.port import SearchEngine
from search.query import SearchQuery, Sort
from search.words.plan import QuestionForm
from search.words.planning import plan_text
from tests.search.contract.asking import AROUND_HEERLEN, HEERLEN, KERKRADE, MAP_ZOOM, ask, fill, found
from tests.search.documents import make_document

TUIN = SearchQuery(text="tuin")


def gardens(count: int) -> Iterable[SearchDocument]:
    """Documents that a search for "tuin" finds, the first ones first."""
    return (make_document(key, "tuin" + " iets" * key) for key in range(1, count + 1))


class MeaningContract:
    def test_words_or_meaning_match_and_everything_is_counted(self, engine: SearchEngine) -> None:
        fill(
            engine,
            [
                make_document(1, "tuin", facets={"thema": ["groen"]}, places={1: HEERLEN}),
                make_document(2, "planten", facets={"thema": ["groen", "natuur"]}, places={2: HEERLEN}),
                make_document(3, "koken", facets={"thema": ["eten"]}, places={3: KERKRADE}),
            ],
        )
        results = ask(engine, TUIN, meaning=(2, 99))
        assert (results.total, sorted(results.ids), results.meaning_only) == (2, [1, 2], frozenset({2}))
        assert results.facet_counts["thema"] == {"groen": 2, "natuur": 1}
        cell = cell_of(HEERLEN, MAP_ZOOM)
        assert [(found.x, found.y, found.count) for found in results.map.cells] == [(cell.x, cell.y, 2)]
        assert (results.map.places, results.map.with_place) == ({1: 1, 2: 1}, 2)

    def test_order_is_fused(self, engine: SearchEngine) -> None:
        fill(engine, [*gardens(5), make_document(6, "planten"), make_document(7, "koken")])
        by_words = found(engine, text="tuin")
        results = ask(engine, TUIN, meaning=(6, 3))
        assert results.ids == fused_head(by_words, [6, 3], WORDS_WEIGHTS[QuestionForm.NAME])
        assert results.ids[0] == 3
        assert results.meaning_only == {6}

    def test_words_weigh_less_where_they_know_half_of_the_question(self, engine: SearchEngine) -> None:
        fill(engine, [*gardens(5), make_document(6, "planten"), make_document(7, "koken")])
        query = SearchQuery(text="tuin qwxzy vbnmk")
        plan = plan_text(query.text, engine.lexicon())  # type: ignore[attr-defined]
        results = ask(engine, query, plan=plan, meaning=(6, 7))
        assert 0.5 <= plan.known_share < 0.6
        assert results.ids == fused_head(found(engine, text="tuin"), [6, 7], words_weight(plan))
        assert results.ids[:2] == (6, 7)

    def test_where_words_find_nothing_meaning_does(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(key, "koken") for key in range(1, 6)])
        results = ask(engine, SearchQuery(text="qwxzy"), meaning=(4, 2, 5))
        assert (results.ids, results.total, results.meaning_only) == ((4, 2, 5), 3, frozenset({2, 4, 5}))

    def test_filters_and_exclusions_hold_for_meaning_too(self, engine: SearchEngine) -> None:
        inside = {"places": {1: HEERLEN}, "facets": {"fase": ["uitvoering"]}}
        fill(
            engine,
            [
                make_document(1, "tuin", **inside),  # type: ignore[arg-type]
                make_document(2, "planten", **inside),  # type: ignore[arg-type]
                make_document(3, "planten", places={2: KERKRADE}, facets={"fase": ["uitvoering"]}),
                make_document(4, "planten", places={3: HEERLEN}),
                make_document(5, "planten", **inside),  # type: ignore[arg-type]
            ],
        )
        query = SearchQuery(text="tuin", bbox=AROUND_HEERLEN, selections={"fase": ("uitvoering",)})
        results = ask(engine, query, meaning=(5, 4, 3, 2), excluded_keys=[5])
        assert (results.total, sorted(results.ids), results.meaning_only) == (2, [1, 2], frozenset({2}))
        assert results.facet_counts["fase"] == {"uitvoering": 2}

    def test_other_orders_hold_for_the_whole_set(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin", places={1: KERKRADE}), make_document(2, "anders", places={2: HEERLEN})])
        by_title = ask(engine, SearchQuery(text="tuin", sort=Sort.TITLE), meaning=(2,))
        by_distance = ask(engine, SearchQuery(text="tuin", sort=Sort.DISTANCE, near=HEERLEN), meaning=(2,))
        assert (by_title.ids, by_title.meaning_only) == ((2, 1), frozenset({2}))
        assert (by_distance.ids, by_distance.meaning_only) == ((2, 1), frozenset({2}))

    def test_without_a_text_meaning_changes_nothing(self, engine: SearchEngine) -> None:
        fill(engine, [make_document(1, "tuin"), make_document(2, "koken")])
        results = ask(engine, SearchQuery(), meaning=(2,))
        assert (results.total, sorted(results.ids), results.meaning_only) == (2, [1, 2], frozenset())

    def test_pages_hold_every_hit_once_also_beyond_the_fused_ones(self, engine: SearchEngine) -> None:
        others = [make_document(key, "planten") for key in range(301, 311)]
        fill(engine, [*gardens(260), *others])
        meaning = (305, 240, 3, 301, 255, 310)
        by_words = [key for page in (1, 2, 3) for key in found(engine, text="tuin", page=page, page_size=100)]
        pages = [
            ask(engine, SearchQuery(text="tuin", page=page, page_size=30), meaning=meaning) for page in range(1, 11)
        ]
        ids = [key for page in pages for key in page.ids]
        head = fused_head(by_words, meaning, WORDS_WEIGHTS[QuestionForm.NAME])
        assert ids == [*head, *(key for key in by_words[200:] if key not in meaning)]
        assert {page.total for page in pages} == {263}
        assert {key for page in pages for key in page.meaning_only} == {301, 305, 310}
