"""A filled site in a directory of its own, for one run of a benchmark."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installation(kept: Path | None, count: int, *, database_url: str = "", encoder: str = "none") -> Iterator[Path]:
    """Its directory, filled with ``count`` made-up initiatives; removed afterwards unless it is to be kept.

    Import what needs Django inside the block. ``database_url`` names an empty PostgreSQL database; default SQLite.
    """
    directory = kept or Path(tempfile.mkdtemp(prefix="navigator-bench-"))
    is_filled = (directory / "filled").is_file()
    os.environ.update(
        DATA_DIR=str(directory),
        DJANGO_SETTINGS_MODULE="navigator.settings.test",
        NAVIGATOR_LOG_LEVEL="WARNING",
    )
    os.environ.pop("DATABASE_URL", None)
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    try:
        import django  # noqa: PLC0415 -- the settings must be named first

        django.setup()
        _choose_encoder(encoder)
        if not is_filled:
            _fill(count)
            (directory / "filled").touch()
        yield directory
    finally:
        if kept is None:
            shutil.rmtree(directory, ignore_errors=True)


def _choose_encoder(encoder: str) -> None:
    """For this process and for those it starts; the tests' settings know none."""
    from django.conf import settings  # noqa: PLC0415 -- the settings must be named first

    settings.NAVIGATOR_ENCODER = os.environ["NAVIGATOR_ENCODER"] = encoder


def _fill(count: int) -> None:
    _run_timed("migrate")
    with _ledger_written_afterwards():
        _run_timed("load_synthetic", str(count))
    _run_timed("search_rebuild")


@contextmanager
def _ledger_written_afterwards() -> Iterator[None]:
    """Rows of a million initiatives that each run a trigger take hours; marked together at the end, minutes."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up

    from search import receivers, triggers  # noqa: PLC0415 -- needs Django set up

    triggers.drop_triggers(connection)
    yield
    started = time.perf_counter()
    receivers.create_after_migrating(using="default")
    print(f"ledger: {time.perf_counter() - started:.1f} s", flush=True)


def _run_timed(*command: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up

    started = time.perf_counter()
    with open(os.devnull, "w") as silence:
        call_command(*command, verbosity=0, stdout=silence)
    print(f"{' '.join(command)}: {time.perf_counter() - started:.1f} s", flush=True)
