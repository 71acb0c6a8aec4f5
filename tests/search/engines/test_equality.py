"""Both engines, the same random catalogue, the same random questions: the same answers, right after a rebuild."""

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from initiatives.geo.types import BoundingBox, Point
from search.document import DocumentTexts, SearchDocument
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change, Question
from search.facets import FACETS
from search.map_standing import AreaBubble
from search.query import RADII_KM, MapStanding, SearchQuery, Sort
from search.results import SearchResults
from search.words.plan import Alternative, TextPlan, TextTerm
from search.words.planning import plan_text
from tests.elasticsearch_node.own_names import own_cluster
from tests.search.documents import make_document
from tests.search.engine_contract import fill

pytestmark = pytest.mark.elasticsearch

DOCUMENTS, QUESTIONS, FIRST = 400, 200, 10
WORDS = re.findall(
    r"\w+",
    "wandelen buurt tuin eenzaam schuldhulpverlening geld sport koken samen ouderen jeugd taal gezond bewegen zorg "
    "mantelzorg ontmoeting dementie school wijk maatje fietsen muziek huiskamer vrijwilliger vervoer dans praten",
)


@dataclass(frozen=True)
class Pair:
    embedded: EmbeddedEngine
    servers: ElasticsearchEngine


def random_point(chance: random.Random) -> Point:
    """Often one of a few, so that places lie together and distances tie."""
    if chance.random() < 0.3:
        return Point(50.85 + 0.01 * chance.randint(0, 4), 5.95 + 0.02 * chance.randint(0, 4))
    return Point(round(chance.uniform(50.78, 50.98), 6), round(chance.uniform(5.85, 6.15), 6))


PLACES = [random_point(random.Random(number)) for number in range(150)]


def random_text(chance: random.Random, longest: int) -> str:
    """Some words are common and some are rare, as in a language."""
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return " ".join(chance.choices(WORDS, weights, k=chance.randint(0, longest)))


def random_document(chance: random.Random, key: int) -> SearchDocument:
    facets = {
        facet.parameter: [f"{facet.parameter}-{chance.randint(1, 12)}" for _ in range(chance.randint(0, 3))][
            : None if facet.is_multivalued else 1
        ]
        for facet in FACETS
    }
    kind = chance.random()
    places = {place: PLACES[place] for place in chance.sample(range(150), chance.randint(1, 3))} if kind < 0.6 else None
    bubble = (
        AreaBubble(f"gebied-{number}", Point(50.8 + number / 50, 6.0)) if (number := chance.randint(1, 8)) else None
    )
    document = make_document(
        key,
        random_text(chance, 4),
        facets=facets,
        places=places,
        bubble=bubble if kind < 0.8 else None,
        recent_on=datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randint(0, 60)),
    )
    texts = DocumentTexts(document.texts.title, *(random_text(chance, longest) for longest in (2, 3, 2, 2, 15, 60)))
    return replace(document, texts=texts)


def random_query(chance: random.Random) -> SearchQuery:
    chosen = chance.sample([facet.parameter for facet in FACETS], chance.randint(0, 2))
    selections = {name: (f"{name}-{chance.randint(1, 12)}", f"{name}-{chance.randint(1, 12)}") for name in chosen}
    west, south = chance.uniform(5.85, 6.0), chance.uniform(50.78, 50.88)
    box = BoundingBox(west, south, west + chance.uniform(0.01, 0.2), south + chance.uniform(0.01, 0.15))
    near = random_point(chance) if chance.random() < 0.4 else None
    return SearchQuery(
        text=random_text(chance, 4),
        selections={name: tuple(sorted(set(values))) for name, values in selections.items()},
        bbox=box if chance.random() < 0.4 else None,
        near=near,
        radius_km=chance.choice(RADII_KM) if near and chance.random() < 0.5 else None,
        standing=chance.choice([None, None, None, *MapStanding]),
        bubble=f"gebied-{chance.randint(1, 8)}" if chance.random() < 0.1 else "",
        sort=chance.choice([Sort.RELEVANCE, Sort.RELEVANCE, *Sort]),
        page=chance.choice([1, 1, 1, 2, 7]),
        page_size=chance.choice([5, 20, 100]),
    )


def random_plan(chance: random.Random, text: str, pair: Pair) -> TextPlan | None:
    """Mostly what planning makes; now and then with synonyms, presence, phrases, or too many sets to name."""
    plan = plan_text(text, pair.embedded.lexicon()) if text else None
    if plan is None or not plan.terms or chance.random() < 0.5:
        return plan
    terms = tuple(
        TextTerm(
            term.word,
            (*term.alternatives, Alternative((*term.alternatives[0].tokens, "buurt"), 0.5)),
            term.steps,
            presence=chance.choice([0.0, 1.5]),
        )
        for term in plan.terms
    )
    phrases = (("tuin",), ("buurt", "tuin")) if chance.random() < 0.2 else ()
    return replace(
        plan, terms=terms, sufficient_sets=plan.sufficient_sets if chance.random() < 0.5 else (), phrases=phrases
    )


@pytest.fixture(scope="module")
def pair(elasticsearch_url: str, tmp_path_factory) -> Iterator[Pair]:
    chance = random.Random(4)
    documents = [random_document(chance, key) for key in range(1, DOCUMENTS + 1)]
    cluster = own_cluster(elasticsearch_url)
    pair = Pair(EmbeddedEngine(tmp_path_factory.mktemp("embedded")), ElasticsearchEngine(cluster))
    fill(pair.embedded, documents)
    fill(pair.servers, documents)
    yield pair
    pair.servers.remove_all()


def counted(results: SearchResults) -> tuple:
    facets = {parameter: dict(values) for parameter, values in results.facet_counts.items()}
    drawn = results.map
    cells = {(cell.zoom, cell.x, cell.y): cell.count for cell in drawn.cells}
    maps = (drawn.with_place, dict(drawn.areas), drawn.region, cells, dict(drawn.places))
    return results.total, facets, maps, results.region_outside_bbox


@pytest.mark.parametrize("seed", range(QUESTIONS))
def test_the_same_answer(pair: Pair, seed: int) -> None:
    chance = random.Random(seed)
    query = random_query(chance)
    meaning = tuple(chance.sample(range(1, DOCUMENTS + 1), 12)) if query.text and chance.random() < 0.5 else ()
    question = Question(query, random_plan(chance, query.text, pair), meaning)
    excluded = chance.sample(range(1, DOCUMENTS + 1), chance.choice([0, 0, 5]))
    zoom = chance.choice([None, 9, 11, 13, 17])
    here = pair.embedded.search(question, map_zoom=zoom, excluded_keys=excluded)
    there = pair.servers.search(question, map_zoom=zoom, excluded_keys=excluded)
    assert counted(there) == counted(here)
    if query.sort is Sort.RELEVANCE and question.plan is not None:
        assert len(there.ids) == len(here.ids)
        assert there.ids[:FIRST] == here.ids[:FIRST]
    else:
        assert there.ids == here.ids
        assert there.meaning_only == here.meaning_only
    assert {key: there.distances_m.get(key) for key in here.distances_m if key in there.ids} == pytest.approx(
        {key: far for key, far in here.distances_m.items() if key in there.ids}
    )


def test_the_same_suggestions(pair: Pair) -> None:
    chance = random.Random(9)
    asked = [
        [chance.sample(WORDS, 2), *([chance.sample(WORDS, 1)] if chance.random() < 0.5 else [])] for _ in range(60)
    ]
    here = [pair.embedded.suggest(words, limit=8, excluded_keys=[3, 5]) for words in asked]
    there = [pair.servers.suggest(words, limit=8, excluded_keys=[3, 5]) for words in asked]
    assert there == here
    assert any(here)


def test_after_changes_totals_and_counts_are_still_the_same(pair: Pair) -> None:
    """The order by relevance may differ then: each engine forgets what was replaced at its own pace."""
    chance = random.Random(11)
    keys = chance.sample(range(1, DOCUMENTS + 1), 60)
    changes = [Change(key, 5, random_document(chance, key) if chance.random() < 0.7 else None) for key in keys]
    pair.embedded.apply(changes)
    pair.servers.apply(changes)
    for _ in range(40):
        query = replace(random_query(chance), sort=Sort.TITLE)
        meaning = tuple(keys[:12]) if query.text else ()
        question = Question(query, random_plan(chance, query.text, pair), meaning)
        here, there = (engine.search(question, map_zoom=12) for engine in (pair.embedded, pair.servers))
        assert (counted(there), there.ids) == (counted(here), here.ids)
    assert list(pair.servers.versions()) == list(pair.embedded.versions())
