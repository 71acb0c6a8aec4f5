"""What is asked in every request, put into SQL once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import Organisation
from search.prepared_query import PreparedQuery
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

BY_SLUG = PreparedQuery(
    lambda slugs: Organisation.objects.accepted().filter(slug__in=slugs).order_by("name").values_list("slug", "name")
)
BY_KEY = PreparedQuery(lambda keys: Organisation.objects.filter(pk__in=keys).order_by("pk").values_list("pk"))


def test_it_answers_as_the_queryset_does() -> None:
    OrganisationFactory(slug="b", name="Buurt")
    OrganisationFactory(slug="a", name="Alcander")
    OrganisationFactory(slug="n", name="Nieuw", is_accepted=False)
    assert BY_SLUG.rows(["b", "n", "a"]) == [("a", "Alcander"), ("b", "Buurt")]
    assert BY_SLUG.rows(["n", "b", "c"]) == [("b", "Buurt")]
    assert BY_SLUG.rows(["a"]) == [("a", "Alcander")]


def test_numbers_too_whichever_they_are() -> None:
    keys = [OrganisationFactory().pk for _ in range(3)]
    assert BY_KEY.rows([keys[2], keys[0]]) == [(keys[0],), (keys[2],)]
    assert BY_KEY.rows([-1, keys[1]]) == [(keys[1],)]


def test_what_is_asked_is_told_apart_from_what_it_is_said_with() -> None:
    slug = "a' OR 1=1 --"
    OrganisationFactory(slug="a")
    assert BY_SLUG.rows([slug]) == []


def test_one_query_and_none_without_values() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert BY_KEY.rows([]) == []
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries:
        BY_KEY.rows([1, 2])
    assert len(queries) == 1
