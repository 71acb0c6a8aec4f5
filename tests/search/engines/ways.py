"""The two ways through the embedded engine, taken by how much a text finds: here forty documents can be much."""

import pytest


def take_the_way_of_many(patch: pytest.MonkeyPatch) -> None:
    """What a text finds is summed up from impacts."""
    patch.setattr("search.engines.embedded.finding.FEW_HITS", 0)
