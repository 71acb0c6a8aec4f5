"""``manage.py load_areas [PATH|URL]``: outlines of areas from CBS/PDOK GeoJSON, matched on CBS code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.geo.boundaries import BoundariesReport, load_areas
from initiatives.geo.geojson import MAX_REPORTED, BadBoundariesError

DEFAULT_TIMEOUT_S = 60.0


class Command(BaseCommand):
    help = "Gives areas their outlines from a GeoJSON file or a CBS/PDOK service. Makes no areas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source", nargs="?", default=settings.NAVIGATOR_AREAS_SOURCE, help="A path or a web address."
        )
        parser.add_argument("--timeout", type=float, default=DEFAULT_TIMEOUT_S, help="Seconds for the whole download.")

    def handle(self, *, source: str, timeout: float, **_options: Any) -> None:
        if not source or not timeout > 0:
            raise CommandError(_("Give a path or a web address, and a timeout of more than 0 seconds."))
        try:
            report = load_areas(source, timeout_s=timeout)
        except BadBoundariesError as error:
            refusal = _("The boundaries cannot be used. Nothing was changed.")
            raise CommandError(f"{refusal}\n{error}") from error
        for line in report_lines(report):
            self.stdout.write(line)
        if not report.matched:
            raise CommandError(_("No area has one of these CBS codes. Nothing was changed."))


def report_lines(report: BoundariesReport) -> list[str]:
    """What came of it, in words; long lists are cut off."""
    count = len(report.matched)
    lines = [
        ngettext("%(count)s area has its outline: %(names)s.", "%(count)s areas have their outline: %(names)s.", count)
        % {"count": count, "names": _listed(report.matched) or "-"}
    ]
    if report.unknown_codes:
        lines.append(_("Codes that no area has: %(codes)s.") % {"codes": _listed(report.unknown_codes)})
    if report.missing_areas:
        lines.append(_("Areas that the source does not have: %(names)s.") % {"names": _listed(report.missing_areas)})
    return lines


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MAX_REPORTED])
    if len(names) <= MAX_REPORTED:
        return shown
    return _("%(names)s and %(count)s more") % {"names": shown, "count": len(names) - MAX_REPORTED}
