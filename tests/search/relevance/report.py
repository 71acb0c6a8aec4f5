"""``python -m tests.search.relevance.report``: the relevance of the search over the real catalogue, as tables.

    python -m tests.search.relevance.report [--misses]

Makes a database and an index in a directory of its own, asks all judged queries, and prints Markdown for
docs/performance.md. ``--misses`` also shows what the tuning part got wrong; the frozen part shows its figures only.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the relevance of the search.")
    parser.add_argument("--misses", action="store_true", help="show the tuning part's queries with a bad answer")
    arguments = parser.parse_args()
    with _installation():
        from tests.search.relevance.tables import misses, report

        sys.stdout.write(f"{report()}\n")
        if arguments.misses:
            sys.stdout.write(f"\n{misses()}\n")
    return 0


@contextmanager
def _installation() -> Iterator[None]:
    """The real catalogue in a directory of its own, removed afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="navigator-relevance-"))
    os.environ.update(
        DATA_DIR=str(directory), DJANGO_SETTINGS_MODULE="navigator.settings.test", NAVIGATOR_LOG_LEVEL="WARNING"
    )
    os.environ.pop("DATABASE_URL", None)
    try:
        _fill()
        yield
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _fill() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    with open(os.devnull, "w") as silence:
        for command in ("migrate", "load_catalogue", "search_rebuild"):
            call_command(command, verbosity=0, stdout=silence)


if __name__ == "__main__":
    sys.exit(main())
