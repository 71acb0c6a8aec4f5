"""Page and API with the engine's answers at hand: still the same page and API."""

from collections.abc import Callable

import pytest
from django.test import Client

from initiatives.synthetic.loading import load_synthetic
from navigator.benchmarks import precomputed
from search import api, views

pytestmark = pytest.mark.django_db
ADDRESSES = ["/zoeken/?q=wijk", "/api/v1/initiatieven", "/api/v1/initiatieven?q=wijk"]


def test_they_answer_the_same_from_what_was_remembered(
    client: Client, search_index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_synthetic(20, seed=1)
    search_index()
    before = [client.get(address) for address in ADDRESSES]
    for module in (views, api):
        monkeypatch.setattr(module, "answer_visible", precomputed.remembering)
    first, again = ([client.get(address) for address in ADDRESSES] for _ in range(2))
    assert [answer.status_code for answer in (*before, *first, *again)] == [200] * 9
    assert before[1].json() == first[1].json() == again[1].json()
    assert before[1].json()["aantal"] == 20
