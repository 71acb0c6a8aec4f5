"""Which process runs which test, when several share the work (pytest-xdist).

One by one in their order, so that tests that empty the database come last in each process, as pytest-django wants it.
"""

from xdist.scheduler import LoadScopeScheduling

# Files whose tests share what takes a minute to make; xdist's own marks of groups do not reach pytest 9.2.
TOGETHER = ("tests/search/relevance/test_relevance.py",)


class OneByOneScheduling(LoadScopeScheduling):
    """Hands out single tests, and some files as a whole, those first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return file if file in TOGETHER else nodeid
