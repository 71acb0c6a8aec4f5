"""The first content of a new site."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from navigator.cms.models import AccessibilityStatementPage, ContentPage


@pytest.fixture
def pages(db, settings) -> None:
    settings.BASE_URL = "https://navigator.voorbeeld.test"
    call_command("make_pages", stdout=StringIO())


def everything() -> list[tuple[object, ...]]:
    return list(Page.objects.order_by("pk").values_list("pk", "title", "slug", "path", "latest_revision_id"))


def test_a_second_time_makes_no_difference(pages):
    before = everything()
    output = StringIO()

    call_command("make_pages", stdout=output)

    assert everything() == before
    assert output.getvalue() == "The pages are already there.\n"


def test_a_deleted_page_stays_deleted(pages):
    ContentPage.objects.get(slug="over").delete()

    call_command("make_pages", stdout=StringIO())

    assert not ContentPage.objects.filter(slug="over").exists()


def test_the_site_has_the_address_of_the_settings(pages):
    site = Site.objects.get()

    assert (site.hostname, site.port, site.site_name) == ("navigator.voorbeeld.test", 443, "Navi(e)gator")
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["start"]


@pytest.mark.parametrize("path", ["/", "/over/", "/meedoen/", "/nieuws/", "/toegankelijkheid/", "/privacy/"])
def test_pages_answer(pages, client, path):
    assert client.get(path).status_code == 200


def test_the_accessibility_statement_claims_nothing(pages):
    statement = AccessibilityStatementPage.objects.get()

    assert statement.get_status_display() == "Nog niet onderzocht"
    assert (statement.examined_on, statement.examined_by) == (None, "")


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000"])
def test_a_page_of_news_that_does_not_exist_is_not_found(pages, client, page):
    assert client.get("/nieuws/", {"pagina": page}).status_code == 404
