"""``manage.py start``: prepares the installation and serves it; what ``make run`` calls."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from navigator.addresses import AddressError, check_free
from navigator.first_run import prepare

GUNICORN_SETTINGS = Path(__file__).resolve().parents[2] / "gunicorn.py"


class Command(BaseCommand):
    help = "Prepares the database, the catalogue and the files, then serves the site on PORT (8000)."
    requires_system_checks = []  # run once below, after the database is there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="Prepare, but do not serve.")

    def handle(self, *, prepare_only: bool, **_options: Any) -> None:
        if not prepare_only:
            _check_address()
        prepare(self._tell)
        if not prepare_only:
            _serve()

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _check_address() -> None:
    try:
        check_free(os.environ)
    except AddressError as error:
        raise CommandError(
            _("Cannot serve on this address: %(reason)s. Choose another port, for example: make run PORT=8080")
            % {"reason": error}
        ) from error


def _serve() -> None:
    """Become gunicorn: the same process number, so that signals reach the server itself."""
    connections.close_all()
    os.chdir(settings.BASE_DIR)
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "-c", str(GUNICORN_SETTINGS), "navigator.wsgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 -- no shell; the arguments are ours
