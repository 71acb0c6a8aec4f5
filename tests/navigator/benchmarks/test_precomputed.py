"""Page and API with the engine's answers at hand: still the same page and API."""

import pytest
from django.test import Client

from initiatives.synthetic.loading import load_synthetic
from navigator.benchmarks import precomputed
from search import api, views

pytestmark = pytest.mark.django_db
ADDRESSES = ["/zoeken/?q=wijk", "/zoeken/?thema=geen", "/api/v1/initiatieven?q=wijk"]


def test_they_answer_the_same_from_what_was_remembered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    load_synthetic(20, seed=1)
    before = [client.get(address).status_code for address in ADDRESSES]
    for module in (views, api):
        monkeypatch.setattr(module, "answer_visible", precomputed.remembering)
    first, again = ([client.get(address) for address in ADDRESSES] for _ in range(2))
    assert before == [answer.status_code for answer in first] == [200, 200, 200]
    assert first[2].json()["aantal"] == again[2].json()["aantal"]
