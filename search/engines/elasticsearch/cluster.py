"""Where the search servers are and how to speak to them: the installation's ``NAVIGATOR_SEARCH_*`` settings."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cluster:
    """Secrets are left out of its ``repr``, so that no log or error page shows them.

    ``addresses`` hold scheme, host and port; ``index`` begins the name of each index and alias made there. A question
    gets ``answer_seconds`` in all, a second attempt on another server included, and each attempt ``read_seconds``.
    """

    addresses: tuple[str, ...]
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    index: str = "naviegator"
    shards: int = 1
    replicas: int = 0
    answer_seconds: float = 1.5
    read_seconds: float = 1.0
