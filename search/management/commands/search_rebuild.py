"""``manage.py search_rebuild``: make the search index anew, while the old one serves."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from search import indexing
from search.progress import Progress
from search.triggers import create_triggers, missing_triggers

BAR_WIDTH = 40
LINE_EVERY_S = 5.0


class Command(BaseCommand):
    help = "Make the search index anew. Searching goes on meanwhile and misses nothing. Vectors stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing_triggers(connection):
            create_triggers(connection)
        started = time.monotonic()
        count = indexing.rebuild(progress=self._bar if self.stdout.isatty() else self._lines())
        self.stdout.write(f"Search index made anew: {count} initiatives in {time.monotonic() - started:.0f} s.")

    def _bar(self, done: int, total: int) -> None:
        """One line that fills; ends when all is written."""
        share = done / total if total else 1.0
        filled = round(share * BAR_WIDTH)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        self.stdout.write(f"\r[{bar}] {share:4.0%} {done} of {total}", ending="\n" if done >= total else "")
        self.stdout.flush()

    def _lines(self) -> Progress:
        """A line now and then: for logs."""
        last = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= LINE_EVERY_S:
                last = time.monotonic()
                self.stdout.write(f"{done} of {total}")

        return progress
