"""The engine this installation searches with."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import SearchEngine


@lru_cache(maxsize=1)
def get_engine() -> SearchEngine:
    """One engine per process; ``get_engine.cache_clear()`` after changing ``SEARCH_INDEX_DIR``."""
    return EmbeddedEngine(Path(settings.SEARCH_INDEX_DIR))
