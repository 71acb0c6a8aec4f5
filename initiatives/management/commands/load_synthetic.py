"""``manage.py load_synthetic N``: a large made-up catalogue for benchmarks, into an empty database only."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from initiatives.synthetic.loading import MAX_COUNT, NotEmptyError, load_synthetic


class Command(BaseCommand):
    help = "Fills an empty database with N made-up initiatives, for benchmarks. Rebuild the search index after it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, help="How many initiatives.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed gives the same catalogue.")

    def handle(self, *, count: int, seed: int, **_options: Any) -> None:
        if not 1 <= count <= MAX_COUNT or seed < 0:
            raise CommandError(_("Give a number from 1 to %(limit)s, and a seed of 0 or more.") % {"limit": MAX_COUNT})
        started = time.monotonic()
        try:
            load_synthetic(count, seed=seed, told=self._tell)
        except NotEmptyError as error:
            raise CommandError(str(error)) from error
        seconds = f"{time.monotonic() - started:.1f}"
        self.stdout.write(_("Made %(count)s initiatives in %(seconds)s s.") % {"count": count, "seconds": seconds})
        self.stdout.write(_("Now rebuild the search index: manage.py search_rebuild"))

    def _tell(self, done: int) -> None:
        if done % 10_000 == 0:
            self.stdout.write(_("%(count)s made") % {"count": done})
