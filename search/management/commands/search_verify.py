"""``manage.py search_verify [--repair]``: compare every search index with the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.verify import IndexReport, repair, verify_indexes

LEAKED_EXIT_CODE = 2
MAX_SHOWN = 20


class Command(BaseCommand):
    help = "Compare every search index with the database. Exits with 1 when one differs, with 2 when something leaked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Index what differs anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = verify_indexes()
        for report in reports:
            self._tell(report)
        if not any(report.differences for report in reports):
            return
        if options["repair"]:
            repair(reports)
            left = sum(len(report.differences) for report in verify_indexes())
            self.stdout.write(f"Repaired; {left} differences left.")
            if not left:
                return
        leaked = any(report.leaked for report in reports)
        raise CommandError("The search index differs from the database.", returncode=LEAKED_EXIT_CODE if leaked else 1)

    def _tell(self, report: IndexReport) -> None:
        self.stdout.write(
            f"{report.index}: {report.checked} initiatives compared, {report.waiting} still waiting to be indexed."
        )
        for name in ("missing", "stale", "orphaned", "leaked"):
            keys = getattr(report, name)
            if keys:
                shown = ", ".join(str(key) for key in keys[:MAX_SHOWN])
                self.stdout.write(f"{name}: {len(keys)} ({shown}{', ...' if len(keys) > MAX_SHOWN else ''})")
