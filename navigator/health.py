"""Is the process alive, and can it answer? For whoever watches the installation; neither says anything secret."""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from search.engines import answering_engine
from search.query import SearchQuery
from search.visible import search_visible

logger = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return _uncached(JsonResponse({"status": "ok"}))


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, has all migrations, and the search index can be asked; else 503 and which not.

    ``search_engine`` says which one answers; ``fallback`` when the search servers don't, which is no failure.
    """
    checks: dict[str, Callable[[], None]] = {
        "database": _ask_database,
        "migrations": _find_unapplied_migrations,
        "search": _ask_index,
    }
    failed = [name for name, check in checks.items() if not _passes(name, check)]
    document = {
        "status": "unavailable" if failed else "ok",
        "failed": failed,
        "search_engine": answering_engine(),
    }
    return _uncached(JsonResponse(document, status=503 if failed else 200))


def _passes(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        logger.exception("Readiness check failed: %s", name)
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _find_unapplied_migrations() -> None:
    executor = MigrationExecutor(connection)
    unapplied = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if unapplied:
        raise RuntimeError(f"{len(unapplied)} migrations are not applied")


def _ask_index() -> None:
    search_visible(SearchQuery(page_size=1))


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
