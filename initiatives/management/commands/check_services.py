"""``manage.py check_services``: ask the outside services something, and say how they answer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from initiatives.geo.service_check import check_all


class Command(BaseCommand):
    help = "Ask the live geocoder and the service of boundaries, and report; fails when one does not answer well."

    def handle(self, *args: Any, **options: Any) -> None:
        reports = check_all()
        for report in reports:
            state = "well" if report.is_well else "NOT WELL"
            self.stdout.write(f"{report.name}: {state} ({report.seconds:.1f} s) {report.address}\n  {report.outcome}")
        if not all(report.is_well for report in reports):
            raise CommandError("Not every service answers well. The site works without them, with less precision.")
