"""All addresses worth finding: published and accepted records, and the editors' pages."""

import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_file
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page, Site

from initiatives.models import Area, Initiative, Organisation, Place, Theme

MOST_ADDRESSES_IN_ONE_FILE = 5000
OVERVIEWS = ("directory", "initiative-list", "organisation-list", "place-list", "area-list", "theme-list")


class RecordSitemap(Sitemap):  # type: ignore[type-arg]  # the stubs\' type argument does not exist at run time
    """Records of one kind, in the order of their keys: no address moves to another file when one is added."""

    limit = MOST_ADDRESSES_IN_ONE_FILE

    def __init__(self, records: "QuerySet[Initiative | Organisation | Place | Area | Theme]") -> None:
        self._records = records.only("slug").order_by("pk")

    def items(self) -> "QuerySet[Initiative | Organisation | Place | Area | Theme]":
        return self._records

    def get_latest_lastmod(self) -> datetime.datetime | None:
        return None


class InitiativeSitemap(RecordSitemap):
    """Published initiatives, with the moment of their last publication."""

    def __init__(self) -> None:
        super().__init__(Initiative.objects.published())
        self._records = self._records.only("slug", "last_published_at")

    def lastmod(self, initiative: Initiative) -> datetime.datetime | None:
        moment: datetime.datetime | None = initiative.last_published_at
        return moment

    def get_latest_lastmod(self) -> datetime.datetime | None:
        latest: datetime.datetime | None = self._records.aggregate(latest=Max("last_published_at"))["latest"]
        return latest


class PageSitemap(Sitemap):  # type: ignore[type-arg]  # the stubs\' type argument does not exist at run time
    """The editors' public pages."""

    limit = MOST_ADDRESSES_IN_ONE_FILE

    def __init__(self, site: Site | None) -> None:
        self._site = site

    def items(self) -> "QuerySet[Page]":
        pages: QuerySet[Page] = Page.objects.none()
        if self._site is not None:
            pages = Page.objects.live().public().descendant_of(self._site.root_page, inclusive=True).order_by("path")
        return pages

    def location(self, page: Page) -> str:
        return str(page.relative_url(self._site))

    def lastmod(self, page: Page) -> datetime.datetime | None:
        moment: datetime.datetime | None = page.last_published_at
        return moment

    def get_latest_lastmod(self) -> datetime.datetime | None:
        latest: datetime.datetime | None = self.items().aggregate(latest=Max("last_published_at"))["latest"]
        return latest


class OverviewSitemap(Sitemap):  # type: ignore[type-arg]  # the stubs\' type argument does not exist at run time
    """The overviews, one for each kind of record, and the directory."""

    def items(self) -> list[str]:
        return list(OVERVIEWS)

    def location(self, name: str) -> str:
        return reverse(name)


def sections(request: HttpRequest) -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    return {
        "paginas": PageSitemap(Site.find_for_request(request)),
        "overzichten": OverviewSitemap(),
        "initiatieven": InitiativeSitemap(),
        "organisaties": RecordSitemap(Organisation.objects.accepted()),
        "locaties": RecordSitemap(Place.objects.accepted()),
        "gebieden": RecordSitemap(Area.objects.all()),
        "themas": RecordSitemap(Theme.objects.all()),
    }


def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses in one file; an index of files when there are more than 5,000."""
    maps = sections(request)
    total = sum(section.paginator.count for section in maps.values() if isinstance(section, Sitemap))
    if total > MOST_ADDRESSES_IN_ONE_FILE:
        return sitemap_index(request, maps, sitemap_url_name="sitemap-section")
    return sitemap_file(request, maps)


def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One section; ``?p=`` gives its further files."""
    maps = sections(request)
    if section not in maps:
        raise Http404
    return sitemap_file(request, maps, section=section)
