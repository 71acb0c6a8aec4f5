"""What the search servers hold against what the database says: asked over plain HTTP."""

import json
import urllib.request

from tests.chaos.comparing import Differences, holders_of_words, wanted_versions, words_of_each

MOST = 10_000


def compare_servers(url: str, alias: str) -> Differences:
    words, wanted = words_of_each(), wanted_versions()
    _ask(f"{url}/{alias}/_refresh", b"")
    held = _versions(url, alias)
    stale = {key for key in held.keys() & words.keys() if held[key] != wanted[key]}
    stale |= _found_wrongly(url, alias, words) & held.keys() & words.keys()
    return Differences(
        compared=len(words),
        missing=len(words.keys() - held.keys()),
        stale=len(stale),
        orphaned=len(held.keys() - words.keys()),
        wrong_records=0,
    )


def _versions(url: str, alias: str) -> dict[int, int]:
    is_there = {"bool": {"must_not": {"term": {"gone": True}}}}
    found = _ask(f"{url}/{alias}/_search", {"size": MOST, "version": True, "query": is_there})
    return {int(hit["_id"]): hit["_version"] for hit in found["hits"]["hits"]}


def _found_wrongly(url: str, alias: str, words: dict[int, set[str]]) -> set[int]:
    """Initiatives that some word finds and should not, or the other way round."""
    holders = holders_of_words(words)
    lines = [part for word in holders for part in ({}, {"size": MOST, "query": {"term": {"tokens": word}}})]
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    answers = _ask(f"{url}/{alias}/_msearch", body)["responses"]
    wrong: set[int] = set()
    for keys, answer in zip(holders.values(), answers, strict=True):
        wrong |= keys ^ {int(hit["_id"]) for hit in answer["hits"]["hits"]}
    return wrong


def _ask(address: str, body: object) -> dict:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(address, content, {"content-type": "application/x-ndjson"}, method="POST")  # noqa: S310
    if not isinstance(body, bytes):
        request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 -- loopback
        return json.load(answer)
