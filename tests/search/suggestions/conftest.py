"""Each test reads its own names: on PostgreSQL a test's changes are never committed, which is when they are told."""

import pytest

from search.suggestions import kept_names


@pytest.fixture(autouse=True)
def _own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_names, "_kept", kept_names.KeptNames())
