"""The ways through the embedded engine, which it takes by how much a text finds: here forty documents can be much."""

import pytest

BOUNDS = {
    "few_listed": "search.engines.embedded.finding.FEW_LISTED",
    "few_hits": "search.engines.embedded.finding.FEW_HITS",
    "least_listed": "search.engines.embedded.finding.LEAST_LISTED",
    "most_named": "search.engines.embedded.relevance.MOST_NAMED",
    "ample": "search.engines.embedded.relevance.AMPLE",
    "named_cost": "search.engines.embedded.relevance.NAMED_COST",
    "asked_cost": "search.engines.embedded.relevance.ASKED_COST",
}


def take_the_way_of_many(patch: pytest.MonkeyPatch, **bounds: int) -> None:
    """What a text finds comes from bits; other bounds as given."""
    for name, bound in {"few_listed": 0, "few_hits": 1, **bounds}.items():
        patch.setattr(BOUNDS[name], bound)
