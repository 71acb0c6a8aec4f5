"""The search servers down, slow, wrong or half there, on a real node behind a proxy: no page fails, all still agree."""

import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from initiatives.models import Initiative
from search.document import documents_for
from search.engines import answering_engine, elasticsearch_engine, get_engine
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.failover import FAULTS_TO_OPEN
from search.engines.port import Change, EngineUnavailableError, Question
from search.query import SearchQuery
from tests.elasticsearch_node.faulty_proxy import FAULTS, FaultyProxy
from tests.elasticsearch_node.own_names import own_cluster

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
QUERY = "q=wandelen&gebied=heerlen"
LONGEST_ANSWER_S = 2.5  # 1.5 s for the servers, the rest for the page on a machine that does other things too


@pytest.fixture(scope="module")
def index_name(catalogue, elasticsearch_url: str, django_db_blocker) -> Iterator[str]:
    """The catalogue on the real node."""
    engine = ElasticsearchEngine(own_cluster(elasticsearch_url))
    with django_db_blocker.unblock(), engine.building() as building:
        building.write(Change(document.key, 1, document) for document in documents_for(Initiative.objects.published()))
    yield engine.alias.rpartition("-")[0]
    engine.remove_all()


@pytest.fixture
def proxy(elasticsearch_url: str, index_name: str, settings) -> Iterator[FaultyProxy]:
    proxy = FaultyProxy(elasticsearch_url)
    settings.NAVIGATOR_SEARCH_URL = [proxy.url]
    settings.NAVIGATOR_SEARCH_INDEX = index_name
    yield proxy
    proxy.close()


def totals(client: Client, query: str) -> tuple[int, int, int]:
    """What list, map and API say; each must be a whole page."""
    pages = [client.get(f"/zoeken/?{query}"), client.get(f"/zoeken/kaart/?{query}")]
    pages.append(client.get(f"/api/v1/initiatieven?{query}"))
    assert [page.status_code for page in pages] == [200, 200, 200]
    heading = re.search(r"<h1[^>]*>\s*(\d+)", pages[0].content.decode())
    assert heading is not None
    return int(heading.group(1)), pages[1].json()["total"], pages[2].json()["aantal"]


def test_the_servers_answer_when_they_can(client: Client, proxy: FaultyProxy) -> None:
    found = totals(client, QUERY)
    assert (len(set(found)), proxy.requests, answering_engine()) == (1, 3, "elasticsearch")
    assert found[0] > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_fails_and_all_agree(client: Client, proxy: FaultyProxy, fault: str) -> None:
    whole = totals(client, QUERY)
    proxy.fault = fault
    started = time.monotonic()
    assert totals(client, QUERY) == whole
    assert time.monotonic() - started < 3 * LONGEST_ANSWER_S
    assert answering_engine() == "fallback"


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_one_question_waits_no_longer_than_its_time(proxy: FaultyProxy, fault: str) -> None:
    servers = elasticsearch_engine()
    assert servers is not None
    servers.search(Question(SearchQuery()))
    proxy.fault = fault
    started = time.monotonic()
    with pytest.raises(EngineUnavailableError):
        servers.search(Question(SearchQuery()))
    assert time.monotonic() - started < 5  # the server hangs for twenty


def test_an_outage_is_seen_in_the_health_check_and_is_no_failure(client: Client, proxy: FaultyProxy) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "failed": [], "search_engine": "elasticsearch"}
    proxy.fault = "error"
    for _ in range(FAULTS_TO_OPEN):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "failed": [], "search_engine": "fallback"})


def test_a_second_server_answers_when_the_first_does_not(proxy: FaultyProxy, elasticsearch_url: str, settings) -> None:
    settings.NAVIGATOR_SEARCH_URL = [proxy.url, elasticsearch_url]
    proxy.fault = "reset"
    assert {get_engine().search(Question(SearchQuery())).total for _ in range(6)} == {108}
    assert answering_engine() == "elasticsearch"


def test_without_an_index_of_this_program_s_mapping_the_other_engine_answers(proxy: FaultyProxy, settings) -> None:
    settings.NAVIGATOR_SEARCH_INDEX = "test-no-such-index"
    assert (get_engine().search(Question(SearchQuery())).total, proxy.requests) == (108, 1)


def test_a_key_is_sent_and_shown_nowhere(proxy: FaultyProxy, settings, caplog) -> None:
    settings.NAVIGATOR_SEARCH_API_KEY = "dGVzdDpnZWhlaW0="
    get_engine().search(Question(SearchQuery()))
    proxy.fault = "reset"
    get_engine().search(Question(SearchQuery()))
    assert b"authorization: ApiKey dGVzdDpnZWhlaW0=" in proxy.heard.replace(b"Authorization", b"authorization")
    engine = elasticsearch_engine()
    assert "dGVzdDpnZWhlaW0=" not in f"{caplog.text}{vars(engine)}{engine!r}"


def test_tls_is_checked_against_the_authority_that_was_given(
    elasticsearch_url: str, index_name: str, settings, tmp_path: Path
) -> None:
    certificate, other = _certificate(tmp_path, "own"), _certificate(tmp_path, "other")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    proxy = FaultyProxy(elasticsearch_url, context)
    settings.NAVIGATOR_SEARCH_URL, settings.NAVIGATOR_SEARCH_INDEX = [proxy.url], index_name
    for authority, engine in ((certificate, "elasticsearch"), (other, "fallback")):
        settings.NAVIGATOR_SEARCH_CA_FILE = str(authority)
        assert {get_engine().search(Question(SearchQuery())).total for _ in range(3)} == {108}
        assert answering_engine() == engine
    proxy.close()


def _certificate(folder: Path, name: str) -> Path:
    path = folder / f"{name}.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    keys = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout"]
    command = ["openssl", "req", "-x509", *keys, str(path.with_suffix(".key")), "-out", str(path), *subject]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    return path
