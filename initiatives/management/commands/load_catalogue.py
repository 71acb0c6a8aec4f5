"""``manage.py load_catalogue [DIR]``: loads a catalogue of JSON files; docs/catalogue-format.md."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.catalogue.files import MAX_PROBLEMS, json_schema
from initiatives.catalogue.loading import PARKSTAD, load_catalogue
from initiatives.catalogue.problems import BrokenCatalogueError


class Command(BaseCommand):
    help = "Loads a catalogue (a directory of JSON files). Again without harm: what editors touched is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=PARKSTAD)
        parser.add_argument("--schema", action="store_true", help="Print the JSON Schema of the files and stop.")

    def handle(self, *, directory: Path, schema: bool, **_options: Any) -> None:
        if schema:
            self.stdout.write(json.dumps(json_schema(), indent=2))
            return
        try:
            report = load_catalogue(directory)
        except BrokenCatalogueError as error:
            raise CommandError(_refusal(error, directory)) from error
        for line in report.lines():
            self.stdout.write(line)


def _refusal(error: BrokenCatalogueError, directory: Path) -> str:
    count = len(error.problems)
    heading = ngettext(
        "The catalogue in %(directory)s has %(count)s problem. Nothing was changed.",
        "The catalogue in %(directory)s has %(count)s problems. Nothing was changed.",
        count,
    ) % {"directory": directory, "count": count}
    lines = [str(problem) for problem in error.problems[:MAX_PROBLEMS]]
    if count > MAX_PROBLEMS:
        lines.append(_("and %(count)s more") % {"count": count - MAX_PROBLEMS})
    return "\n".join([heading, *lines])
