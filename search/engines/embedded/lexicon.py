"""The words of one state of the embedded index."""

from collections.abc import Hashable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.engines.embedded import schema as fields
from search.engines.embedded.store import Snapshot

LARGEST_DISTANCE = 2


class EmptyLexicon:
    """That of an installation without an index."""

    state: Hashable = None
    documents = 0

    def frequency(self, token: str) -> int:
        return 0

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return ()

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class EmbeddedLexicon:
    """Reads the index itself, so a frequency is never older than the last commit."""

    snapshot: Snapshot

    @property
    def state(self) -> Hashable:
        return self.snapshot.state

    @property
    def documents(self) -> int:
        return self.snapshot.searcher.num_docs

    def frequency(self, token: str) -> int:
        return self.snapshot.searcher.doc_freq(fields.TOKENS, token)

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(sorted(word for word, _ in self.snapshot.searcher.terms_with_prefix(fields.WORDS, prefix)))[:limit]

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        words = [known for known, _ in self.snapshot.searcher.terms_with_prefix(fields.WORDS, word[:1])]
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=LARGEST_DISTANCE, limit=limit)
        return tuple(known for known, _distance, _index in found)
