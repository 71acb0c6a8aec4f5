"""Nonsense in the search servers' settings is named by a system check; passwords are taken out of addresses."""

import pytest
from django.core.checks import run_checks

from navigator.settings.search_servers import split_access
from search.engines.checks import check_search_servers


def found(settings, **changed: object) -> list[str]:
    for name, value in changed.items():
        setattr(settings, f"NAVIGATOR_SEARCH_{name}", value)
    return [message.id for message in check_search_servers()]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({}, []),
        ({"URL": ["https://a.example:9200", "http://b.example"]}, []),
        ({"URL": ["ftp://a.example"]}, ["search.E010"]),
        ({"URL": ["a.example:9200"]}, ["search.E010"]),
        ({"URL": ["https://"]}, ["search.E010"]),
        ({"URL": ["https://a.example:99999"]}, ["search.E010"]),
        ({"API_KEY": "k", "USER": "u", "PASSWORD": "p"}, ["search.E011"]),
        ({"USER": "u"}, ["search.E012"]),
        ({"CA_FILE": "/no/such/file.pem"}, ["search.E013"]),
        ({"URL": ["http://a.example:9200"], "API_KEY": "k"}, ["search.W010"]),
        ({"URL": ["http://127.0.0.1:9200"], "API_KEY": "k"}, []),
        ({"INDEX": "Navi*"}, ["search.E014"]),
        ({"SHARDS": 0}, ["search.E015"]),
        ({"REPLICAS": -1}, ["search.E016"]),
    ],
)
def test_nonsense_is_named(settings, changed, named) -> None:
    assert found(settings, **changed) == named


def test_the_checks_are_registered(settings) -> None:
    settings.NAVIGATOR_SEARCH_SHARDS = 0
    assert "search.E015" in [message.id for message in run_checks()]


@pytest.mark.parametrize(
    ("given", "plain", "access"),
    [
        (["https://a:9200"], ["https://a:9200"], ("", "")),
        (["https://u:p%40ss@a:9200/"], ["https://a:9200"], ("u", "p@ss")),
        (["https://u:p@a", "https://b"], ["https://a", "https://b"], ("u", "p")),
        (["", "  "], [], ("", "")),
    ],
)
def test_addresses_lose_their_password(given, plain, access) -> None:
    assert split_access(given) == (plain, *access)
