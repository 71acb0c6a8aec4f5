"""The engines of this installation: one answers, each is kept up to date."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Answering, SearchEngine
from search.words.lexicon import Lexicon


def get_engine() -> Answering:
    """The engine that answers questions."""
    return embedded_engine()


def writing_engines() -> tuple[SearchEngine, ...]:
    """Every engine whose index follows the database; the embedded one first, which always does."""
    return (embedded_engine(),)


@lru_cache(maxsize=1)
def embedded_engine() -> EmbeddedEngine:
    """One per process; ``embedded_engine.cache_clear()`` after changing ``SEARCH_INDEX_DIR``."""
    return EmbeddedEngine(Path(settings.SEARCH_INDEX_DIR))


def get_lexicon() -> Lexicon:
    """The words every question is planned with, whichever engine answers it."""
    return embedded_engine().lexicon()
