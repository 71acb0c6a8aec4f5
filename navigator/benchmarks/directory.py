"""``make bench``: how long the directory and the API take on a large made-up catalogue, in one process.

    python -m navigator.benchmarks.directory [--count 10000] [--rounds 100] [--keep DIRECTORY]

Makes a database and an index in a directory of its own, asks each kind of question a hundred times, each time
another one, and prints median and 95th percentile in milliseconds, with the number of database queries. It ends
with 1 when a target is missed. A measurement, not a test: other work on the machine makes it slower.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the directory and the API.")
    parser.add_argument("--count", type=int, default=10_000, help="initiatives to make")
    parser.add_argument("--rounds", type=int, default=100, help="requests of each kind")
    parser.add_argument("--keep", type=Path, help="directory to keep database and index in, for another run")
    arguments = parser.parse_args()
    with _installation(arguments.keep, arguments.count):
        from navigator.benchmarks.measuring import measure_all, table  # noqa: PLC0415 -- needs Django set up

        measurements = list(measure_all(arguments.rounds))
    print(f"\n{arguments.count} initiatives, {arguments.rounds} requests of each kind\n\n{table(measurements)}")
    return int(any(measurement.is_missed for measurement in measurements))


@contextmanager
def _installation(kept: Path | None, count: int) -> Iterator[None]:
    """A filled site in a directory of its own, removed afterwards unless it is to be kept."""
    directory = kept or Path(tempfile.mkdtemp(prefix="navigator-bench-"))
    is_filled = (directory / "search" / "current").is_file()
    os.environ.update(
        DATA_DIR=str(directory),
        DJANGO_SETTINGS_MODULE="navigator.settings.test",
        NAVIGATOR_LOG_LEVEL="WARNING",
    )
    os.environ.pop("DATABASE_URL", None)
    try:
        _set_up_django()
        if not is_filled:
            _fill(count)
        yield
    finally:
        if kept is None:
            shutil.rmtree(directory, ignore_errors=True)


def _set_up_django() -> None:
    import django  # noqa: PLC0415 -- the settings must be named first

    django.setup()


def _fill(count: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up

    for command in (["migrate"], ["load_synthetic", str(count)], ["search_rebuild"]):
        started = time.perf_counter()
        with open(os.devnull, "w") as silence:
            call_command(*command, verbosity=0, stdout=silence)
        print(f"{' '.join(command)}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
