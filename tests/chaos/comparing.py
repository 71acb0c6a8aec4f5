"""What the index holds against what the database says, by ways of its own: tantivy's files read directly, and the
database asked for the words each initiative must be found by. Nothing of :mod:`search` decides here.
"""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from tantivy import Index, Order, Query, Searcher, TextAnalyzerBuilder, Tokenizer

WORDS_OF_EACH = """
SELECT i.id, i.title FROM initiatives_initiative i WHERE i.live
UNION ALL SELECT i.id, t.name FROM initiatives_initiative i
  JOIN initiatives_initiative_themes l ON l.initiative_id = i.id JOIN initiatives_theme t ON t.id = l.theme_id
  WHERE i.live
UNION ALL SELECT i.id, o.name FROM initiatives_initiative i
  JOIN initiatives_party p ON p.initiative_id = i.id JOIN initiatives_organisation o ON o.id = p.organisation_id
  WHERE i.live AND o.is_accepted
"""


@dataclass(frozen=True)
class Differences:
    """Numbers of initiatives: ``missing`` and ``orphaned`` by key, ``stale`` by version or by a word they are (not)
    found by; ``wrong_records``: kept for a list at the wanted version, but not what the tables say.
    """

    compared: int
    missing: int
    stale: int
    orphaned: int
    wrong_records: int

    @property
    def total(self) -> int:
        return self.missing + self.stale + self.orphaned + self.wrong_records

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def compare(directory: Path) -> Differences:
    searcher = _searcher(directory)
    indexed, words, wanted = _versions(searcher), words_of_each(), wanted_versions()
    stale = {key for key in indexed.keys() & words.keys() if indexed[key] != wanted[key]}
    stale |= _found_wrongly(searcher, words) & indexed.keys() & words.keys()
    return Differences(
        compared=len(words),
        missing=len(words.keys() - indexed.keys()),
        stale=len(stale),
        orphaned=len(indexed.keys() - words.keys()),
        wrong_records=_wrong_records(words, wanted),
    )


def _searcher(directory: Path) -> Searcher:
    name = (directory / "current").read_text(encoding="ascii").strip()
    index = Index.open(str(directory / name))
    index.register_tokenizer("ws", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index.searcher()


def _versions(searcher: Searcher) -> dict[int, int]:
    hits = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False).hits
    addresses = [address for _, address in hits]
    keys = searcher.fast_field_values("key", addresses)
    versions = searcher.fast_field_values("version", addresses)
    found = dict(zip(keys, versions, strict=True))
    assert len(found) == len(addresses), "an initiative stands in the index twice"
    return found


def words_of_each() -> dict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for key, word in rows(WORDS_OF_EACH):
        found[key].add(word)
    return dict(found)


def wanted_versions() -> dict[int, int]:
    return dict(rows("SELECT key, want FROM search_ledgerentry"))


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _found_wrongly(searcher: Searcher, words: dict[int, set[str]]) -> set[int]:
    """Initiatives that some word finds and should not, or the other way round."""
    schema = searcher_schema()
    wrong: set[int] = set()
    for word, keys in holders_of_words(words).items():
        query = Query.term_query(schema, "words", word)
        hits = searcher.search(
            query, max(1, searcher.num_docs), count=False, order_by_field="key", order=Order.Asc
        ).hits
        wrong |= keys ^ set(searcher.fast_field_values("key", [address for _, address in hits]))
    return wrong


def holders_of_words(words: dict[int, set[str]]) -> dict[str, set[int]]:
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for key, own in words.items():
        for word in own:
            holders[word].add(key)
    return dict(holders)


def searcher_schema() -> object:
    from search.engines.embedded.schema import build_schema

    return build_schema()


def _wrong_records(words: dict[int, set[str]], wanted: dict[int, int]) -> int:
    """Of those that would be shown (at the wanted version), how many hold other words than the tables."""
    wrong = 0
    for key, version, content in rows("SELECT key, version, content FROM search_publicrecord"):
        if key in words and version == wanted[key]:
            facts = json.loads(content)
            held = {facts["title"], *(row["name"] for row in [*facts["themes"], *facts["parties"]])}
            wrong += held != words[key]
    return wrong
