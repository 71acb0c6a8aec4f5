"""The first content of a new site: the pages every installation starts with, read from ``data/first_pages.json``."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from navigator.cms import models

FIRST_PAGES_FILE = Path(__file__).parent / "data" / "first_pages.json"
HOME_SLUG = "start"
DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def make_first_pages() -> list[str]:
    """Make home and the pages under it when there is no home page yet; return the titles of what was made.

    Pages that editors changed or deleted afterwards are theirs: a second call makes nothing. The site's address
    follows the settings each time.
    """
    made: list[str] = []
    home = models.HomePage.objects.first()
    if home is None:
        content = json.loads(FIRST_PAGES_FILE.read_text(encoding="utf-8"))
        home = _publish(Page.get_first_root_node(), models.HomePage(slug=HOME_SLUG, **content["home"]))
        children = [_publish(home, _page_from(values)) for values in content["pages"]]
        made = [home.title, *(child.title for child in children)]
    _point_site_at(home)
    _delete_welcome_page()
    return made


def _page_from(values: dict[str, Any]) -> Page:
    values = dict(values)
    page_model = getattr(models, values.pop("type"))
    body = values.pop("body", None)
    return page_model(**values, **({"body": json.dumps(body)} if body else {}))


def _publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _point_site_at(home: Page) -> None:
    """Hostname and port are those of ``NAVIGATOR_BASE_URL``, so that addresses in mails and sitemaps are right."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or DEFAULT_PORTS.get(address.scheme, 80),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "root_page_id": home.pk,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()


def _delete_welcome_page() -> None:
    """Remove the page Wagtail's own migration makes: the only plain ``Page`` right under the root."""
    for page in Page.objects.filter(depth=2, slug="home", sites_rooted_here__isnull=True):
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()
