"""``manage.py search_verify [--repair]``: compare the search index with the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.verify import IndexReport, repair, verify_index

LEAKED_EXIT_CODE = 2
MAX_SHOWN = 20


class Command(BaseCommand):
    help = "Compare the search index with the database. Exits with 1 when they differ, with 2 when something leaked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Index what differs anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_index()
        self._tell(report)
        if not report.differences:
            return
        if options["repair"]:
            repair(report)
            report_after = verify_index()
            self.stdout.write(f"Repaired; {len(report_after.differences)} differences left.")
            if not report_after.differences:
                return
        raise CommandError(
            "The search index differs from the database.", returncode=LEAKED_EXIT_CODE if report.leaked else 1
        )

    def _tell(self, report: IndexReport) -> None:
        self.stdout.write(f"{report.checked} initiatives compared, {report.waiting} still waiting to be indexed.")
        for name in ("missing", "stale", "orphaned", "leaked"):
            keys = getattr(report, name)
            if keys:
                shown = ", ".join(str(key) for key in keys[:MAX_SHOWN])
                self.stdout.write(f"{name}: {len(keys)} ({shown}{', ...' if len(keys) > MAX_SHOWN else ''})")
